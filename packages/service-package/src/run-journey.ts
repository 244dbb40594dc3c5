import { start, step, type Command, type CreateTask, type ProcessState, type RunJob } from "@allmende/bpmn";
import { fromJson, type FeelContext, type FeelValue } from "@allmende/feel";
import type { Answers } from "@allmende/forms";
import { assessFee, describeApplication, letterNames, type CompiledService } from "./compile-service.ts";
import type { Journey } from "./journey.ts";
import { plainText, renderLetter } from "./letter.ts";
import { missingWords, readStep } from "./step.ts";

/** Walks a journey through form, fee, workflow and letters; the answer lists what differs from what it expects. */
export function runJourney(service: CompiledService, journey: Journey): string[] {
  const differences: string[] = [];
  const differ = (what: string, expected: unknown, got: unknown): void => {
    if (JSON.stringify(expected) !== JSON.stringify(got))
      differences.push(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
  };
  const now = new Date(`${journey.on}T10:00:00+01:00`);
  const answers = journey.answers as Answers;
  const walk = service.form.walk(answers, { now });
  if (journey.pages) differ("pages", journey.pages, walk.pages);
  const problems = service.form.check(answers, { now }).map(({ path, code }) => `${path} ${code}`);
  differ("problems", journey.problems ?? [], problems);
  if (problems.length > 0) return differences;

  const fee = assessFee(service, answers, now);
  if (journey.fee !== undefined) differ("fee", journey.fee, fee?.cents);
  const run = runWorkflow(service, journey, now.toISOString(), fee?.cents ?? null);
  differences.push(...run.differences);
  differ("closure", journey.closure, run.closure);
  differ(
    "letters",
    journey.letters.map(({ name }) => name),
    run.letters,
  );
  for (const { name, contains } of journey.letters) {
    const template = service.letters.get(name)?.get("de");
    if (!template) continue;
    const letter = renderLetter(template, letterContext(service, answers, now, fee?.cents ?? null, run.variables));
    const text = [letter.subject, ...letter.blocks.map(plainText)].join("\n").replaceAll(/\u00A0/g, " ");
    for (const words of contains) if (!text.includes(words)) differences.push(`letter ${name} does not say: ${words}`);
  }
  return differences;
}

/** The values a letter sees in a journey; the case gives the same names when it runs. */
function letterContext(
  service: CompiledService,
  answers: Answers,
  now: Date,
  fee: number | null,
  variables: Record<string, unknown>,
): FeelContext {
  const { applicant } = describeApplication(service, answers, now);
  const today = fromJson(now.toISOString().slice(0, 10));
  const given: Record<string, FeelValue> = Object.assign(
    Object.create(null) as Record<string, FeelValue>,
    service.form.context(answers, { now }),
  );
  for (const name of letterNames) given[name] = fromJson(variables[name] ?? null);
  return Object.assign(given, {
    heute: today,
    eingang: today,
    gebuehr: fromJson(fee),
    aktenzeichen: "0.0-2026-0001",
    anrede: `Guten Tag ${applicant},`,
  });
}

function runWorkflow(service: CompiledService, journey: Journey, at: string, fee: number | null) {
  const differences: string[] = [];
  const letters: string[] = [];
  let closure: string | undefined;
  const variables: Record<string, unknown> = {};
  const pending: Command[] = [];
  let state: ProcessState;
  const take = (result: { state: ProcessState; commands: readonly Command[] }): void => {
    state = result.state;
    pending.push(...result.commands);
  };
  take(start(service.workflow, { at, variables: { gebuehr: fee } }));
  const steps = [...journey.tasks];
  for (let guard = 0; guard < 200 && pending.length > 0; guard++) {
    const command = pending.shift()!;
    if (command.type === "run-job") {
      const job: RunJob = command;
      if (job.step?.type === "letter" && job.step.name) letters.push(job.step.name);
      if (job.step?.type === "close") closure = job.step.closure;
      take(step(service.workflow, state!, { type: "job-completed", token: job.token, at, by: "system" }));
    } else if (command.type === "create-task") {
      const task: CreateTask = command;
      const next = steps.shift();
      if (!next)
        return {
          differences: [...differences, `the workflow waits at ${task.element}, the journey has no step for it`],
          letters,
          closure,
          variables,
        };
      if (next.task !== task.element) differences.push(`task: expected ${next.task}, got ${task.element}`);
      const given = { ...next.variables, ...(next.outcome !== undefined && { outcome: next.outcome }) };
      for (const word of missingWords(readStep(task.inputs), next.outcome ?? "", next.variables ?? {}))
        differences.push(`${task.element}: ${next.outcome} asks for ${word}, the journey's step does not give it`);
      Object.assign(variables, given);
      take(
        step(service.workflow, state!, {
          type: "task-completed",
          token: task.token,
          at,
          by: "journey",
          variables: given as never,
        }),
      );
    } else if (command.type === "raise-incident") {
      differences.push(`incident at ${command.element}: ${command.code} ${command.detail ?? ""}`);
    }
  }
  if (steps.length > 0) differences.push(`the workflow ended before ${steps.map(({ task }) => task).join(", ")}`);
  if (state!.status !== "completed") differences.push(`the workflow is ${state!.status} at the end`);
  return { differences, letters, closure, variables };
}
