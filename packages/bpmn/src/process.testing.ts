import {
  parseBpmn,
  start,
  step,
  type Command,
  type ParseOptions,
  type ProcessEvent,
  type ProcessModel,
  type StepResult,
  type Variables,
} from "./index.ts";

/** Wraps flow elements into a document: tests write only what they are about. */
export function bpmn(elements: string, root = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:allmende="https://allmende.example/bpmn/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="document" targetNamespace="https://allmende.example/tests">
${root}<bpmn:process id="p" isExecutable="true">${elements}</bpmn:process></bpmn:definitions>`;
}

/** "a -> b" or "a -> b if x > 1" or "a -> b else" per line, as sequence flows named from-to; "else" flows must be named as default by the gateway. */
export function flows(lines: string): string {
  return lines
    .trim()
    .split("\n")
    .map((line) => {
      const [, from, to, condition] = /^\s*(\S+) -> (\S+?)(?: if (.+))?\s*$/.exec(line) ?? [];
      const body = condition
        ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition.replaceAll("<", "&lt;")}</bpmn:conditionExpression>`
        : "";
      return `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${body}</bpmn:sequenceFlow>`;
    })
    .join("\n");
}

export async function model(xml: string, options?: ParseOptions): Promise<ProcessModel> {
  const parsed = await parseBpmn(xml, options);
  if (!parsed.ok) throw new Error(parsed.reasons.map((reason) => `${reason.element}: ${reason.why}`).join("; "));
  return parsed.model;
}

export async function reasons(xml: string, options?: ParseOptions): Promise<string[]> {
  const parsed = await parseBpmn(xml, options);
  return parsed.ok ? [] : parsed.reasons.map((reason) => `${reason.element}: ${reason.why}`);
}

/** Distributes over the union, so that each kind of event keeps its own fields. */
type Happening<E = ProcessEvent> = E extends ProcessEvent ? Omit<E, "at"> & { at?: string } : never;

/** A case in a test: plays the caller, keeps the state, and looks elements up by name instead of by id. */
export class Play {
  result: StepResult;
  readonly commands: Command[] = [];
  readonly story: string[] = [];
  /** The tokens of tasks that were completed and not stale. */
  readonly completed: number[] = [];
  private readonly model: ProcessModel;
  now = "2025-03-03T09:00:00Z";

  constructor(processModel: ProcessModel, variables: Variables = {}, startEvent?: string) {
    this.model = processModel;
    this.result = start(processModel, { at: this.now, by: "test", variables, ...(startEvent && { startEvent }) });
    this.keep();
  }

  event(event: Happening): this {
    this.result = step(this.model, this.result.state, { at: this.now, by: "test", ...event } as ProcessEvent);
    if (event.type === "task-completed" && !this.result.stale && !this.result.refused) this.completed.push(event.token);
    this.keep();
    return this;
  }

  task(element: string, variables: Variables = {}): this {
    return this.event({ type: "task-completed", token: this.token(element), variables });
  }

  job(element: string, variables: Variables = {}): this {
    return this.event({ type: "job-completed", token: this.token(element), variables });
  }

  timer(element: string): this {
    return this.event({ type: "timer-fired", subscription: this.subscription(element) });
  }

  token(element: string): number {
    const token = this.result.state.tokens.find((one) => one.element === element);
    if (!token) throw new Error(`nothing waits at ${element}; waiting: ${this.waiting.join(", ")}`);
    return token.id;
  }

  subscription(element: string): number {
    const found = this.result.state.subscriptions.find((one) => one.element === element);
    if (!found) throw new Error(`nobody subscribed ${element}`);
    return found.id;
  }

  get waiting(): string[] {
    return this.result.state.tokens.map((token) => `${token.element}:${token.wait.for}`);
  }

  get status(): string {
    return this.result.state.status;
  }

  get incident() {
    return this.result.state.incidents[0];
  }

  /** The commands of the last step, by type and element. */
  get told(): string[] {
    return this.result.commands.map((command) =>
      "element" in command ? `${command.type} ${command.element}` : command.type,
    );
  }

  private keep(): void {
    // What the caller stores must survive as JSON, or a case could not be resumed.
    this.result = { ...this.result, state: JSON.parse(JSON.stringify(this.result.state)) };
    this.commands.push(...this.result.commands);
    this.story.push(
      ...this.result.history.filter((entry) => entry.what !== "taken").map((entry) => `${entry.what} ${entry.element}`),
    );
  }
}
