import { eventDefinition, readTrigger } from "../model/event-definition.ts";
import { readBase } from "../model/base.ts";
import { named } from "../model/extensions.ts";
import type { StartEvent } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import type { Run, Move } from "../run/run.ts";
import { leave } from "../run/leave.ts";
import type { Source } from "../xml/moddle.ts";

export function readStartEvent(of: Source, reader: Reader): StartEvent {
  const definition = eventDefinition(of, reader);
  if (definition && of.$parent?.$type !== "bpmn:Process")
    reader.refuse(of, "only a plain start can begin a sub-process");
  return { kind: "start", ...readBase(of), ...named({ trigger: definition && readTrigger(of, definition, reader) }) };
}

export function enterStartEvent(run: Run, move: Move, node: StartEvent): void {
  leave(run, move, node);
}
