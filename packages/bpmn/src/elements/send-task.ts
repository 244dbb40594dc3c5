import { readActivity } from "../model/base.ts";
import { readMessage } from "../model/event-definition.ts";
import { extension, mappings } from "../model/extensions.ts";
import type { JobTask, SendTask } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import { emit } from "../run/emit.ts";
import { raise } from "../run/incident.ts";
import { leave } from "../run/leave.ts";
import type { Move, Run } from "../run/run.ts";
import { source, type Source } from "../xml/moddle.ts";
import { readJobTask } from "./job-task.ts";

/** A send task with a message sends it to another process; one with a step (a letter, a mail) is a job. */
export function readSendTask(of: Source, reader: Reader): SendTask | JobTask | undefined {
  if (extension(of, "Step") || !source(of.messageRef)) return readJobTask(of, reader);
  const message = readMessage(of, of, reader);
  if (!message) return undefined;
  return {
    kind: "send-task",
    ...readActivity(of, reader),
    thrown: { ...message, inputs: mappings(of, "Input", reader) },
  };
}

export function enterSendTask(run: Run, move: Move, node: SendTask): void {
  const trouble = emit(run, move, node.thrown);
  if (trouble) raise(run, move, trouble);
  else leave(run, move, node);
}
