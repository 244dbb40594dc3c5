import type { ShownPage } from "@allmende/forms";
import type { Application } from "../../domains/applications/index.ts";
import type { Paper } from "../../platform/pdf/paper.ts";
import type { Frame } from "../ui/page.tsx";
import { dateTime, type Speaker } from "./frame.ts";
import type { SubmissionRecord } from "./record.ts";
import { stagesOf } from "./stages.ts";

/** The receipt ("Eingangsbestätigung") on paper: where it arrived, what happens next and until when. */
export function receiptBlocks(speaker: Speaker, application: Application, authority: string): Paper["blocks"] {
  const { t } = speaker;
  const arrived: Paper["blocks"][number] = {
    kind: "paragraph",
    pieces: [{ text: t.doneLead(application.progress.office ?? authority) }],
  };
  // What became of it says the letter, not the receipt.
  if (!isOpen(application)) return [arrived];
  // On paper no mark tells what is still to come: a review that has not begun is not named.
  const stages = stagesOf(speaker, application).filter(
    ({ name, state }) => state === "done" || name !== t.stages.started,
  );
  return [
    arrived,
    { kind: "heading", level: 2, text: t.whatHappensNow },
    {
      kind: "list",
      items: stages.map(({ name, text }) => [{ text: name, strong: true }, { text: text && `: ${text}` }]),
    },
  ];
}

const isOpen = ({ status }: Application): boolean =>
  status === "received" || status === "in-process" || status === "waiting-for-citizen";

/** Questions and answers as they stand on paper. */
export const answerBlocks = ({ t }: Pick<Frame, "t">, shown: readonly ShownPage[]): Paper["blocks"] =>
  shown.flatMap((page) => [
    { kind: "heading" as const, level: 2 as const, text: page.title },
    ...page.groups.flatMap((group) => [
      ...(group.title ? [{ kind: "heading" as const, level: 3 as const, text: group.title }] : []),
      {
        kind: "table" as const,
        header: [t.question, t.answer] as [string, string],
        rows: group.entries.map(({ label, lines }): [string, string[]] => [
          label,
          lines.length > 0 ? lines : [t.notAnswered],
        ]),
      },
    ]),
  ]);

/** A record on paper: what was answered, what was handed in with it and later. */
export function recordBlocks(frame: Speaker, record: SubmissionRecord): Paper["blocks"] {
  const { t } = frame;
  const files = record.attachments.map(({ name }) => name);
  return [
    ...answerBlocks(frame, record.pages),
    ...(files.length > 0
      ? [
          { kind: "heading" as const, level: 2 as const, text: t.documents },
          ...files.map((text) => ({ kind: "paragraph" as const, pieces: [{ text }] })),
        ]
      : []),
    ...record.supplements.flatMap(({ submittedAt, pages: later }) => [
      { kind: "heading" as const, level: 2 as const, text: t.supplementOf(dateTime(new Date(submittedAt), frame)) },
      ...answerBlocks(frame, later),
    ]),
  ];
}
