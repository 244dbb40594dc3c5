import { source, sources, text, type Source } from "../xml/moddle.ts";
import { isDuration, type Due } from "./due.ts";
import { extension, mappings, named } from "./extensions.ts";
import type { Thrown } from "./node.ts";
import type { Reader } from "./reader.ts";
import type { Trigger } from "./trigger.ts";

/** The single event definition of an event; several at once are outside the subset. */
export function eventDefinition(event: Source, reader: Reader): Source | undefined {
  const definitions = [...sources(event.eventDefinitions), ...sources(event.eventDefinitionRef)];
  if (definitions.length > 1) reader.refuse(event, "more than one event definition");
  return definitions[0];
}

/** What a catching event waits for; undefined (and refused) when we cannot wait for it. */
export function readTrigger(event: Source, definition: Source | undefined, reader: Reader): Trigger | undefined {
  switch (definition?.$type) {
    case "bpmn:TimerEventDefinition":
      return readTimer(event, definition, reader);
    case "bpmn:MessageEventDefinition":
      return readMessage(event, definition, reader);
    case "bpmn:SignalEventDefinition":
      return readSignal(event, definition, reader);
    default:
      return reader.refuse(
        event,
        definition ? `${kindName(definition)} is not supported here` : "says not what it waits for",
      );
  }
}

/** What a throwing event sends. */
export function readThrown(event: Source, definition: Source, reader: Reader): Thrown | undefined {
  const inputs = mappings(event, "Input", reader);
  switch (definition.$type) {
    case "bpmn:MessageEventDefinition": {
      const message = readMessage(event, definition, reader);
      return message && { ...message, inputs };
    }
    case "bpmn:SignalEventDefinition": {
      const signal = readSignal(event, definition, reader);
      return signal && { ...signal, inputs };
    }
    default:
      return reader.refuse(event, `${kindName(definition)} is not supported here`);
  }
}

/** `holder` has the messageRef: an event definition, a receive task or a send task. */
export function readMessage(element: Source, holder: Source, reader: Reader) {
  const message = source(holder.messageRef);
  const name = text(message?.name) ?? text(message?.id);
  if (!message || !name) return reader.refuse(element, "names no message");
  const correlation = extension(element, "Correlation") ?? extension(message, "Correlation");
  return { type: "message", name, ...named({ key: reader.expression(element, text(correlation?.key)) }) } as const;
}

function readSignal(element: Source, definition: Source, reader: Reader) {
  const signal = source(definition.signalRef);
  const name = text(signal?.name) ?? text(signal?.id);
  return name ? ({ type: "signal", name } as const) : reader.refuse(element, "names no signal");
}

export function errorCode(definition: Source): string | undefined {
  const error = source(definition.errorRef);
  return text(error?.errorCode) ?? text(error?.name) ?? text(error?.id);
}

function readTimer(event: Source, definition: Source, reader: Reader): Trigger | undefined {
  const cycle = body(definition.timeCycle);
  if (cycle !== undefined) return readCycle(event, cycle, reader);
  const due = reader.due(event, body(definition.timeDuration) ?? body(definition.timeDate) ?? "");
  return due && { type: "timer", due };
}

function readCycle(event: Source, cycle: string, reader: Reader): Trigger | undefined {
  const match = /^R(\d{0,4})\/(P.+)$/.exec(cycle);
  const interval = match?.[2];
  const repeating = event.$type === "bpmn:BoundaryEvent" && event.cancelActivity === false;
  if (!match || !interval || !isDuration(interval)) return reader.refuse(event, `cannot read the time cycle ${cycle}`);
  if (!repeating) return reader.refuse(event, "a time cycle is supported on non-interrupting boundary events only");
  const due: Due = { type: "fixed", text: interval };
  return { type: "timer", due, repeat: match[1] === "" ? -1 : Number(match[1]) };
}

/** The text of an expression element. */
export function body(of: unknown): string | undefined {
  return text(source(of)?.body)?.trim();
}

export function kindName(definition: Source): string {
  return definition.$type.replace(/^bpmn:/, "");
}
