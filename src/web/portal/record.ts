import { showAnswers, type Answers, type ShownPage, type Wording } from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import type { Application, Attachment, Hand, Submission } from "../../domains/applications/index.ts";

/**
 * An application as it was submitted ("Antrag, wie eingereicht"): the one source of page, PDF, JSON and XML. Labels
 * and lines are in the reader's language, values as the data contract has them; instants are ISO 8601 in UTC.
 */
export interface SubmissionRecord {
  format: "allmende-submission-record/1";
  application: string;
  fileReference: string | null;
  authority: string;
  service: { publisher: string; slug: string; version: string; release: string; title: string };
  language: string;
  submittedAt: string;
  /** Who entered something besides the applicant, for whom, and how it was signed; `answers` are ids. */
  hands: RecordedHand[];
  pages: ShownPage[];
  attachments: { id: string; question: string; name: string; type: string; bytes: number }[];
  /** What was handed in later; only what it says. */
  supplements: { number: number; submittedAt: string; pages: ShownPage[] }[];
}

/** Somebody besides the applicant, as the record names them: no ids of staff. */
export type RecordedHand =
  | Omit<Extract<Hand, { role: "caseworker" }>, "staffId">
  | Extract<Hand, { role: "contributor" }>;

/** The record of a submitted application, with the form version each submission was made with. */
export function recordOf({
  application,
  submissions,
  attachments,
  service,
  wording,
  authority,
}: {
  application: Application;
  submissions: readonly Submission[];
  attachments: readonly Attachment[];
  service: CompiledService;
  wording: Wording;
  authority: string;
}): SubmissionRecord {
  const [first, ...later] = submissions;
  if (!first) throw new Error("a record needs a submission");
  const { publisher, slug, version } = service.definition;
  const shown = (answers: Answers, at: Date): ShownPage[] => showAnswers(service.form, answers, wording, { now: at });
  const named = JSON.stringify(submissions.map(({ answers }) => answers));
  return {
    format: "allmende-submission-record/1",
    application: application.id,
    fileReference: application.fileReference,
    authority,
    service: { publisher, slug, version, release: first.releaseId, title: wording.find("service", "title") ?? slug },
    language: wording.language,
    submittedAt: first.at.toISOString(),
    hands: first.hands.map(recordedHand),
    pages: shown(first.answers, first.at),
    attachments: attachments
      .filter(({ id }) => named.includes(id))
      .map(({ id, path, name, type, size }) => ({ id, question: path, name, type, bytes: size })),
    supplements: later.map(({ number, at, answers }) => ({
      number,
      submittedAt: at.toISOString(),
      pages: onlyAnswered(shown({ ...first.answers, ...answers }, at), answers),
    })),
  };
}

/** The pages with nothing but these answers. */
function onlyAnswered(pages: ShownPage[], answers: Answers): ShownPage[] {
  return pages
    .map((page) => ({
      ...page,
      groups: page.groups
        .map((group) => ({
          ...group,
          entries: group.entries.filter(({ path }) => Object.hasOwn(answers, path.split(".")[0] ?? "")),
        }))
        .filter(({ entries }) => entries.length > 0),
    }))
    .filter(({ groups }) => groups.length > 0);
}

/** In the order in which people read it, whatever the database made of it. */
function recordedHand(hand: Hand): RecordedHand {
  if (hand.role === "contributor") {
    const { role, name, part, at, answers } = hand;
    return { role, name, part, at, answers };
  }
  const { role, name, channel, applicant, identifiedBy, signed, answers } = hand;
  return { role, name, channel, applicant, identifiedBy, ...(signed && { signed }), answers };
}
