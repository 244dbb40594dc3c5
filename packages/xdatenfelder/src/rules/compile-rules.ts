import { listRules } from "../count.ts";
import type { Regel, Stammdatenschema } from "../schema.ts";
import { negate, type Action, type Condition, type Effect, type Statement } from "./condition.ts";
import { namesOf } from "./names.ts";
import { readRule } from "./read-rule.ts";

/** One arrow of a rule: if the source is so, the target is required, forbidden or optional. Ids as in the schema. */
export type Edge = {
  rule: string;
  source: string;
  operator: "=" | "<>" | "filled" | "empty";
  values: string[];
  action: Action;
  target: string;
};

export type CompiledRule = { regel: Regel; paths: string[]; statements: Statement[]; edges: Edge[] };
/** A rule nobody but a person can finish, and why. */
export type OpenRule = { regel: Regel; paths: string[]; reason: string };

/** All rules of a schema, each once by id and version, with the paths where it is used (empty: the schema itself). */
export function compileRules(schema: Stammdatenschema): { compiled: CompiledRule[]; open: OpenRule[] } {
  const names = namesOf(schema);
  const compiled: CompiledRule[] = [];
  const open: OpenRule[] = [];
  for (const { regel, paths } of distinctRules(schema)) {
    const read = readRule(regel.freitextRegel ?? "", names);
    if (read.ok)
      compiled.push({
        regel,
        paths,
        statements: read.statements,
        edges: edgesOf(regel.identifikation.id, read.statements),
      });
    else open.push({ regel, paths, reason: read.reason });
  }
  return { compiled, open };
}

function distinctRules(schema: Stammdatenschema): { regel: Regel; paths: string[] }[] {
  const byKey = new Map<string, { regel: Regel; paths: string[] }>();
  for (const { regel, pfad } of listRules(schema)) {
    const key = `${regel.identifikation.id} ${regel.identifikation.version ?? ""}`;
    const known = byKey.get(key);
    if (known) known.paths.push(pfad);
    else byKey.set(key, { regel, paths: [pfad] });
  }
  return [...byKey.values()];
}

/** The arrows of a rule. What one arrow cannot say (two sources at once, a range, a sum) stands in the statements only. */
function edgesOf(rule: string, statements: readonly Statement[]): Edge[] {
  const edges = statements.flatMap((statement) =>
    statement.kind === "when"
      ? [
          ...arrows(rule, statement.condition, statement.effects),
          ...arrows(rule, negate(statement.condition), statement.otherwise),
        ]
      : [],
  );
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
}

function arrows(rule: string, condition: Condition, effects: readonly Effect[]): Edge[] {
  // "A or B, then" is two arrows; "A and B, then" is none.
  const alone = condition.kind === "or" ? condition.conditions : [condition];
  const sides = alone.flatMap((one) => sideOf(one) ?? []);
  return sides.flatMap((side) =>
    effects.flatMap(({ action, targets }) => targets.map((target) => ({ rule, ...side, action, target: target.id }))),
  );
}

function sideOf(condition: Condition): Pick<Edge, "source" | "operator" | "values"> | undefined {
  switch (condition.kind) {
    case "compare":
      return { source: condition.source.id, operator: condition.operator, values: condition.values };
    case "filled":
    case "empty":
      return { source: condition.source.id, operator: condition.kind, values: [] };
    default:
      return undefined;
  }
}
