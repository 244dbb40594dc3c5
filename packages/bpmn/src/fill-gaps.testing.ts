import type { BpmnDocument } from "./index.ts";
import { source, sources, type Source } from "./xml/moddle.ts";

interface Creating {
  readonly $model: { create(type: string, properties: object): Source };
}

/** Makes a drawing executable by saying what it leaves open; the flow of the process stays as drawn. */
export function fillGaps(document: BpmnDocument): BpmnDocument {
  for (const root of sources(document.definitions.rootElements)) if (root.$type === "bpmn:Process") fill(root);
  return document;
}

function fill(container: Source): void {
  const create = (type: string, properties: object) =>
    (container as unknown as Creating).$model.create(type, properties);
  const children = sources(container.flowElements);
  for (const child of children) {
    if (sources(child.flowElements).length > 0) fill(child);
    for (const event of sources(child.eventDefinitions)) {
      if (event.$type === "bpmn:MessageEventDefinition")
        Object.assign(event, { messageRef: create("bpmn:Message", { id: `m-${child.id}`, name: child.id }) });
      const silent = ![event.timeDuration, event.timeDate, event.timeCycle].some((time) => source(time)?.body);
      if (event.$type === "bpmn:TimerEventDefinition" && silent)
        Object.assign(event, { timeDuration: create("bpmn:FormalExpression", { body: "P1D" }) });
    }
    if (child.$type === "bpmn:ReceiveTask" && !child.messageRef)
      Object.assign(child, { messageRef: create("bpmn:Message", { id: `m-${child.id}`, name: child.id }) });
    // Conditions in XPath are another way of not saying it in FEEL.
    if (source(child.conditionExpression)?.language)
      Object.assign(child, { conditionExpression: create("bpmn:FormalExpression", { body: "true" }) });
    const loop = source(child.loopCharacteristics);
    if (loop?.$type === "bpmn:MultiInstanceLoopCharacteristics")
      Object.assign(loop, { loopCardinality: create("bpmn:FormalExpression", { body: "2" }) });
    if (child.$type.endsWith("Gateway")) choose(child, children, create);
  }
  const concrete = children.map((child) => (child.$type === "bpmn:Task" ? asUserTask(child, create) : child));
  Object.assign(container, { flowElements: concrete });
  for (const child of concrete) {
    for (const end of ["sourceRef", "targetRef", "attachedToRef"]) {
      const replaced = concrete.find((one) => one.id === source(child[end])?.id);
      if (replaced) Object.assign(child, { [end]: replaced });
    }
  }
}

/** Each way out in turn, the last one as default. */
function choose(gateway: Source, children: readonly Source[], create: Creating["$model"]["create"]): void {
  const ways = children.filter(
    (child) => child.$type === "bpmn:SequenceFlow" && source(child.sourceRef)?.id === gateway.id,
  );
  for (const [index, way] of ways.entries()) {
    const body = `modulo(turn, ${ways.length}) = ${index}`;
    Object.assign(way, { conditionExpression: create("bpmn:FormalExpression", { body }) });
  }
  if (/Exclusive|Inclusive/.test(gateway.$type) && ways.length > 1) Object.assign(gateway, { default: ways.at(-1) });
}

function asUserTask(task: Source, create: Creating["$model"]["create"]): Source {
  const { $type: _, $parent: __, ...rest } = task;
  return create("bpmn:UserTask", rest);
}
