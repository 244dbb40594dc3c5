import { eventDefinition, readTrigger } from "../model/event-definition.ts";
import { readBase } from "../model/base.ts";
import { mappings } from "../model/extensions.ts";
import type { CatchEvent, ReceiveTask } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import { raise } from "../run/incident.ts";
import type { Move, Run } from "../run/run.ts";
import { variablesIn } from "../run/scopes.ts";
import { subscribe } from "../run/subscriptions.ts";
import { settle } from "../run/tokens.ts";
import type { Source } from "../xml/moddle.ts";

export function readCatchEvent(of: Source, reader: Reader): CatchEvent | undefined {
  const trigger = readTrigger(of, eventDefinition(of, reader), reader);
  return trigger && { kind: "catch", ...readBase(of), trigger, outputs: mappings(of, "Output", reader) };
}

/** Also the way into a receive task: both wait for exactly one thing. */
export function enterCatchEvent(run: Run, move: Move, node: CatchEvent | ReceiveTask): void {
  const trouble = subscribe(run, move.id, { element: node.id, trigger: node.trigger }, variablesIn(run, move.scope));
  if (trouble) raise(run, move, trouble);
  else settle(run, move, { for: "event" });
}
