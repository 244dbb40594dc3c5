import { source, text, type Source } from "../xml/moddle.ts";
import { extension, named } from "./extensions.ts";
import { body } from "./event-definition.ts";
import type { BoundaryEvent, Repetition } from "./node.ts";
import type { Flow } from "./process-model.ts";
import type { Reader } from "./reader.ts";

/** What every node has; flows are filled in when the whole container is read. */
export function readBase(of: Source) {
  const incoming: Flow[] = [];
  const outgoing: Flow[] = [];
  return {
    id: of.id ?? "",
    ...named({ name: text(of.name), defaultFlow: source(of.default)?.id }),
    incoming,
    outgoing,
  };
}

/** What every activity has. Compensation and standard loops are outside the subset. */
export function readActivity(of: Source, reader: Reader) {
  const boundary: BoundaryEvent[] = [];
  if (of.isForCompensation === true) reader.refuse(of, "compensation is not supported");
  return { ...readBase(of), boundary, ...named({ repetition: readRepetition(of, reader) }) };
}

function readRepetition(of: Source, reader: Reader): Repetition | undefined {
  const loop = source(of.loopCharacteristics);
  if (!loop) return undefined;
  if (loop.$type !== "bpmn:MultiInstanceLoopCharacteristics")
    return reader.refuse(of, "a standard loop is not supported");
  const collection = extension(loop, "Collection");
  const cardinality = reader.expression(of, body(loop.loopCardinality));
  const items = reader.expression(of, text(collection?.items));
  if (!cardinality && !items)
    return reader.refuse(of, "a multi-instance says how often: loopCardinality or allmende:collection");
  return {
    sequential: loop.isSequential === true,
    ...named({
      cardinality: items ? undefined : cardinality,
      items,
      item: text(collection?.item),
      results: text(collection?.results),
      result: reader.outcome(of, text(collection?.result)),
      until: reader.expression(of, body(loop.completionCondition)),
    }),
  };
}
