import type { ShownPage } from "@allmende/forms";
import type { Paper } from "../../platform/pdf/paper.ts";
import type { Frame } from "../ui/page.tsx";
import { dateTime, type Speaker } from "./frame.ts";
import type { SubmissionRecord } from "./record.ts";

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
