import { Refused } from "./problem.ts";

/** What an element may hold and what becomes of it. Elements are built as they close, so the XML itself is never kept. */
export type Shape = {
  children: ReadonlyMap<string, Child>;
  /** Names of the children that must be there. */
  required: readonly string[];
  /** A closed element refuses what it does not know; others leave it out with a warning. */
  closed: boolean;
  build(parts: Parts): unknown;
};

export type Child = { shape: () => Shape; many: boolean };

/** The parts of an element that has just closed. `one` and `all` trust the shape for the type of what they give. */
export class Parts {
  readonly name: string;
  readonly shape: Shape;
  readonly attributes: Readonly<Record<string, string>>;
  readonly warn: (message: string) => void;
  #text = "";
  #values: Map<string, unknown[]> | undefined;

  constructor(
    name: string,
    shape: Shape,
    attributes: Readonly<Record<string, string>>,
    warn: (message: string) => void,
  ) {
    this.name = name;
    this.shape = shape;
    this.attributes = attributes;
    this.warn = warn;
  }

  /** The text without the blanks around it; undefined where there is none. */
  get text(): string | undefined {
    return this.#text.trim() || undefined;
  }

  addText(text: string): void {
    this.#text += text;
  }

  one<T = string>(name: string): T | undefined {
    return this.#values?.get(name)?.[0] as T | undefined;
  }

  must<T = string>(name: string): T {
    const value = this.one<T>(name);
    if (value === undefined) throw new Refused("xdf.missing_element", `<${name}> is missing or empty`);
    return value;
  }

  all<T>(name: string): T[] {
    const found = this.#values?.get(name);
    return (found ? found.filter((value) => value !== undefined) : []) as T[];
  }

  /** Copies what is there of these names, each once; most of what an element may hold is not there. */
  copy(names: ReadonlySet<string>, into: object): void {
    if (!this.#values) return;
    for (const [name, [value]] of this.#values)
      if (value !== undefined && names.has(name)) (into as Record<string, unknown>)[name] = value;
  }

  /** Takes a finished child. A second one is refused, unless one of both is an empty placeholder. */
  add(name: string, child: Child, value: unknown): void {
    this.#values ??= new Map();
    const known = this.#values.get(name);
    if (!known) this.#values.set(name, [value]);
    else if (child.many) known.push(value);
    else if ((known[0] === undefined) === (value === undefined))
      throw new Refused("xdf.duplicate_element", `<${name}> stands twice`);
    else {
      this.warn(`<${name}> stands twice, once empty; the empty one is left out`);
      known[0] ??= value;
    }
  }

  finish(): unknown {
    for (const name of this.shape.required) this.must<unknown>(name);
    return this.shape.build(this);
  }
}

/** An element with text only. */
export const text: Shape = { children: new Map(), required: [], closed: true, build: (parts) => parts.text };

/** An element around a `<code>` of a code list. */
export const code: Shape = shape({ "code!": text, "name?": text }, (parts) => parts.one("code"));

/** Names end in `!` (exactly once, not empty), `?` (at most once), `*` (any number). */
export function shape(
  children: Record<string, Shape | (() => Shape)>,
  build: (parts: Parts) => unknown,
  { closed = false } = {},
): Shape {
  const table = new Map<string, Child>();
  for (const [key, value] of Object.entries(children))
    table.set(key.slice(0, -1), {
      shape: typeof value === "function" ? value : () => value,
      many: key.endsWith("*"),
    });
  const required = Object.keys(children).flatMap((key) => (key.endsWith("!") ? [key.slice(0, -1)] : []));
  return { children: table, required, closed, build };
}
