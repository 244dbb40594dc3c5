import { describeApplication, textsIn } from "@allmende/service-package";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, rows, sql } from "../../platform/db/query.ts";
import { mail } from "../messages/index.ts";
import { loadPinned } from "../services/index.ts";
import { getOwnTenant } from "../tenancy/index.ts";
import { scanAttachmentJob, type Application } from "./application.ts";
import { findApplicantEmail, lockForPlatform } from "./application-store.ts";

const dayMs = 86_400_000;
/** Days before its end on which a draft's applicant is reminded (quality A10). */
const reminderDays = 7;

/** Deletes the drafts whose 30 days are over; what was submitted has no end. The answer is how many went. */
export async function expireDrafts(scope: TenantScope): Promise<number> {
  const gone = await rows<{ id: string }>(
    scope,
    sql`delete from applications.applications where status = 'draft' and expires_at <= ${scope.clock.now()} returning id`,
  );
  for (const { id } of gone) await audit(scope, { actor: "system", act: "applications.expire", subject: id });
  return gone.length;
}

/** Reminds, once per save, of drafts that end within a week: by mail, where an address is known (the portal shows the day anyway). */
export async function remindOfDrafts(scope: TenantScope): Promise<number> {
  const now = scope.clock.now();
  const due = await rows<{ id: string }>(
    scope,
    sql`update applications.applications set reminded_at = ${now}
        where status = 'draft' and expires_at > ${now} and expires_at <= ${new Date(now.getTime() + reminderDays * dayMs)}
          and (reminded_at is null or reminded_at < saved_at) returning id`,
  );
  for (const { id } of due) await remind(scope, await lockForPlatform(scope, id));
  return due.length;
}

async function remind(scope: TenantScope, draft: Application): Promise<void> {
  const service = await loadPinned(scope, draft.releaseId);
  const address =
    (await findApplicantEmail(scope, draft.id)) ?? describeApplication(service, draft.answers, scope.clock.now()).email;
  if (!address) return;
  const { name } = await getOwnTenant(scope);
  const title = textsIn(service, draft.language).find("service", "title") ?? draft.slug;
  const language = draft.language === "en" ? "en" : "de";
  const { subject, body } = reminders[language](title, lastDay[language].format(draft.expiresAt ?? draft.savedAt));
  await mail(scope, address, `${name}: ${subject}`, `${body}\n\n${name}\n`);
}

const day = (locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "Europe/Berlin" });
const lastDay = { de: day("de-DE"), en: day("en-GB") };

/** What a reminder says, in the language the draft was begun in; German stands in for one without words of its own. */
const reminders = {
  de: (title: string, until: string) => ({
    subject: "Ihr Entwurf wird bald gelöscht",
    body: `Guten Tag,\n\nIhr Entwurf „${title}“ ist noch nicht abgeschickt. Wir heben ihn bis zum ${until} auf, danach wird er gelöscht. Speichern Sie eine Seite, dann bleibt er weitere 30 Tage.\n\nSie finden ihn auf unserer Seite unter „Mein Konto“. Ohne Konto öffnen Sie ihn mit Vorgangsnummer und Code unter „Stand ansehen“.`,
  }),
  en: (title: string, until: string) => ({
    subject: "Your draft will be deleted soon",
    body: `Hello,\n\nYour draft "${title}" has not been sent yet. We keep it until ${until}, then it will be deleted. Save a page and it stays another 30 days.\n\nYou find it on our website under "My account". Without an account, open it with reference number and code under "Check status".`,
  }),
};

/** Forgets the answers kept for repeated submissions, a day after they were given. */
export async function forgetAnswers(scope: TenantScope): Promise<number> {
  const until = new Date(scope.clock.now().getTime() - dayMs);
  return change(scope, sql`delete from applications.idempotency where at <= ${until}`);
}

/** After eight days a scan job has used up its tries (fault I11: a scanner that was down may delay, never lose). */
const scanDays = 8;

/** Orders the scan anew for files that still wait when their own job has given up. */
export async function rescanAttachments(scope: TenantScope): Promise<number> {
  const until = new Date(scope.clock.now().getTime() - scanDays * dayMs);
  const waiting = await rows<{ id: string }>(
    scope,
    sql`select id from applications.attachments where scan = 'waiting' and added_at <= ${until}`,
  );
  for (const { id } of waiting) await scope.enqueue(scanAttachmentJob, { attachment: id });
  return waiting.length;
}
