import { readActivity } from "../model/base.ts";
import { mappings } from "../model/extensions.ts";
import type { CallActivity } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import { raise } from "../run/incident.ts";
import { evaluateAll } from "../run/mappings.ts";
import type { Move, Run } from "../run/run.ts";
import { openScope, tooLarge, variablesIn } from "../run/scopes.ts";
import { send, settle } from "../run/tokens.ts";
import { text, type Source } from "../xml/moddle.ts";

/** Calls another process of the same package version; what it needs and gives back is named, nothing else passes. */
export function readCallActivity(of: Source, reader: Reader): CallActivity | undefined {
  const called = text(of.calledElement)?.replace(/^.*:/, "");
  if (!called) return reader.refuse(of, "names no process to call");
  if (!reader.isCallable(called)) return reader.refuse(of, `calls ${called}, which is not in the package`);
  const inputs = mappings(of, "Input", reader);
  return { kind: "call", ...readActivity(of, reader), called, inputs, outputs: mappings(of, "Output", reader) };
}

export function enterCallActivity(run: Run, move: Move, node: CallActivity): void {
  const inputs = evaluateAll(node.inputs, variablesIn(run, move.scope), run.at);
  if (!inputs.ok) return raise(run, move, { code: "expression-failed", detail: inputs.why });
  if (tooLarge(inputs.values)) return raise(run, move, { code: "variables-too-large" });
  const called = run.model.processes.get(node.called);
  const start = called?.starts.find((one) => !one.trigger);
  if (!called || !start) throw new Error(`no process ${node.called} with a plain start`);
  settle(run, move, { for: "scope" });
  const place = { process: called.id, container: called.id };
  const scope = openScope(run, {
    parent: move.scope,
    owner: move.id,
    kind: "process",
    ...place,
    variables: inputs.values,
  });
  send(run, { scope: scope.id, element: start.id });
}
