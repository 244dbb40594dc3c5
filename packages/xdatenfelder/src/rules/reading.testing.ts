import type { Condition, Effect, Reference, Statement } from "./condition.ts";
import { names, spellOut } from "./names.testing.ts";
import { readRule } from "./read-rule.ts";

const short = ({ id, within }: Reference) => [...within, id].map((one) => one.replace(/9900000000/, "")).join(".");

/** Statements in one line each, to be compared by eye. */
function show(statement: Statement): string {
  switch (statement.kind) {
    case "when":
      return `${condition(statement.condition)} -> ${effects(statement.effects)}${statement.otherwise.length > 0 ? ` else ${effects(statement.otherwise)}` : ""}`;
    case "always":
      return effects(statement.effects);
    case "before":
      return `${short(statement.earlier)} before ${short(statement.later)}`;
    default:
      return `${statement.kind} ${statement.fields.map(short).join()}${statement.value === undefined ? "" : ` = ${statement.value}`}`;
  }
}

function condition(one: Condition): string {
  switch (one.kind) {
    case "compare":
      return `${short(one.source)} ${one.operator} ${one.values.join("|")}`;
    case "measure":
      return `${short(one.source)} ${one.operator} ${one.value}`;
    case "filled":
    case "empty":
      return `${short(one.source)} ${one.kind}`;
    default:
      return `(${one.conditions.map(condition).join(` ${one.kind} `)})`;
  }
}

function effects(all: readonly Effect[]): string {
  return all
    .map(
      ({ action, targets, choices }) =>
        `${action} ${targets.map(short).join()}${choices ? ` only ${choices.join("|")}` : ""}`,
    )
    .join("; ");
}

/** What a rule says, or why it stays open. */
export function read(text: string): string {
  const result = readRule(spellOut(text), names);
  return result.ok ? result.statements.map(show).join(" / ") : `open: ${result.reason}`;
}
