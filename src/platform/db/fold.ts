/**
 * Inserts that follow each other leave as one statement ("Data-Modifying Statements in WITH" in PostgreSQL's manual):
 * each statement costs the server and us about as much as its row. All of them see the same state from before, and
 * foreign keys are looked at behind the last; so only plain rows are folded, never what reads or changes others.
 */
import { Statement } from "./batch.ts";

const plain = /^\s*insert into [\w.]+ \([^()]*\)\s+values\b(?!.*\b(?:select|conflict|returning)\b)/is;
const kinds = new Map<string, boolean>();
const texts = new Map<string, string>();
const most = 1000;

const isPlain = (text: string): boolean => remembered(kinds, text, () => plain.test(text));

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    if (known.size < most) known.set(key, value);
  }
  return value;
}

/**
 * The same statements in the same order; each run of plain inserts is one. A text that comes again begins a new run, so
 * that a loop makes no statement of a length of its own.
 */
export function fold(statements: readonly Statement[]): Statement[] {
  const folded: Statement[] = [];
  let run: Statement[] = [];
  const end = (): void => {
    if (run.length > 1) folded.push(together(run));
    else folded.push(...run);
    run = [];
  };
  for (const statement of statements) {
    const foldable = isPlain(statement.text);
    if (!foldable || run.some(({ text }) => text === statement.text)) end();
    if (foldable) run.push(statement);
    else folded.push(statement);
  }
  end();
  return folded;
}

function together(inserts: readonly Statement[]): Statement {
  const text = remembered(texts, inserts.map((one) => one.name ?? one.text).join(), () => {
    let before = 0;
    const renumbered = inserts.map((one) => {
      const shifted = one.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + before}`);
      before += one.values.length;
      return shifted;
    });
    const last = renumbered.pop()!;
    return `with ${renumbered.map((one, n) => `row_${n} as (${one})`).join(", ")} ${last}`;
  });
  const one = new Statement(
    text,
    inserts.flatMap((insert) => insert.values),
  );
  void tell(inserts, one);
  return one;
}

async function tell(inserts: readonly Statement[], { answer }: Statement): Promise<void> {
  try {
    await answer;
    for (const insert of inserts) insert.resolve({ rows: [], rowCount: 1 });
  } catch (error) {
    for (const insert of inserts) insert.reject(error);
  }
}
