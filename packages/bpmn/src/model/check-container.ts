import { isActivity, type Node } from "./node.ts";
import type { Container } from "./process-model.ts";

/** What only shows when a container is read as a whole: its shape. Tells (element, why) pairs. */
export function checkContainer(container: Container, refuse: (element: string, why: string) => void): void {
  const plain = container.starts.filter((one) => !one.trigger);
  if (container.starts.length === 0) refuse(container.id, "has no start event");
  if (plain.length > 1) refuse(container.id, "has more than one plain start event");
  if (container.kind === "sub-process" && container.starts.length > 1)
    refuse(container.id, "has more than one start event");
  for (const node of container.nodes.values()) {
    const why = misplaced(node, container);
    if (why) refuse(node.id, why);
  }
}

function misplaced(node: Node, container: Container): string | undefined {
  const beginsItself = node.kind === "start" || node.kind === "boundary";
  if (beginsItself && node.incoming.length > 0) return "no flow may lead to it";
  if (!beginsItself && node.incoming.length === 0) return "no flow leads to it";
  if (node.kind === "end" && node.outgoing.length > 0) return "no flow may leave an end event";
  if (node.defaultFlow !== undefined && !node.outgoing.some((flow) => flow.id === node.defaultFlow))
    return "its default flow does not leave it";
  if (node.kind === "exclusive" || node.kind === "inclusive") return missingCondition(node);
  if (node.kind === "event-based") return wrongEvents(node, container);
  return undefined;
}

/** One way out needs no question; of several each needs its condition or must be the default. */
function missingCondition(node: Node): string | undefined {
  if (node.outgoing.length < 2) return undefined;
  const bare = node.outgoing.filter((flow) => !flow.condition && flow.id !== node.defaultFlow);
  return bare.length > 0 ? `${bare.map((flow) => flow.id).join(", ")} without condition` : undefined;
}

function wrongEvents(node: Node, container: Container): string | undefined {
  const targets = node.outgoing.map((flow) => container.nodes.get(flow.to));
  if (targets.length < 2) return "an event-based gateway needs two events or more";
  for (const target of targets) {
    if (target?.kind !== "catch" && target?.kind !== "receive-task")
      return "only catching events and receive tasks may follow";
    if (target.incoming.length > 1) return `${target.id} may have no other incoming flow`;
    if (isActivity(target) && (target.boundary.length > 0 || target.repetition))
      return `${target.id} must be plain here`;
  }
  return undefined;
}
