import {
  start,
  step,
  type Command,
  type CreateTask,
  type ProcessState,
  type RunJob,
  type Variables,
} from "@allmende/bpmn";
import type { Answers, Path } from "@allmende/forms";
import { assessFee, type CompiledService } from "./compile-service.ts";
import type { CaseStep, Journey, TaskStep } from "./journey.ts";
import { isTaskStep } from "./journey.ts";
import { missingWords, readStep } from "./step.ts";

/** A letter the workflow ordered, with all it could say at that moment. */
export interface OrderedLetter {
  name: string;
  answers: Answers;
  fee: number | null;
  variables: Readonly<Record<string, unknown>>;
}

const decided = ["granted", "partly-granted", "refused", "acknowledged"];

/** A case on its way through a journey: the workflow runs, what the platform does besides it is kept in mind. */
export class WalkedCase {
  readonly differences: string[] = [];
  readonly letters: OrderedLetter[] = [];
  closure: string | undefined;
  readonly #service: CompiledService;
  readonly #now: Date;
  #answers: Answers;
  #fee: number | null;
  #variables: Record<string, unknown> = {};
  #state: ProcessState;
  #waiting: CreateTask[] = [];
  /** What the citizen was asked and did not answer. */
  #asked: string[] = [];

  constructor(service: CompiledService, { answers, now, fee }: { answers: Answers; now: Date; fee: number | null }) {
    this.#service = service;
    this.#now = now;
    this.#answers = answers;
    this.#fee = fee;
    this.#state = this.#begin();
  }

  /** All steps of the journey, and whether the case has come to rest with the last. */
  walk(steps: Journey["tasks"]): this {
    for (const one of steps) {
      const trouble = isTaskStep(one) ? this.#task(one) : this.#besides(one);
      if (trouble === undefined) continue;
      this.differences.push(trouble);
      return this;
    }
    const [left] = this.#waiting;
    if (left) this.differences.push(`the workflow waits at ${left.element}, the journey has no step for it`);
    else if (this.closure === undefined && this.#state.status !== "completed")
      this.differences.push(`the workflow is ${this.#state.status} at the end`);
    return this;
  }

  #task({ task, outcome, variables = {} }: TaskStep): string | undefined {
    if (this.#asked.length > 0) return `${task}: still waits for ${this.#asked.join(", ")}`;
    const waiting = this.#waiting.shift();
    if (!waiting) return `the workflow ended before ${task}`;
    if (task !== waiting.element) this.differences.push(`task: expected ${task}, got ${waiting.element}`);
    const { offered, asks, ...rest } = readStep(waiting.inputs);
    if (offered.length > 0 && !offered.includes(outcome ?? ""))
      return `${waiting.element}: ${outcome} is not offered, but ${offered.join(", ")}`;
    for (const word of missingWords({ offered, asks, ...rest }, outcome ?? "", variables))
      this.differences.push(`${waiting.element}: ${outcome} asks for ${word}, the journey's step does not give it`);
    const given = { ...variables, ...(outcome !== undefined && { outcome }) };
    Object.assign(this.#variables, given);
    this.#take(
      step(this.#service.workflow, this.#state, {
        type: "task-completed",
        token: waiting.token,
        ...this.#moment("journey"),
        variables: given as Variables,
      }),
    );
    return undefined;
  }

  #besides(one: CaseStep): string | undefined {
    const opens = "objection" in one || "reopen" in one;
    if (opens !== (this.closure !== undefined))
      return `${Object.keys(one)[0]}: the case is ${this.closure ? `closed as ${this.closure}` : "open"}`;
    if ("request" in one) return this.#request(one.request, one.answers as Answers);
    if ("drop" in one) this.#asked = [];
    else if ("statement" in one) return this.#unknown(one.shows);
    else if ("close" in one) this.#end(one.close);
    else if ("passOn" in one) this.#end("passed-on");
    else if ("withdraw" in one) this.#end("withdrawn");
    else if ("reopen" in one) this.#again();
    else if (!decided.includes(this.closure ?? "")) return `objection: ${this.closure} is no decision`;
    else if (one.ending === "remedied") this.#again();
    return undefined;
  }

  #request(paths: readonly string[], answers: Answers): string | undefined {
    const unknown = this.#unknown(paths);
    if (unknown) return unknown;
    this.#answers = { ...this.#answers, ...answers };
    const problems = this.#service.form
      .check(this.#answers, { now: this.#now })
      .filter(({ path }) => paths.includes(path));
    this.#asked = paths.filter((path) => !Object.hasOwn(answers, path));
    return problems.length > 0
      ? `request: ${problems.map(({ path, code }) => `${path} ${code}`).join(", ")}`
      : undefined;
  }

  #unknown(paths: readonly string[]): string | undefined {
    const none = paths.find((path) => !this.#service.form.field(path as Path));
    return none && `the form has no field ${none}`;
  }

  #end(closure: string): void {
    this.closure = closure;
    this.#waiting = [];
    this.#asked = [];
    this.#state = step(this.#service.workflow, this.#state, { type: "cancel", ...this.#moment("journey") }).state;
  }

  #again(): void {
    this.closure = undefined;
    this.#state = this.#begin();
  }

  #begin(): ProcessState {
    const begun = start(this.#service.workflow, { ...this.#moment("system"), variables: { gebuehr: this.#fee } });
    this.#take(begun);
    return this.#state;
  }

  /** Follows the workflow until it waits for people. */
  #take({ state, commands }: { state: ProcessState; commands: readonly Command[] }): void {
    this.#state = state;
    const pending = [...commands];
    for (let guard = 0; guard < 200 && pending.length > 0; guard++) {
      const command = pending.shift()!;
      if (command.type === "create-task") this.#waiting.push(command);
      else if (command.type === "cancel-task")
        this.#waiting = this.#waiting.filter(({ token }) => token !== command.token);
      else if (command.type === "raise-incident")
        this.differences.push(`incident at ${command.element}: ${command.code} ${command.detail ?? ""}`);
      else if (command.type === "run-job") {
        const variables = this.#perform(command);
        const done = { type: "job-completed", token: command.token, ...this.#moment("system"), variables } as const;
        const next = step(this.#service.workflow, this.#state, done);
        this.#state = next.state;
        pending.push(...next.commands);
      }
    }
  }

  #perform({ step: ordered, inputs }: RunJob): Variables {
    const { type, name = "", closure } = ordered ?? {};
    if (type === "letter")
      this.letters.push({ name, answers: this.#answers, fee: this.#fee, variables: { ...this.#variables } });
    if (type === "close") this.closure = closure;
    if (type !== "assess") return {};
    this.#fee =
      assessFee(this.#service, { ...this.#answers, ...(inputs.answers as Answers) }, this.#now)?.cents ?? null;
    return { gebuehr: this.#fee };
  }

  #moment = (by: string) => ({ at: this.#now.toISOString(), by, facts: this.#answers as Variables });
}
