import type { Variables } from "../model/expression.ts";
import type { Node } from "../model/node.ts";
import { leave } from "./leave.ts";
import { takeOver } from "./mappings.ts";
import type { Run } from "./run.ts";
import type { Token } from "./state.ts";
import { nodeAt } from "./tokens.ts";

/** What the token waited for has come: take over what it brings and go on. */
export function completeToken(run: Run, token: Token, variables: Variables): void {
  const node = nodeAt(run, token);
  takeOver(run, token.scope, variables, outputsOf(node));
  leave(run, token, node);
}

export function outputsOf(node: Node) {
  if ("outputs" in node) return node.outputs;
  return "facts" in node ? node.facts.outputs : [];
}
