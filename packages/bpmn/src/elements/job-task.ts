import { readActivity } from "../model/base.ts";
import { named, stepFacts } from "../model/extensions.ts";
import type { JobTask } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import { raise } from "../run/incident.ts";
import { evaluateAll } from "../run/mappings.ts";
import type { Move, Run } from "../run/run.ts";
import { variablesIn } from "../run/scopes.ts";
import { settle } from "../run/tokens.ts";
import { text, type Source } from "../xml/moddle.ts";

const kinds: Record<string, JobTask["as"]> = {
  "bpmn:ServiceTask": "service",
  "bpmn:BusinessRuleTask": "business-rule",
  "bpmn:SendTask": "send",
};

export function readJobTask(of: Source, reader: Reader): JobTask {
  const facts = stepFacts(of, reader);
  const as = kinds[of.$type] ?? "service";
  const implementation = text(of.implementation);
  if (implementation && !implementation.startsWith("##"))
    reader.refuse(of, `the implementation ${implementation} is foreign`);
  if (!facts.step) reader.hint(of, "has no allmende:step, so the platform knows no work for it");
  if (as === "business-rule" && facts.step && !facts.step.decision)
    reader.refuse(of, "a business rule step names its decision");
  return { kind: "job-task", as, ...readActivity(of, reader), facts };
}

export function enterJobTask(run: Run, move: Move, node: JobTask): void {
  const inputs = evaluateAll(node.facts.inputs, variablesIn(run, move.scope), run.at);
  if (!inputs.ok) return raise(run, move, { code: "expression-failed", detail: inputs.why });
  settle(run, move, { for: "job" });
  run.commands.push({
    type: "run-job",
    token: move.id,
    element: node.id,
    as: node.as,
    ...named({ name: node.name, step: node.facts.step }),
    inputs: inputs.values,
  });
}
