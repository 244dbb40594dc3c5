import { isActivity, type Node } from "../model/node.ts";
import { containerOf, nodeOf, type Container, type ProcessModel } from "../model/process-model.ts";
import type { Incident, ProcessState, Scope, Subscription, Token } from "../run/state.ts";
import type { Reason } from "../xml/document.ts";
import type { ElementMap } from "./migrate.ts";
import type { KnownEdges } from "./watch-anew.ts";

interface Places {
  readonly moved: Pick<ProcessState, "tokens" | "scopes" | "subscriptions" | "incidents">;
  readonly edges: KnownEdges;
  readonly reasons: readonly Reason[];
}

/** The same state on the elements of the new version, or why it has no place there. */
export function findPlaces(from: ProcessModel, to: ProcessModel, map: ElementMap, state: ProcessState): Places {
  const reasons: Reason[] = [];
  const renamed = (id: string) => (Object.hasOwn(map, id) ? (map[id] ?? id) : id);
  const processOf = (id: string) => (id === from.id && !Object.hasOwn(map, id) ? to.id : renamed(id));
  const scopes = state.scopes.map((scope): Scope => {
    const container = scope.container === scope.process ? processOf(scope.process) : renamed(scope.container);
    const moved = { ...scope, process: processOf(scope.process), container };
    if (!containerOf(to, moved.process, container))
      reasons.push({ element: scope.container, why: `${container} is missing in the new version` });
    return moved;
  });
  const oldScopes = new Map(state.scopes.map((scope) => [scope.id, scope]));
  const newScopes = new Map(scopes.map((scope) => [scope.id, scope]));
  const edges = new Map<number, ReadonlySet<string>>();
  const tokens = state.tokens.map((token): Token => {
    const moved = {
      ...token,
      element: renamed(token.element),
      ...(token.via !== undefined && { via: renamed(token.via) }),
    };
    const [before, after] = [inside(from, oldScopes.get(token.scope)), inside(to, newScopes.get(token.scope))];
    const node = before && nodeOf(before, token.element);
    if (node && isActivity(node)) edges.set(token.id, new Set(node.boundary.map((event) => renamed(event.id))));
    const why = node && after ? misfit(node, after.nodes.get(moved.element), moved) : undefined;
    if (why) reasons.push({ element: token.element, why });
    return moved;
  });
  const subscriptions = state.subscriptions.map((one): Subscription => ({ ...one, element: renamed(one.element) }));
  const incidents = state.incidents.map((one): Incident => ({ ...one, element: renamed(one.element) }));
  return { moved: { tokens, scopes, subscriptions, incidents }, edges, reasons };
}

function inside(model: ProcessModel, scope: Scope | undefined): Container | undefined {
  return scope && containerOf(model, scope.process, scope.container);
}

/** Why a token cannot stand on the new node. */
function misfit(before: Node, after: Node | undefined, token: Token): string | undefined {
  if (!after) return `${token.element} is missing in the new version: name its place in the map`;
  if (kindOf(before) !== kindOf(after))
    return `${token.element} is ${kindOf(after)} in the new version and not ${kindOf(before)}`;
  if (repetitionOf(before) !== repetitionOf(after)) return `${token.element} is repeated otherwise in the new version`;
  const joins = token.wait.for === "join" && !after.incoming.some((flow) => flow.id === token.via);
  return joins
    ? `${token.via} does not lead to ${token.element} in the new version: name its place in the map`
    : undefined;
}

function kindOf(node: Node): string {
  if (node.kind === "human-task") return `${node.by} task`;
  return node.kind === "job-task" ? `${node.as} task` : node.kind;
}

function repetitionOf(node: Node): string {
  if (!isActivity(node) || !node.repetition) return "once";
  return node.repetition.sequential ? "in sequence" : "in parallel";
}
