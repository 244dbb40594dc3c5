import { errorCode, eventDefinition, readTrigger } from "../model/event-definition.ts";
import { readBase } from "../model/base.ts";
import { mappings, named } from "../model/extensions.ts";
import type { BoundaryEvent } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import { leave } from "../run/leave.ts";
import type { Move, Run } from "../run/run.ts";
import { source, type Source } from "../xml/moddle.ts";

export function readBoundaryEvent(of: Source, reader: Reader): BoundaryEvent | undefined {
  const definition = eventDefinition(of, reader);
  const interrupting = of.cancelActivity !== false;
  const attachedTo = source(of.attachedToRef)?.id ?? "";
  const rest = {
    kind: "boundary",
    ...readBase(of),
    attachedTo,
    interrupting,
    outputs: mappings(of, "Output", reader),
  } as const;
  if (definition?.$type === "bpmn:ErrorEventDefinition") {
    if (!interrupting) return reader.refuse(of, "an error always interrupts");
    return { ...rest, trigger: { type: "error", ...named({ code: errorCode(definition) }) } };
  }
  const trigger = readTrigger(of, definition, reader);
  return trigger && { ...rest, trigger };
}

/** It is entered when it has happened already. */
export function enterBoundaryEvent(run: Run, move: Move, node: BoundaryEvent): void {
  leave(run, move, node);
}
