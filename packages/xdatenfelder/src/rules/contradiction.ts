import { negate, type Action, type Condition, type Statement } from "./condition.ts";

type Demand = { condition: Condition; action: Action; target: string };

/** A rule that asks two things of one field for the same answers was copied wrongly, or read wrongly: a person must look. */
export function findContradiction(statements: readonly Statement[]): string | undefined {
  const byTarget = Map.groupBy(demandsOf(statements), ({ target }) => target);
  for (const [target, demands] of byTarget)
    for (const [at, one] of demands.entries())
      for (const other of demands.slice(at + 1))
        if (one.action !== other.action && contradict(one, other))
          return `${target.split(".").at(-1)} would be ${one.action} and ${other.action} under the same condition`;
  return undefined;
}

function demandsOf(statements: readonly Statement[]): Demand[] {
  return statements.flatMap((statement) => {
    if (statement.kind !== "when") return [];
    const branches = [
      [statement.condition, statement.effects],
      [negate(statement.condition), statement.otherwise],
    ] as const;
    return branches.flatMap(([condition, effects]) =>
      effects.flatMap(({ action, targets }) =>
        targets.map((target) => ({ condition, action, target: [...target.within, target.id].join(".") })),
      ),
    );
  });
}

/** The same condition with another demand; or demands that exclude each other for an answer that both speak of. */
function contradict(one: Demand, other: Demand): boolean {
  if (JSON.stringify(one.condition) === JSON.stringify(other.condition)) return true;
  return one.action !== "optional" && other.action !== "optional" && overlap(one.condition, other.condition);
}

function overlap(one: Condition, other: Condition): boolean {
  if (one.kind !== "compare" || other.kind !== "compare" || one.source.id !== other.source.id) return false;
  if (one.operator === "<>") return other.operator === "=" && overlap(other, one);
  return one.values.some((value) => other.values.includes(value) === (other.operator === "="));
}
