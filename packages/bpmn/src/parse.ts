import { Compiler } from "./compiler.ts";
import { named } from "./model/extensions.ts";
import type { ProcessModel } from "./model/process-model.ts";
import { readBpmn, type BpmnDocument, type Reason } from "./xml/document.ts";
import { sources, text, type Source } from "./xml/moddle.ts";

export interface ParseOptions {
  /** Which process of the document; without it the only one, or the only one marked as executable that no other of them calls. */
  readonly process?: string;
  /** Other models of the same package version, which call activities may call. */
  readonly callable?: readonly ProcessModel[];
  /** The names expressions may read; others are refused. Without it every single-word name is taken to exist. */
  readonly names?: Iterable<string>;
}

export type Parsing =
  | { readonly ok: true; readonly model: ProcessModel }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/** Reads BPMN 2.0 XML into a model that runs; everything outside the subset is refused, each element named. */
export async function parseBpmn(xml: string | Uint8Array, options: ParseOptions = {}): Promise<Parsing> {
  const reading = await readBpmn(xml);
  return reading.ok ? compileModel(reading.document, options) : reading;
}

/** The same for a document that is read already. */
export function compileModel(document: BpmnDocument, options: ParseOptions = {}): Parsing {
  const all = sources(document.definitions.rootElements).filter((one) => one.$type === "bpmn:Process");
  const main = mainProcess(all, options.process);
  if (!main)
    return { ok: false, reasons: [{ element: document.definitions.id ?? "definitions", why: noMain(all.length) }] };
  const compiler = new Compiler(all, options.callable ?? [], options.names);
  const processes = compiler.processes(main);
  if (compiler.reasons.length > 0) return { ok: false, reasons: compiler.reasons };
  const root = processes.get(main.id ?? "");
  if (!root) throw new Error(`process ${main.id} was not compiled`);
  const model = { id: root.id, ...named({ name: root.name }), root, processes, hints: compiler.hints, document };
  return { ok: true, model };
}

/** Whether a document runs, and if not why: the answer of `allmende bpmn check`. */
export async function check(
  xml: string | Uint8Array,
  options: ParseOptions = {},
): Promise<{ executable: boolean; reasons: readonly Reason[] }> {
  const parsed = await parseBpmn(xml, options);
  return parsed.ok ? { executable: true, reasons: [] } : { executable: false, reasons: parsed.reasons };
}

function mainProcess(all: readonly Source[], wanted: string | undefined): Source | undefined {
  if (wanted !== undefined) return all.find((one) => one.id === wanted);
  if (all.length === 1) return all[0];
  const executable = all.filter((one) => one.isExecutable === true);
  const called = new Set(executable.flatMap(calledBy));
  const begun = executable.filter((one) => !called.has(one.id ?? ""));
  return begun.length === 1 ? begun[0] : undefined;
}

/** The processes that a process or a sub-process calls. */
function calledBy(container: Source): string[] {
  return sources(container.flowElements).flatMap((one) => [
    ...(one.$type === "bpmn:CallActivity" ? [text(one.calledElement) ?? ""] : []),
    ...calledBy(one),
  ]);
}

function noMain(count: number): string {
  return count === 0
    ? "holds no process"
    : "holds several processes: mark exactly one that no other calls as executable, or name the one to run";
}
