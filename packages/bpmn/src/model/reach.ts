import { isActivity } from "./node.ts";
import { nodeOf, type Container } from "./process-model.ts";

/** The incoming flows of `target` that a token at `from` can come to without passing `target`. */
export function reachableFlows(container: Container, from: string, target: string): readonly string[] {
  const known = cache.get(container) ?? new Map<string, readonly string[]>();
  cache.set(container, known);
  const key = `${from} ${target}`;
  const found = known.get(key) ?? walk(container, from, target);
  known.set(key, found);
  return found;
}

/** Models never change, so what was walked once holds as long as the model lives. */
const cache = new WeakMap<Container, Map<string, readonly string[]>>();

function walk(container: Container, from: string, target: string): readonly string[] {
  const reached = new Set<string>();
  const seen = new Set([from]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodeOf(container, id);
    const events = isActivity(node) ? node.boundary : [];
    for (const flow of [node, ...events].flatMap((one) => one.outgoing)) {
      if (flow.to === target) reached.add(flow.id);
      else if (!seen.has(flow.to)) open.push(flow.to);
      seen.add(flow.to);
    }
  }
  return [...reached];
}
