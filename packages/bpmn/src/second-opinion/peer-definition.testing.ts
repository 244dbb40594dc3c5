import * as peer from "bpmn-elements";
import { source, sources, type Source } from "../xml/moddle.ts";

const behaviours: Readonly<Record<string, unknown>> = { ...peer };

function behaviourOf(type: string): unknown {
  return behaviours[type.replace(/^bpmn:/, "").replace(/^(User|Manual)Task$/, "SignalTask")];
}

/** The shape in which bpmn-elements wants a definition; usually another package makes it. */
export function definitionOf(definitions: Source) {
  const processes = sources(definitions.rootElements).filter((one) => one.$type === "bpmn:Process");
  const all = processes.flatMap(inside);
  const activities = all.filter(([of]) => of.$type !== "bpmn:SequenceFlow").map(([of, parent]) => activity(of, parent));
  const flows = all.filter(([of]) => of.$type === "bpmn:SequenceFlow").map(([of, parent]) => flow(of, parent));
  const roots = processes.map((one) => element(one, definitions, { isExecutable: true }));
  const none = () => [];
  return {
    id: definitions.id,
    type: definitions.$type,
    getProcesses: () => roots,
    getExecutableProcesses: () => roots,
    getProcessById: (id: string) => roots.find((one) => one.id === id),
    getActivities: (scope?: string) => activities.filter((one) => !scope || one.parent.id === scope),
    getActivityById: (id: string) => activities.find((one) => one.id === id) ?? rootEvent(definitions, id),
    getSequenceFlows: (scope?: string) => flows.filter((one) => !scope || one.parent.id === scope),
    getSequenceFlowById: (id: string) => flows.find((one) => one.id === id),
    getInboundSequenceFlows: (id: string) => flows.filter((one) => one.targetId === id),
    getOutboundSequenceFlows: (id: string) => flows.filter((one) => one.sourceId === id),
    getMessageFlows: none,
    getAssociations: none,
    getInboundAssociations: none,
    getOutboundAssociations: none,
    getDataObjectById: none,
  };
}

function inside(container: Source): [Source, Source][] {
  return sources(container.flowElements).flatMap((child) => [[child, container] as [Source, Source], ...inside(child)]);
}

function element(of: Source, parent: Source, behaviour: object) {
  const { id = "", $type: type, name } = of;
  return { id, type, name, parent: { id: parent.id, type: parent.$type }, behaviour, Behaviour: behaviourOf(type) };
}

function activity(of: Source, parent: Source) {
  const definitions = sources(of.eventDefinitions).map((one) => ({
    id: one.id,
    type: one.$type,
    Behaviour: behaviourOf(one.$type),
    behaviour: reference(one),
  }));
  const attached = source(of.attachedToRef);
  return element(of, parent, {
    ...(definitions.length > 0 && { eventDefinitions: definitions }),
    ...(attached && { attachedTo: { id: attached.id } }),
    ...(of.cancelActivity === false && { cancelActivity: false }),
    ...reference(of),
    ...loop(of),
  });
}

/** How often an activity is done. */
function loop(of: Source): object {
  const found = source(of.loopCharacteristics);
  if (!found) return {};
  const behaviour = {
    isSequential: found.isSequential === true,
    loopCardinality: String(source(found.loopCardinality)?.body),
  };
  return { loopCharacteristics: { type: found.$type, behaviour, Behaviour: behaviourOf(found.$type) } };
}

function reference(of: Source): object {
  const pick = (key: string) => {
    const target = source(of[key]);
    return target
      ? { [key]: { id: target.id, type: target.$type, name: target.name, errorCode: target.errorCode } }
      : {};
  };
  const duration = source(of.timeDuration);
  if (duration) return { timeDuration: String(duration.body) };
  return { ...pick("errorRef"), ...pick("messageRef"), ...pick("signalRef") };
}

function flow(of: Source, parent: Source) {
  const [from, to] = [source(of.sourceRef), source(of.targetRef)];
  const condition = source(of.conditionExpression);
  return {
    ...element(
      of,
      parent,
      condition ? { conditionExpression: { type: condition.$type, body: `\${${String(condition.body)}}` } } : {},
    ),
    sourceId: from?.id,
    targetId: to?.id,
    isDefault: source(from?.default)?.id === of.id,
  };
}

function rootEvent(definitions: Source, id: string) {
  const found = sources(definitions.rootElements).find((one) => one.id === id && one.$type !== "bpmn:Process");
  const Error = behaviourOf("bpmn:BpmnError");
  return (
    found && {
      ...element(found, definitions, { errorCode: found.errorCode }),
      Behaviour: found.$type === "bpmn:Error" ? Error : behaviourOf(found.$type),
    }
  );
}
