import { negate, type Statement } from "./condition.ts";

/** A rule that asks two things of one field under the same condition was copied wrongly. */
export function findContradiction(statements: readonly Statement[]): string | undefined {
  const asked = new Map<string, string>();
  for (const statement of statements) {
    if (statement.kind !== "when") continue;
    const branches = [
      [statement.condition, statement.effects],
      [negate(statement.condition), statement.otherwise],
    ] as const;
    for (const [condition, effects] of branches)
      for (const { action, targets } of effects)
        for (const target of targets) {
          const key = `${JSON.stringify(condition)} ${[...target.within, target.id].join(".")}`;
          const known = asked.get(key);
          if (known !== undefined && known !== action)
            return `${target.id} would be ${known} and ${action} under the same condition`;
          asked.set(key, action);
        }
  }
  return undefined;
}
