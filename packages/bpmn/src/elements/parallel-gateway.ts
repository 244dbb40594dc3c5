import type { Gateway } from "../model/node.ts";
import { leave } from "../run/leave.ts";
import { note, type Move, type Run } from "../run/run.ts";
import { removeToken, settle, tokensIn } from "../run/tokens.ts";

/** Waits for one token on each incoming flow of this scope, then leaves by all outgoing flows. */
export function enterParallelGateway(run: Run, move: Move, node: Gateway): void {
  settle(run, move, { for: "join" });
  const waiting = tokensIn(run, move.scope).filter((token) => token.element === node.id && token.wait.for === "join");
  const arrived = node.incoming.map((flow) => waiting.find((token) => token.via === flow.id));
  if (node.incoming.length > 1 && arrived.some((token) => token === undefined)) return;
  for (const token of arrived) if (token) removeToken(run, token.id);
  note(run, "entered", move);
  leave(run, move, node);
}
