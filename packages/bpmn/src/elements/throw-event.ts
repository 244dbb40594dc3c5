import { eventDefinition, readThrown } from "../model/event-definition.ts";
import { readBase } from "../model/base.ts";
import { named } from "../model/extensions.ts";
import type { ThrowEvent } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import { emit } from "../run/emit.ts";
import { raise } from "../run/incident.ts";
import { leave } from "../run/leave.ts";
import type { Move, Run } from "../run/run.ts";
import type { Source } from "../xml/moddle.ts";

export function readThrowEvent(of: Source, reader: Reader): ThrowEvent {
  const definition = eventDefinition(of, reader);
  return { kind: "throw", ...readBase(of), ...named({ thrown: definition && readThrown(of, definition, reader) }) };
}

export function enterThrowEvent(run: Run, move: Move, node: ThrowEvent): void {
  const trouble = node.thrown && emit(run, move, node.thrown);
  if (trouble) raise(run, move, trouble);
  else leave(run, move, node);
}
