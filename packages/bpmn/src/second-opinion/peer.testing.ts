import * as peer from "bpmn-elements";
import { source, sources, type Source } from "../xml/moddle.ts";

/** A run of the other engine: what waits, and what was entered and left, in its order. */
export interface PeerRun {
  readonly story: string[];
  pending(): string[];
  complete(task: string): void;
  /** Broadcasts a signal by its id. */
  signal(id: string): void;
  isOver(): boolean;
}

const told = /^activity\.(enter|end)$/;

/** Runs a document with bpmn-elements, from the same parsed tree but without a line of our interpreter. */
export function runPeer(definitions: Source): PeerRun {
  const context = new (peer.Context as unknown as new (definition: object) => object)(definitionOf(definitions));
  const definition = new (peer.Definition as unknown as new (context: object) => Definition)(context);
  const story: string[] = [];
  let over = false;
  definition.broker.subscribeTmp(
    "event",
    "#",
    (key: string, message: { content: { id: string; type: string; isMultiInstance?: boolean } }) => {
      if (key === "definition.leave" || key === "definition.complete") over = true;
      const [, what] = told.exec(key) ?? [];
      if (!what || !/Task$|SubProcess$/.test(message.content.type)) return;
      story.push(`${what === "enter" ? "entered" : "left"} ${message.content.id}`);
    },
    { noAck: true },
  );
  definition.run();
  const waiting = () => postponed(definition).filter((api) => api.type === "bpmn:UserTask");
  return {
    story,
    pending: () => [...new Set(waiting().map((api) => api.id))].sort(),
    complete: (task) =>
      waiting()
        .find((api) => api.id === task)
        ?.signal(),
    signal: (id) => definition.signal({ id }),
    isOver: () => over,
  };
}

interface PeerApi {
  readonly id: string;
  readonly type: string;
  signal(message?: object): void;
  getPostponed(): PeerApi[];
}

interface Definition {
  readonly broker: {
    subscribeTmp(
      exchange: string,
      pattern: string,
      listener: (key: string, message: never) => void,
      options: object,
    ): void;
  };
  run(): void;
  signal(message: object): void;
  getPostponed(): PeerApi[];
}

/** A sub-process lists itself among what waits in it. */
function postponed(of: { getPostponed(): PeerApi[] }, self?: string): PeerApi[] {
  const waiting = of.getPostponed().filter((api) => api.id !== self);
  return waiting.flatMap((api) => [api, ...(api.type === "bpmn:SubProcess" ? postponed(api, api.id) : [])]);
}

const behaviours: Readonly<Record<string, unknown>> = { ...peer };

function behaviourOf(type: string): unknown {
  return behaviours[type.replace(/^bpmn:/, "").replace(/^(User|Manual)Task$/, "SignalTask")];
}

/** The shape in which bpmn-elements wants a definition; usually another package makes it. */
function definitionOf(definitions: Source) {
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
  });
}

function reference(of: Source): object {
  const pick = (key: string) => {
    const target = source(of[key]);
    return target
      ? { [key]: { id: target.id, type: target.$type, name: target.name, errorCode: target.errorCode } }
      : {};
  };
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
