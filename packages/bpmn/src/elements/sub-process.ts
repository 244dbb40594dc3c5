import { readActivity } from "../model/base.ts";
import type { SubProcess } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import type { Move, Run } from "../run/run.ts";
import { openScope, scopeOf } from "../run/scopes.ts";
import { send, settle } from "../run/tokens.ts";
import type { Source } from "../xml/moddle.ts";

export function readSubProcess(of: Source, reader: Reader): SubProcess | undefined {
  if (of.triggeredByEvent === true) return reader.refuse(of, "an event sub-process is not supported");
  return { kind: "sub-process", ...readActivity(of, reader), content: reader.container(of, "sub-process") };
}

export function enterSubProcess(run: Run, move: Move, node: SubProcess): void {
  const [start] = node.content.starts;
  if (!start) throw new Error(`no start event in ${node.id}`);
  settle(run, move, { for: "scope" });
  const { process } = scopeOf(run, move.scope);
  const place = { process, container: node.id };
  const scope = openScope(run, { parent: move.scope, owner: move.id, kind: "sub-process", ...place, variables: {} });
  send(run, { scope: scope.id, element: start.id });
}
