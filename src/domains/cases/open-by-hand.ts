import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { fileDocument } from "../records/index.ts";
import { checkDay, checkLength, checkReason } from "./add-note.ts";
import type { Caseworker } from "./case.ts";
import { insertNote } from "./case-store.ts";
import { checkMail, type Contact } from "./contact.ts";
import { actorOf, noteParticipation } from "./enter-case.ts";
import { openWithoutApplication } from "./open-without-application.ts";

/** What came without an application: by phone, on paper, at the counter, or nobody asked and the office acts by itself. */
export const handSources = ["phone", "paper", "counter", "ex-officio"] as const;

/** Under which name what was said or written lies in the dossier. */
const titles: Record<(typeof handSources)[number], string> = {
  phone: "Anruf",
  paper: "Brief",
  counter: "Vorsprache",
  "ex-officio": "Vermerk",
};

export interface HandOpening {
  slug: string;
  source: (typeof handSources)[number];
  subject: string;
  applicant: Omit<Contact, "id" | "role">;
  /** What was said or written. */
  details: string;
  /** The legal day on which it arrived. */
  receivedOn: string;
}

/** A caseworker opens a case that no application led to, and has it. */
export async function openByHand(
  scope: TenantScope,
  caseworker: Caseworker,
  { details, ...opening }: HandOpening,
): Promise<string> {
  if (checkDay(opening.receivedOn) > legalDay(scope.clock.now())) throw new Refusal("cases.day_ahead");
  if (opening.source !== "ex-officio" && !opening.applicant.name.trim()) throw new Refusal("cases.name_missing");
  checkMail(opening.applicant.email);
  const words = checkReason(details);
  checkLength(opening.subject);
  const actor = actorOf(caseworker);
  const { id } = await openWithoutApplication(scope, { ...opening, assigneeId: caseworker.id, actor });
  noteParticipation(scope, id, caseworker.id);
  const note = await insertNote(scope, id, caseworker.id, caseworker.name, words);
  await fileDocument(scope, id, { title: titles[opening.source], kind: "note", sourceId: note });
  return id;
}
