import type { CreateTask, DueAt, ProcessModel, RunJob, Variables } from "@allmende/bpmn";
import type { Task } from "./task-store.ts";

/** What a process asks of the room that runs it. */
export interface Conductor {
  model: ProcessModel;
  /** What expressions may read besides the process's own variables: the answers. */
  facts?: Variables;
  /**
   * Performs a step of the platform in this transaction; `variables` are those the step sees, the answer becomes
   * variables of the process. A Refusal goes to who pressed the button; any other failure is tried again later.
   */
  perform(step: RunJob, variables: Variables): Promise<Variables | undefined>;
  /** The legal day on which a task is due. */
  dueOn(task: CreateTask): string | null;
  /** The instant at which a timer rings. */
  ringsAt(due: DueAt): Date;
  /** Told after the last step, when nothing more happens by itself; the task that is due first comes first. */
  waiting?(tasks: Task[]): Promise<void>;
}
