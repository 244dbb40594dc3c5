import { Icon } from "@allmende/kern";
import type { Application } from "../../domains/applications/index.ts";
import type { Frame } from "../ui/page.tsx";
import { dateTime, longDate } from "./frame.ts";

/** The state in five steps; the paused one is marked. */
export function Timeline({ frame, application }: { frame: Frame; application: Application }) {
  const { t } = frame;
  const { status, progress } = application;
  const closed = status === "closed" || status === "withdrawn";
  const steps: { name: string; text: string; state: "done" | "now" | "paused" | "open" }[] = [
    {
      name: t.stages.received,
      text: application.receivedAt ? dateTime(application.receivedAt, frame) : "",
      state: "done",
    },
    {
      name: t.stages.started,
      text: [progress.startedAt ? longDate(new Date(progress.startedAt), frame) : "", progress.office]
        .filter(Boolean)
        .join(", "),
      state: progress.startedAt || closed ? "done" : "now",
    },
  ];
  if (status === "waiting-for-citizen")
    steps.push({ name: t.stages.waiting, text: t.stageWaitingText, state: "paused" });
  const closure = progress.deemedOn
    ? t.deemedGranted
    : (t.closureWord[progress.closure ?? ""] ?? (status === "withdrawn" ? t.closureWord.withdrawn! : ""));
  steps.push({
    name: closed ? closure : t.stages.decision,
    text: closed
      ? progress.closedAt
        ? longDate(new Date(progress.closedAt), frame)
        : ""
      : progress.expectedBy
        ? t.expectedBy(longDate(progress.expectedBy, frame))
        : "",
    state: closed ? "done" : progress.startedAt && status === "in-process" ? "now" : "open",
  });
  return (
    <ol class="al-timeline">
      {steps.map((step) => (
        <li
          key={step.name}
          class={`al-timeline__step al-timeline__step--${step.state}`}
          aria-current={step.state === "now" || step.state === "paused" ? "step" : undefined}
        >
          <span class="al-timeline__mark" aria-hidden="true">
            {step.state === "done" && <Icon name="check" size={16} />}
            {step.state === "paused" && <Icon name="bars" size={20} />}
          </span>
          <span>
            <span class="al-timeline__name">{step.name}</span>
            {step.text && <span class="al-timeline__text">{step.text}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
