/**
 * Statements that leave together and are answered together: one write, one wake of the server, one answer (PostgreSQL's
 * manual, "Pipelining" and "Extended Query"). Each is prepared once for each connection; what its rows look like is
 * asked once for each database. When one fails, the server skips all behind it, and they fail for the same reason.
 */
import pg from "pg";
import { prepareValue } from "pg/lib/utils.js";

export interface Answer {
  rows: Record<string, unknown>[];
  /** How many rows were changed or read. */
  rowCount: number;
}

/** A statement on its way. */
export class Statement {
  readonly answer: Promise<Answer>;
  readonly text: string;
  /** Undefined: too many different texts were seen; prepared for this once. */
  readonly name: string | undefined;
  readonly values: readonly (string | Buffer | null)[];
  resolve!: (answer: Answer) => void;
  reject!: (reason: unknown) => void;

  /** Throws when a value has no form that the server knows. */
  constructor(text: string, values: readonly unknown[]) {
    this.text = text;
    this.name = nameOf(text);
    this.values = values.map(prepareValue);
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}

type Column = [name: string, read: (text: string) => unknown];

/** What the rows of each statement look like, by its text. */
export type Shapes = Map<string, readonly Column[]>;

/** By connection: names it knows, and whether it surely does (after a failure nobody can say). */
const prepared = new WeakMap<pg.Connection, Map<string, "known" | "unsure">>();

interface RowDescription {
  fields: { name: string; dataTypeID: number }[];
}

export class Batch extends pg.Query {
  /** Kept when the server has answered all of it: what ran without "begin" is committed then. Never fails. */
  readonly done: Promise<void>;
  readonly #statements: readonly Statement[];
  readonly #shapes: Shapes;
  /** Names that this batch lets the server learn, by the place of their statement. */
  readonly #learned = new Map<number, string>();
  #finish!: () => void;
  #connection: pg.Connection | undefined;
  #at = 0;
  #rows: Record<string, unknown>[] = [];

  constructor(statements: readonly Statement[], shapes: Shapes) {
    super("");
    this.#statements = statements;
    this.#shapes = shapes;
    this.done = new Promise((resolve) => (this.#finish = resolve));
  }

  override readonly submit = (connection: pg.Connection): null => {
    this.#connection = connection;
    let known = prepared.get(connection);
    if (!known) prepared.set(connection, (known = new Map()));
    connection.stream.cork();
    for (const [place, { text, name = "", values }] of this.#statements.entries()) {
      const state = name === "" ? undefined : known.get(name);
      if (state !== "known") {
        if (state === "unsure") connection.close({ type: "S", name }, true);
        connection.parse({ name, text, types: [] }, true);
        if (name !== "") {
          known.set(name, "known");
          this.#learned.set(place, name);
        }
      }
      if (!this.#shapes.has(text)) connection.describe({ type: "S", name }, true);
      connection.bind({ portal: "", statement: name, values: values as string[], binary: "" }, true);
      connection.execute({ portal: "", rows: "" }, true);
    }
    connection.sync();
    connection.stream.uncork();
    return null;
  };

  // What the driver tells a query of its answer.

  handleRowDescription({ fields }: RowDescription): void {
    this.#shapes.set(
      this.#statements[this.#at]!.text,
      fields.map(({ name, dataTypeID }) => [name, pg.types.getTypeParser(dataTypeID) as Column[1]]),
    );
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const columns = this.#shapes.get(this.#statements[this.#at]!.text)!;
    const row: Record<string, unknown> = {};
    for (let i = 0; i < columns.length; i++) {
      const [name, read] = columns[i]!;
      const text = fields[i]!;
      row[name] = text === null ? null : read(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const statement = this.#statements[this.#at]!;
    // A statement without rows is never described.
    if (!this.#shapes.has(statement.text)) this.#shapes.set(statement.text, []);
    statement.resolve({ rows: this.#rows, rowCount: Number(/\d+$/.exec(text)?.[0] ?? 0) });
    this.#rows = [];
    this.#at++;
  }

  handleReadyForQuery(): void {
    this.#finish();
  }

  handleError(error: unknown): void {
    const known = this.#connection && prepared.get(this.#connection);
    for (const [place, name] of this.#learned) if (place >= this.#at) known?.set(name, "unsure");
    for (const statement of this.#statements.slice(this.#at)) statement.reject(error);
    this.#finish();
  }
}

const names = new Map<string, string>();
const mostNames = 1000;

/**
 * A statement with a name is parsed and planned once for each connection, which is most of what a short one costs.
 * Texts come from templates, so they are few; should they not be, the rest stays without a name.
 */
function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < mostNames) names.set(text, (name = `s${names.size}`));
  return name;
}
