import { errorCode, eventDefinition, readThrown } from "../model/event-definition.ts";
import { readBase } from "../model/base.ts";
import { named } from "../model/extensions.ts";
import type { EndEvent } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import { clearScope } from "../run/cancel.ts";
import { raise } from "../run/incident.ts";
import { leave } from "../run/leave.ts";
import { note, type Move, type Run } from "../run/run.ts";
import { emit } from "../run/emit.ts";
import { throwError } from "../run/throw-error.ts";
import type { Source } from "../xml/moddle.ts";

export function readEndEvent(of: Source, reader: Reader): EndEvent {
  return { kind: "end", ...readBase(of), ...named({ result: readResult(of, reader) }) };
}

function readResult(of: Source, reader: Reader): EndEvent["result"] {
  const definition = eventDefinition(of, reader);
  if (!definition) return undefined;
  switch (definition.$type) {
    case "bpmn:TerminateEventDefinition":
      return { type: "terminate" };
    case "bpmn:ErrorEventDefinition": {
      const code = errorCode(definition);
      return code ? { type: "error", code } : reader.refuse(of, "names no error");
    }
    default:
      return readThrown(of, definition, reader);
  }
}

export function enterEndEvent(run: Run, move: Move, node: EndEvent): void {
  switch (node.result?.type) {
    case "terminate":
      note(run, "left", move);
      clearScope(run, move.scope);
      run.emptied.push(move.scope);
      return;
    case "error":
      if (throwError(run, move.scope, node.result.code)) return note(run, "left", move);
      return raise(run, move, { code: "error-not-caught", detail: node.result.code });
    case "message":
    case "signal": {
      const trouble = emit(run, move, node.result);
      return trouble ? raise(run, move, trouble) : leave(run, move, node);
    }
    case undefined:
      return leave(run, move, node);
  }
}
