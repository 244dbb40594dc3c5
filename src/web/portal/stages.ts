import type { Application } from "../../domains/applications/index.ts";
import { dateTime, longDate, type Speaker } from "./frame.ts";

/** One step on the way of an application, as its citizen reads it. */
export interface Stage {
  name: string;
  /** When, by whom, until when; "" where there is nothing to say. */
  text: string;
  state: "done" | "now" | "paused" | "open";
}

/** The state in five steps at most; the paused one is marked. Page and paper say the same. */
export function stagesOf(speaker: Speaker, application: Application): Stage[] {
  const { t } = speaker;
  const { status, progress } = application;
  const closed = status === "closed" || status === "withdrawn";
  const stages: Stage[] = [
    {
      name: t.stages.received,
      text: application.receivedAt ? dateTime(application.receivedAt, speaker) : "",
      state: "done",
    },
    {
      name: t.stages.started,
      text: [progress.startedAt ? longDate(new Date(progress.startedAt), speaker) : "", progress.office]
        .filter(Boolean)
        .join(", "),
      state: progress.startedAt || closed ? "done" : "now",
    },
  ];
  if (status === "waiting-for-citizen")
    stages.push({ name: t.stages.waiting, text: t.stageWaitingText, state: "paused" });
  const closure = progress.deemedOn
    ? t.deemedGranted
    : (t.closureWord[progress.closure ?? ""] ?? (status === "withdrawn" ? t.closureWord.withdrawn! : ""));
  stages.push({
    name: closed ? closure : t.stages.decision,
    text: closed
      ? progress.closedAt
        ? longDate(new Date(progress.closedAt), speaker)
        : ""
      : progress.expectedBy
        ? t.expectedBy(longDate(progress.expectedBy, speaker))
        : "",
    state: closed ? "done" : progress.startedAt && status === "in-process" ? "now" : "open",
  });
  return stages;
}
