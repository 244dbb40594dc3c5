import { BpmnModdle } from "bpmn-moddle";
import { allmendeDescriptor } from "./extension.ts";

/** A node of the moddle tree, as far as we read it; the tree keeps what we do not know. */
export interface Source {
  readonly $type: string;
  readonly $attrs?: Readonly<Record<string, string>>;
  readonly $parent?: Source;
  readonly $descriptor?: { readonly properties?: readonly { default?: unknown }[] };
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

interface Parsed {
  readonly rootElement: Source;
  readonly warnings: readonly Warning[];
}

export interface Warning {
  readonly message: string;
  readonly element?: Source;
  /** Where a reference leads nowhere: which property, and the id it names. */
  readonly property?: string;
  readonly value?: string;
}

export interface Moddle {
  fromXML(xml: string): Promise<Parsed>;
  toXML(root: Source, options: { format: boolean }): Promise<{ xml: string }>;
}

/** One fresh moddle per document: it keeps the unknown types it meets. */
export function createModdle(): Moddle {
  return new BpmnModdle({ allmende: allmendeDescriptor }) as unknown as Moddle;
}

export function sources(of: unknown): readonly Source[] {
  return Array.isArray(of) ? (of as Source[]) : [];
}

export function source(of: unknown): Source | undefined {
  return typeof of === "object" && of !== null && "$type" in of ? (of as Source) : undefined;
}

export function text(of: unknown): string | undefined {
  return typeof of === "string" && of !== "" ? of : undefined;
}
