import { SaxesParser, type SaxesTagPlain } from "saxes";
import { Names } from "./names.ts";
import { Refused, type Problem } from "./problem.ts";
import { Parts, type Child, type Shape } from "./shape.ts";

/** What one file may cost. The largest real schema at hand needs an eighth of it. */
export type Limits = { depth: number; elements: number; tokenChars: number; chars: number };
export const defaultLimits: Limits = { depth: 100, elements: 500_000, tokenChars: 1_000_000, chars: 30_000_000 };

export type Source = string | AsyncIterable<string | Uint8Array>;
/** Knows the roots: gives the shape for a root element, or throws `Refused`. */
export type RootOf = (local: string, namespace: string) => Shape;
export type XmlResult = { ok: true; value: unknown; warnings: Problem[] } | { ok: false; problems: Problem[] };

const CHUNK = 65_536;

/**
 * Reads XML in one pass and never holds more of it than one token. saxes does not fetch anything and knows no entities but
 * the five; a DOCTYPE is refused all the same, and what saxes does not bound (depth, length, number) is bounded here.
 */
export async function readXml(source: Source, rootOf: RootOf, limits: Limits = defaultLimits): Promise<XmlResult> {
  const reading = new Reading(rootOf, limits);
  try {
    if (typeof source === "string")
      for (let at = 0; at < source.length; at += CHUNK) reading.write(source.slice(at, at + CHUNK));
    else for await (const chunk of decoded(source)) reading.write(chunk);
    return { ok: true, value: reading.end(), warnings: reading.warnings };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ok: false, problems: [reading.problem(error)] };
  }
}

class Reading {
  readonly warnings: Problem[] = [];
  readonly #parser = new SaxesParser();
  readonly #names = new Names();
  /** By depth; those beyond `#depth` wait for the next element there. */
  readonly #stack: Parts[] = [];
  #depth = 0;
  readonly #warn = (message: string) => this.#addWarning(message);
  readonly #rootOf: RootOf;
  readonly #limits: Limits;
  #namespace = "";
  #elements = 0;
  #chars = 0;
  #quietChars = 0;
  #events = 0;
  /** Greater than 0 inside an element that is left out. */
  #skipped = 0;
  #value: unknown;

  constructor(rootOf: RootOf, limits: Limits) {
    this.#rootOf = rootOf;
    this.#limits = limits;
    this.#parser.on("error", (error) => {
      throw new Refused("xml.malformed", error.message.replace(/^\d+:\d+: /, ""));
    });
    this.#parser.on("doctype", () => refuseDoctype());
    this.#parser.on("opentag", (tag) => this.#open(tag));
    this.#parser.on("closetag", () => this.#close());
    this.#parser.on("text", (text) => this.#text(text));
    this.#parser.on("cdata", (text) => this.#text(text));
    // Not more than these six: with a seventh handler V8 keeps the parser as a hash table, and all is four times slower.
  }

  write(chunk: string): void {
    this.#chars += chunk.length;
    if (this.#chars > this.#limits.chars)
      throw new Refused("xml.too_large", `More than ${this.#limits.chars} characters`);
    const before = this.#events;
    this.#parser.write(chunk);
    // No element and no text during a megabyte means one endless attribute, text, tag or comment (or a megabyte of
    // comments): saxes would collect it for ever.
    this.#quietChars = this.#events === before ? this.#quietChars + chunk.length : 0;
    if (this.#quietChars > this.#limits.tokenChars)
      throw new Refused(
        "xml.too_long",
        `A text, attribute or comment is longer than ${this.#limits.tokenChars} characters`,
      );
  }

  end(): unknown {
    this.#parser.close();
    return this.#value;
  }

  problem({ code, message }: Refused): Problem {
    return {
      code,
      message,
      line: this.#parser.line,
      element: this.#stack
        .slice(0, this.#depth)
        .map((parts) => parts.name)
        .join("/"),
    };
  }

  #addWarning(message: string): void {
    // A file with a strange element in each of its fields would otherwise fill the memory with warnings.
    if (this.warnings.length < 1000) this.warnings.push(this.problem(new Refused("xdf.unexpected_element", message)));
  }

  #open({ name, attributes }: SaxesTagPlain): void {
    this.#events += 1;
    if (++this.#elements > this.#limits.elements)
      throw new Refused("xml.too_many_elements", `More than ${this.#limits.elements} elements`);
    if (this.#depth + this.#skipped >= this.#limits.depth)
      throw new Refused("xml.too_deep", `Elements are nested more than ${this.#limits.depth} deep`);
    const { local, uri } = this.#names.open(name, attributes);
    if (this.#skipped > 0) {
      this.#skipped += 1;
      return;
    }
    const parent = this.#stack[this.#depth - 1];
    if (!parent) this.#namespace = uri;
    const child = parent && this.#childOf(parent, local, uri);
    const shape = parent ? child?.shape() : this.#rootOf(local, uri);
    if (shape) (this.#stack[this.#depth++] ??= new Parts(this.#warn)).begin(local, child, shape, plainOf(attributes));
    else this.#skipped = 1;
  }

  #childOf(parent: Parts, local: string, uri: string): Child | undefined {
    // <code> stands without namespace in real files.
    const child = uri === this.#namespace || uri === "" ? parent.shape.children.get(local) : undefined;
    if (child) return child;
    if (parent.shape.closed) throw new Refused("xdf.unexpected_element", `<${local}> does not belong here`);
    this.#addWarning(`<${local}> is not known here and left out`);
    return undefined;
  }

  #close(): void {
    this.#events += 1;
    this.#names.close();
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      return;
    }
    const parts = this.#stack[this.#depth - 1]!;
    const value = parts.finish();
    this.#depth--;
    if (parts.child) this.#stack[this.#depth - 1]!.add(parts.child, value);
    else this.#value = value;
  }

  #text(text: string): void {
    this.#events += 1;
    if (this.#skipped === 0 && this.#depth > 0) this.#stack[this.#depth - 1]!.addText(text);
  }
}

function refuseDoctype(): never {
  throw new Refused("xml.doctype", "A DOCTYPE is not allowed");
}

const none: Readonly<Record<string, string>> = Object.freeze({});

/** Those of no namespace: all that the standard writes. */
function plainOf(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  let found: Record<string, string> | undefined;
  for (const name in attributes) {
    if (name === "xmlns" || name.includes(":")) continue;
    found ??= Object.create(null) as Record<string, string>;
    found[name] = attributes[name]!;
  }
  return found ?? none;
}

async function* decoded(source: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new Refused("xml.encoding", "The file is not UTF-8");
    }
  };
  for await (const chunk of source) {
    if (typeof chunk === "string") for (let at = 0; at < chunk.length; at += CHUNK) yield chunk.slice(at, at + CHUNK);
    else for (let at = 0; at < chunk.length; at += CHUNK) yield decode(chunk.subarray(at, at + CHUNK));
  }
  yield decode();
}
