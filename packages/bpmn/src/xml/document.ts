import { outOfBounds } from "./bounds.ts";
import { createModdle, source, sources, type Source, type Warning } from "./moddle.ts";

/** Why a model is refused: the element's id (or its type when it has none) and a sentence. */
export interface Reason {
  readonly element: string;
  readonly why: string;
}

/** A BPMN 2.0 document with everything it says, also what we do not run: diagram, lanes, foreign extensions. */
export interface BpmnDocument {
  readonly definitions: Source;
  /** References that lead nowhere; they matter only where the interpreter needs them, and it says so then. */
  readonly unresolved: readonly Reason[];
}

export type Reading =
  | { readonly ok: true; readonly document: BpmnDocument }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/** Reads BPMN 2.0 XML without judging whether it can run; refuses what is not BPMN or is dangerous to read. */
export async function readBpmn(document: string | Uint8Array): Promise<Reading> {
  const xml = typeof document === "string" ? document : decode(document);
  if (xml === undefined) return refused("definitions", "unknown character encoding");
  const bound = outOfBounds(xml);
  if (bound) return refused("definitions", bound);
  try {
    const parsed = await createModdle().fromXML(xml);
    const { rootElement } = parsed;
    // A text is decoded already, so the encoding its first line names no longer matters.
    const warnings = parsed.warnings.filter((warning) => !warning.message.startsWith("unsupported document encoding"));
    const [unresolved, broken] = [warnings.filter(isUnresolved), warnings.filter((warning) => !isUnresolved(warning))];
    if (broken.length > 0) return { ok: false, reasons: broken.map((warning) => toReason(warning, xml)) };
    for (const warning of unresolved) keepReference(warning);
    return {
      ok: true,
      document: { definitions: rootElement, unresolved: unresolved.map((warning) => toReason(warning, xml)) },
    };
  } catch (error) {
    return refused("definitions", firstLine(error instanceof Error ? error.message : String(error)));
  }
}

/** Writes the document back; what was read is written, formatted by the parser's own writer. */
export async function writeBpmn(document: BpmnDocument): Promise<string> {
  writeDefaults(document.definitions, new Set());
  const { xml } = await createModdle().toXML(document.definitions, { format: true });
  return keepCarriageReturns(xml);
}

/** Bytes by the encoding of the XML declaration, UTF-8 without one; undefined for an encoding nobody knows. */
function decode(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const encoding = /^[^<]*<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(head)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The parser's writer leaves a carriage return bare in an attribute, where every reader turns it into a blank. */
function keepCarriageReturns(xml: string): string {
  const parts = xml.split(/(<!\[CDATA\[[\s\S]*?\]\]>)/);
  const escape = (part: string) => part.replace(/="[^"]*"/g, (attribute) => attribute.replaceAll("\r", "&#xD;"));
  return parts.map((part) => (part.startsWith("<![CDATA[") ? part : escape(part))).join("");
}

/** What a document says explicitly it says again, also where that is the schema's default: only so is the tree the same. */
function writeDefaults(of: Source, seen: Set<Source>): void {
  if (seen.has(of)) return;
  seen.add(of);
  for (const property of of.$descriptor?.properties ?? []) delete property.default;
  for (const value of Object.values(of))
    for (const child of [...sources(value), source(value)]) if (child) writeDefaults(child, seen);
}

function refused(element: string, why: string): Reading {
  return { ok: false, reasons: [{ element, why }] };
}

/** A reference that leads nowhere would be lost when the document is written back; a stub of its target keeps it. */
function keepReference({ element, property, value }: Warning): void {
  if (!element || !property || !value) return;
  const target = { id: value };
  const local = property.replace(/^.*:/, "");
  const known = element[local];
  Object.assign(element, { [local]: Array.isArray(known) ? [...(known as unknown[]), target] : target });
}

function isUnresolved(warning: Warning): boolean {
  return warning.message.startsWith("unresolved reference");
}

function toReason(warning: Warning, xml: string): Reason {
  return {
    element: warning.element?.id ?? elementAt(warning.message, xml) ?? "definitions",
    why: firstLine(warning.message),
  };
}

/** The parser tells only line and column of what it cannot read; the last element with an id before it holds it. */
function elementAt(message: string, xml: string): string | undefined {
  const [, line, column] = /line: (\d+)\s+column: (\d+)/.exec(message) ?? [];
  if (line === undefined) return undefined;
  const lines = xml.split("\n").slice(0, Number(line) + 1);
  const before = [...lines.slice(0, -1), lines.at(-1)?.slice(0, Number(column)) ?? ""].join("\n");
  return [...before.matchAll(/<[^<>/!?][^<>]*?\sid="([^"]+)"/g)].at(-1)?.[1];
}

function firstLine(message: string): string {
  return message.replace(/\s+/g, " ").slice(0, 300);
}
