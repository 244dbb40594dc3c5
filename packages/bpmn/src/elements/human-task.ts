import { readActivity } from "../model/base.ts";
import { named, stepFacts } from "../model/extensions.ts";
import type { HumanTask } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import { dueAt } from "../run/due-at.ts";
import { raise } from "../run/incident.ts";
import { evaluateAll } from "../run/mappings.ts";
import { note, type Move, type Run } from "../run/run.ts";
import { variablesIn } from "../run/scopes.ts";
import { settle } from "../run/tokens.ts";
import type { Source } from "../xml/moddle.ts";

export function readHumanTask(of: Source, reader: Reader): HumanTask {
  const by = of.$type === "bpmn:UserTask" ? "user" : "manual";
  return { kind: "human-task", by, ...readActivity(of, reader), facts: stepFacts(of, reader) };
}

/** Creates the task; who gets it and when it is due is decided here and told in the history. */
export function enterHumanTask(run: Run, move: Move, node: HumanTask): void {
  const { facts } = node;
  const variables = variablesIn(run, move.scope);
  const assignment = facts.rule?.evaluate(variables, run.at);
  const due = facts.due && dueAt(facts.due, variables, run.at);
  const inputs = evaluateAll(facts.inputs, variables, run.at);
  const failed = [assignment, due, inputs].find((result) => result && !result.ok);
  if (failed && !failed.ok) return raise(run, move, { code: "expression-failed", detail: failed.why });
  if (!inputs.ok) return;
  const rule =
    facts.rule && assignment?.ok
      ? { expression: facts.rule.source, values: assignment.read, result: assignment.value }
      : undefined;
  if (rule) note(run, "assigned", move, rule);
  settle(run, move, { for: "task" });
  run.commands.push({
    type: "create-task",
    token: move.id,
    element: node.id,
    by: node.by,
    ...named({
      name: node.name,
      step: facts.step,
      form: facts.form,
      department: facts.department,
      rule,
      due: due?.ok ? due.due : undefined,
    }),
    inputs: inputs.values,
  });
}
