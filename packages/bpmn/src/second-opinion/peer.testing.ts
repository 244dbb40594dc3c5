import * as peer from "bpmn-elements";
import type { Source } from "../xml/moddle.ts";
import { definitionOf } from "./peer-definition.testing.ts";

/** A run of the other engine: what waits, and what was entered and left, in its order. */
export interface PeerRun {
  readonly story: string[];
  /** Ids of tasks and events that wait, each instance of its own. */
  pending(): string[];
  /** Completes the n-th that waits at a task. */
  complete(task: string, nth?: number): void;
  /** Lets the timer of an event be over. */
  expire(event: string): void;
  /** Broadcasts a signal, or sends a message, by its id. */
  send(id: string): void;
}

const told = /^activity\.(enter|end)$/;

/** Runs a document with bpmn-elements, from the same parsed tree but without a line of our interpreter. */
export function runPeer(definitions: Source): PeerRun {
  const clocks = new Map<string, () => void>();
  const timers = new peer.Timers({
    setTimeout: (ring: () => void, _: number, { id }: { id: string }) => clocks.set(id, ring) && id,
    clearTimeout: (id: string) => clocks.delete(id),
  } as never);
  const environment = new (peer.Environment as unknown as new (options: object) => object)({ timers });
  const context = new (peer.Context as unknown as new (definition: object, environment: object) => object)(
    definitionOf(definitions),
    environment,
  );
  const definition = new (peer.Definition as unknown as new (context: object) => Definition)(context);
  const story: string[] = [];
  definition.broker.subscribeTmp(
    "event",
    "#",
    (key: string, message: { content: { id: string; type: string; isMultiInstance?: boolean } }) => {
      const [, what] = told.exec(key) ?? [];
      if (!what || !/Task$|SubProcess$/.test(message.content.type)) return;
      story.push(`${what === "enter" ? "entered" : "left"} ${message.content.id}`);
    },
    { noAck: true },
  );
  definition.run();
  const waiting = () => postponed(definition).filter(waits);
  return {
    story,
    pending: () =>
      waiting()
        .map((api) => api.id)
        .sort(),
    complete: (task, nth = 0) =>
      waiting()
        .filter((api) => api.id === task)
        .at(nth)
        ?.signal(),
    expire: (id) => clocks.get(id)?.(),
    send: (id) => definition.signal({ id }),
  };
}

interface PeerApi {
  readonly id: string;
  readonly owner: {
    readonly type: string;
    readonly behaviour: { readonly eventDefinitions?: readonly { readonly type: string }[] };
  };
  signal(message?: object): void;
  getPostponed(): PeerApi[];
  /** The instances of a multi-instance. */
  getExecuting?(): PeerApi[];
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

/** Whether something from outside is waited for: gateways and errors are the process's own business. */
function waits({ owner: { type, behaviour } }: PeerApi): boolean {
  if (behaviour.eventDefinitions?.some((one) => one.type === "bpmn:ErrorEventDefinition")) return false;
  return /^bpmn:(UserTask|ReceiveTask|IntermediateCatchEvent|BoundaryEvent)$/.test(type);
}

/** A sub-process lists itself among what waits in it; a task that is repeated is what its instances are. */
function postponed(of: { getPostponed(): PeerApi[] }, self?: string): PeerApi[] {
  const waiting = of.getPostponed().filter((api) => api.id !== self);
  return waiting.flatMap((api) => {
    if (api.owner.type === "bpmn:SubProcess") return postponed(api, api.id);
    const instances = api.owner.type === "bpmn:UserTask" ? (api.getExecuting?.() ?? []) : [];
    return instances.length > 0 ? instances : [api];
  });
}
