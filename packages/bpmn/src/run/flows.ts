import type { Node } from "../model/node.ts";
import type { Flow } from "../model/process-model.ts";
import type { Why } from "./history.ts";
import type { Trouble } from "./incident.ts";
import type { Move, Run } from "./run.ts";
import { variablesIn } from "./scopes.ts";

interface Chosen {
  readonly flow: Flow;
  readonly why?: Why;
}

export type Choice =
  | { readonly ok: true; readonly chosen: readonly Chosen[] }
  | { readonly ok: false; readonly trouble: Trouble };

/** Which flows a token leaves by. An exclusive gateway takes the first that fits in document order, all others each one that fits. */
export function chooseFlows(run: Run, node: Node, token: Move): Choice {
  const onlyFirst = node.kind === "exclusive";
  const chosen: Chosen[] = [];
  for (const flow of node.outgoing) {
    if (flow.id === node.defaultFlow) continue;
    if (!flow.condition || ignoresConditions(node)) {
      chosen.push({ flow });
    } else {
      const result = flow.condition.evaluate(variablesIn(run, token.scope), run.at);
      if (!result.ok) return failed({ code: "expression-failed", detail: `${flow.id}: ${result.why}` });
      const why = { expression: flow.condition.source, values: result.read, result: result.value };
      if (result.value === true) chosen.push({ flow, why });
    }
    if (onlyFirst && chosen.length > 0) break;
  }
  // At an activity the default stands for "no condition was true", whatever unconditional flows there are.
  const fits = chosen.some((one) => one.flow.condition) || (isGateway(node) && chosen.length > 0);
  const fallback = fits ? undefined : node.outgoing.find((flow) => flow.id === node.defaultFlow);
  if (fallback) chosen.push({ flow: fallback });
  if (chosen.length === 0 && isGateway(node) && node.outgoing.length > 0) return failed({ code: "no-flow-fits" });
  return { ok: true, chosen };
}

function isGateway(node: Node): boolean {
  return node.kind === "exclusive" || node.kind === "inclusive";
}

function ignoresConditions(node: Node): boolean {
  return node.kind === "parallel";
}

function failed(trouble: Trouble): Choice {
  return { ok: false, trouble: { ...trouble, leaving: true } };
}
