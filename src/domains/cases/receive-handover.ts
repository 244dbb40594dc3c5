import type { Database, TenantScope } from "../../platform/db/database.ts";
import { change, findRow, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import type { FileStore } from "../../platform/files/file-store.ts";
import { newId } from "../../platform/ids.ts";
import { fileDocument } from "../records/index.ts";
import { shareRow } from "../tenancy/index.ts";
import { applicantWords } from "./applicant-words.ts";
import type { Case } from "./case.ts";
import { insertNote } from "./case-store.ts";
import { enterCase } from "./enter-case.ts";
import { findHandover, handoverAnswerJob, type Handover } from "./handover.ts";
import { openWithoutApplication } from "./open-without-application.ts";
import { goOn } from "./reopen-case.ts";
import { tellApplicant } from "./tell-applicant.ts";

const answerDays = 30;
const longestNote = 5000;

/** Opens the case here that another authority passed on; a repeated job finds it opened. Files are copied before the commit. */
export async function receiveHandover(
  database: Database,
  files: FileStore,
  { handover: id, to, from }: { handover: string; to: string; from: string },
): Promise<void> {
  const waiting = await database.withTenant(to, async (scope) => {
    const handover = await findHandover(scope, id);
    const known = await findRow(
      scope,
      sql`select from cases.handover_answers where handover_id = ${id} and tenant_id = ${to}`,
    );
    return known ? undefined : handover;
  });
  if (!waiting) return;
  const copies = new Map<string, string>();
  for (const { fileId, size } of waiting.attachments) {
    const { stream } = await files.read(from, fileId);
    copies.set(fileId, (await files.put(to, stream as AsyncIterable<Uint8Array>, size)).id);
  }
  await database.withTenant(to, async (scope) => {
    const opened = await scope.trx
      .attempt(() => take(scope, waiting, copies))
      .catch((error: unknown) => {
        // A service that is offered no more is an answer, too: the case goes back.
        if (error instanceof Refusal) return undefined;
        throw error;
      });
    await answer(scope, waiting, opened);
  });
}

async function take(scope: TenantScope, handover: Handover, copies: ReadonlyMap<string, string>): Promise<Case> {
  const { slug, subject, applicant, receivedOn, reason, fromName, fileReference, facts, attachments } = handover;
  const opening = {
    slug,
    subject,
    applicant,
    receivedOn,
    source: "handover",
    assigneeId: null,
    actor: "system",
  } as const;
  const opened = await openWithoutApplication(scope, opening);
  const reference = fileReference ? ` (Aktenzeichen ${fileReference})` : "";
  const lines = [
    `Abgegeben von ${fromName}${reference}: ${reason}`,
    ...facts.map(({ label, lines: said }) => `${label}${label.endsWith("?") ? "" : ":"} ${said.join(", ")}`),
  ];
  for (const note of inNotes(lines)) await insertNote(scope, opened.id, null, fromName, note);
  await fileDocument(scope, opened.id, { title: `Abgabe von ${fromName}`, kind: "handover", sourceId: handover.id });
  for (const { name, type, fileId } of attachments)
    await fileDocument(scope, opened.id, {
      title: name,
      kind: "handover-file",
      fileId: copies.get(fileId)!,
      mediaType: type,
    });
  return opened;
}

/** Nothing is cut: what is too long for one note goes on in the next. */
function inNotes(lines: readonly string[]): string[] {
  const notes = [""];
  for (const line of lines.flatMap((one) => one.match(/[\s\S]{1,4900}/g) ?? [])) {
    const joined = [notes.at(-1), line].filter(Boolean).join("\n");
    if (joined.length > longestNote) notes.push(line);
    else notes[notes.length - 1] = joined;
  }
  return notes;
}

/** The answer stands in a row of this authority and is shared back: nobody writes into a foreign row. */
async function answer(scope: TenantScope, { id, tenantId }: Handover, opened: Case | undefined): Promise<void> {
  const now = scope.clock.now();
  const own = newId(now);
  const first = await change(
    scope,
    sql`insert into cases.handover_answers (tenant_id, id, handover_id, from_tenant, case_id, file_reference, at)
        values (${scope.tenant}, ${own}, ${id}, ${tenantId}, ${opened?.id ?? null}, ${opened?.fileReference ?? null}, ${now}) on conflict do nothing`,
  );
  // Two jobs at once: the other has opened it, this one leaves nothing behind.
  if (first === 0) throw new Error("the handover was taken meanwhile");
  const until = new Date(now.getTime() + answerDays * 86_400_000);
  shareRow(scope, { room: "cases.handover_answers", rowId: own, withTenant: tenantId, purpose: "handover", until });
  scope.enqueue(handoverAnswerJob, { handover: id, from: tenantId });
}

/** The authority that passed it on learns what became of it, and tells the citizen; twice is once. */
export async function fetchHandoverAnswer(
  database: Database,
  { handover, from }: { handover: string; from: string },
): Promise<void> {
  await database.withTenant(from, async (scope) => {
    const sent = await findHandover(scope, handover);
    const shared = await findRow(
      scope,
      sql<{ reference: string | null; taken: boolean }>`select file_reference as reference, case_id is not null as taken
        from cases.handover_answers where handover_id = ${handover} and tenant_id = ${sent?.toTenant ?? from}`,
    );
    if (!sent || sent.state !== "sent" || !shared) return;
    const found = await enterCase(scope, sent.caseId);
    const state = shared.taken ? "taken" : "returned";
    write(
      scope,
      sql`update cases.handovers set state = ${state}, taken_as = ${shared.reference} where id = ${handover} and state = 'sent'`,
    );
    if (shared.taken)
      await tellApplicant(scope, found, {
        kind: "message",
        tell: ({ takenOver, takenOverAs }) => ({
          subject: takenOver(sent.toName),
          body: takenOverAs(shared.reference ?? "–"),
        }),
      });
    else await takeBack(scope, found, sent);
  });
}

async function takeBack(scope: TenantScope, found: Case, { toName }: Handover): Promise<void> {
  const reason = applicantWords("de").returned(toName);
  // Somebody took it up again meanwhile: it goes on as it is, and whoever has it reads why.
  if (found.status !== "closed") {
    await insertNote(scope, found.id, null, toName, reason);
    return;
  }
  await goOn(scope, found, { cause: "returned", reason, actor: "system", assignee: null });
  await tellApplicant(scope, found, {
    kind: "message",
    tell: ({ reopened, returned }) => ({ subject: reopened, body: returned(toName) }),
  });
}
