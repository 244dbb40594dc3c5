import { enter } from "../elements/enter.ts";
import { fireInclusiveJoin } from "../elements/inclusive-gateway.ts";
import { endEmptyScopes } from "./end-scope.ts";
import { raise } from "./incident.ts";
import type { Run } from "./run.ts";

/** Moves every token to its next wait: first come first served, scopes end as soon as they are empty, inclusive joins last. */
export function advance(run: Run): void {
  do {
    for (let move = run.moving.shift(); move; move = run.moving.shift()) {
      if (run.elementsLeft-- > 0) enter(run, move);
      else raise(run, move, { code: "element-limit" });
      endEmptyScopes(run);
    }
  } while (endEmptyScopes(run) || fireInclusiveJoin(run));
  tellStuckJoins(run);
}

/** When nothing but joins is waiting, nothing can ever come: a person must look. */
function tellStuckJoins(run: Run): void {
  const { tokens, status } = run.state;
  const alive = tokens.some((token) => ["task", "job", "event", "incident"].includes(token.wait.for));
  if (status !== "running" || alive) return;
  for (const token of tokens.filter((one) => one.wait.for === "join")) raise(run, token, { code: "stuck-at-join" });
}
