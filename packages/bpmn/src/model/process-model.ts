import type { BpmnDocument, Reason } from "../xml/document.ts";
import type { Expression } from "./expression.ts";
import type { Node, StartEvent } from "./node.ts";

/** A process ready to run ("Prozessmodell"): compiled data and closures; it holds no running state and may be shared. */
export interface ProcessModel {
  readonly id: string;
  readonly name?: string;
  readonly root: Container;
  /** The process and those it calls, by id: a call activity binds inside the package version. */
  readonly processes: ReadonlyMap<string, Container>;
  /** What runs but reads oddly, for the designer: a service task without a step, data that is only documentation. */
  readonly hints: readonly Reason[];
  readonly document: BpmnDocument;
}

/** What holds nodes: a process or an embedded sub-process. Node ids are unique inside one process. */
export interface Container {
  readonly id: string;
  readonly name?: string;
  readonly kind: "process" | "sub-process";
  /** The process it belongs to; itself when it is one. */
  readonly process: string;
  /** In document order. */
  readonly nodes: Map<string, Node>;
  readonly flows: Map<string, Flow>;
  readonly starts: StartEvent[];
}

/** A sequence flow ("Sequenzfluss"). */
export interface Flow {
  readonly id: string;
  readonly name?: string;
  readonly from: string;
  readonly to: string;
  readonly condition?: Expression;
}

/** The node of a container; its absence is a mistake of the caller (wrong model for a state). */
export function nodeOf(container: Container, id: string): Node {
  const node = container.nodes.get(id);
  if (!node) throw new Error(`no element ${id} in ${container.id}`);
  return node;
}

/** A container by process and id: the process itself or one of its sub-processes, however deep. */
export function containerOf(model: ProcessModel, process: string, id: string): Container | undefined {
  const root = model.processes.get(process);
  return root && inside(root, id);
}

function inside(container: Container, id: string): Container | undefined {
  if (container.id === id) return container;
  for (const node of container.nodes.values()) {
    const found = node.kind === "sub-process" ? inside(node.content, id) : undefined;
    if (found) return found;
  }
  return undefined;
}
