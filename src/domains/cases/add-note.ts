import { parseDay, type Day } from "@allmende/deadlines";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import type { Caseworker } from "./case.ts";
import { insertNote } from "./case-store.ts";
import { actorOf, enterCase } from "./enter-case.ts";

const longestText = 5000;

/** Nothing a caseworker wrote is cut: what is too long goes back to be shortened. */
export function checkLength(text = ""): void {
  if (text.trim().length > longestText) throw new Refusal("cases.text_too_long", { max: longestText });
}

/** A reason that is kept with the step: written, and not too long. */
export function checkReason(text: string): string {
  checkLength(text);
  if (!text.trim()) throw new Refusal("cases.reason_missing");
  return text.trim();
}

/** A day that somebody wrote: one of the calendar. Browsers without a field for days send whatever was typed. */
export function checkDay(text: string): Day {
  const day = parseDay(text.trim());
  if (!day) throw new Refusal("cases.day_unknown");
  return day;
}

export async function addNote(scope: TenantScope, caseworker: Caseworker, id: string, body: string): Promise<void> {
  await enterCase(scope, id, caseworker);
  if (!body.trim()) throw new Refusal("cases.note_empty");
  checkLength(body);
  await insertNote(scope, id, caseworker.id, caseworker.name, body.trim());
  await audit(scope, { actor: actorOf(caseworker), act: "cases.note", subject: id });
}
