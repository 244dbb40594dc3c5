import { Refused } from "./problem.ts";

/** What an element may hold and what becomes of it. Elements are built as they close, so the XML itself is never kept. */
export type Shape = {
  children: ReadonlyMap<string, Child>;
  /** Those that must be there. */
  required: readonly Child[];
  /** A closed element refuses what it does not know; others leave it out with a warning. */
  closed: boolean;
  build(parts: Parts): unknown;
};

/** `place` is where its values stand among those of its element. */
export type Child = { name: string; shape: () => Shape; many: boolean; place: number };

/**
 * The parts of an element that has just closed. `one` and `all` trust the shape for the type of what they give.
 * One object serves all elements of its depth, one after the other: nobody may keep it.
 */
export class Parts {
  readonly warn: (message: string) => void;
  name = "";
  /** What it is to its parent; undefined for the root. */
  child: Child | undefined;
  shape: Shape = text;
  attributes: Readonly<Record<string, string>> = {};
  #text = "";
  /** By place: a value, null for an empty element, a list where many may stand; undefined where there is none. */
  readonly #values: unknown[] = [];

  constructor(warn: (message: string) => void) {
    this.warn = warn;
  }

  /** Another element begins. */
  begin(name: string, child: Child | undefined, shape: Shape, attributes: Readonly<Record<string, string>>): void {
    this.name = name;
    this.child = child;
    this.shape = shape;
    this.attributes = attributes;
    this.#text = "";
    for (let place = 0; place < shape.children.size; place++) this.#values[place] = undefined;
  }

  /** The text without the blanks around it; undefined where there is none. */
  get text(): string | undefined {
    return own(this.#text.trim()) || undefined;
  }

  addText(text: string): void {
    if (this.shape.children.size === 0) this.#text += text;
  }

  one<T = string>(name: string): T | undefined {
    const child = this.shape.children.get(name);
    const value = child && this.#values[child.place];
    return (child?.many ? (value as unknown[] | undefined)?.[0] : (value ?? undefined)) as T | undefined;
  }

  must<T = string>(name: string): T {
    const value = this.one<T>(name);
    if (value === undefined) throw new Refused("xdf.missing_element", `<${name}> is missing or empty`);
    return value;
  }

  all<T>(name: string): readonly T[] {
    const { many, place } = this.shape.children.get(name)!;
    const found = this.#values[place];
    if (found == null) return none;
    if (!many) return [found as T];
    const list = found as (T | undefined)[];
    return (list.includes(undefined) ? list.filter((value) => value !== undefined) : list) as T[];
  }

  /** Copies what is there of these names, each once; most of what an element may hold is not there. */
  copy(names: ReadonlySet<string>, into: object): void {
    for (const { name, place } of this.shape.children.values()) {
      const value = this.#values[place];
      if (value != null && names.has(name)) (into as Record<string, unknown>)[name] = value;
    }
  }

  /** Takes a finished child. A second one is refused, unless one of both is an empty placeholder. */
  add({ name, many, place }: Child, value: unknown): void {
    const values = this.#values;
    const known = values[place];
    if (many) {
      if (known === undefined) values[place] = [value];
      else (known as unknown[]).push(value);
    } else if (known === undefined) values[place] = value ?? null;
    else if ((known === null) === (value === undefined))
      throw new Refused("xdf.duplicate_element", `<${name}> stands twice`);
    else {
      this.warn(`<${name}> stands twice, once empty; the empty one is left out`);
      values[place] = known ?? value;
    }
  }

  finish(): unknown {
    for (const { name, place } of this.shape.required) if (this.#values[place] == null) this.must(name);
    return this.shape.build(this);
  }
}

/** Most lists are empty. */
const none: readonly never[] = Object.freeze([]);

const scratch = Buffer.alloc(3 * 1024);

/** A text of its own: V8 keeps what was cut from a longer one as a view, which would hold the whole file in memory. */
function own(text: string): string {
  if (text.length < 13) return text;
  return text.length > 1024 ? Buffer.from(text).toString() : scratch.toString("utf8", 0, scratch.write(text));
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
  for (const [place, [key, value]] of Object.entries(children).entries()) {
    const name = key.slice(0, -1);
    table.set(name, { name, shape: typeof value === "function" ? value : () => value, many: key.endsWith("*"), place });
  }
  const required = [...table.values()].filter(({ name }) => `${name}!` in children);
  return { children: table, required, closed, build };
}
