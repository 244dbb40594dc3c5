import type { LetterBlock } from "@allmende/service-package";
import type { Database, TenantScope } from "../../platform/db/database.ts";
import { change, findRow, getRow, json, rows, sql, write } from "../../platform/db/query.ts";
import type { FileStore } from "../../platform/files/file-store.ts";
import { newId } from "../../platform/ids.ts";
import { defineEvent } from "../../platform/events.ts";
import { defineJob } from "../../platform/jobs.ts";
import type { Paper } from "../../platform/pdf/paper.ts";
import type { Printer } from "../../platform/pdf/printer.ts";

/** When notice counts as given (§ 41 VwVfG, § 122 AO) and until when a remedy is open; legal days, ISO. */
export interface LetterNotice {
  givenOn: string;
  remedyUntil: string | null;
  remedy: string | null;
  reasons: string[];
}

export interface Letter {
  id: string;
  caseId: string;
  applicationId: string | null;
  /** The office that wrote it, and posts it; without one anybody may. */
  departmentId: string | null;
  mode: "live" | "trial";
  name: string;
  language: string;
  paper: Paper;
  blocks: LetterBlock[];
  fileId: string | null;
  notice: LetterNotice | null;
  writtenAt: Date;
  /** Into the inbox of an account, or printed and posted. */
  delivery: "inbox" | "post";
  /** The legal day it was posted; null while it waits for print, and for letters into an inbox. */
  postedOn: string | null;
}

export const printLetter = defineJob<{ letter: string }>("letters.print");
export const letterPrinted = defineEvent<Letter>("letters.printed");

export const letterColumns = sql`id, case_id as "caseId", application_id as "applicationId", department_id as "departmentId", mode, name, language, paper, blocks, file_id as "fileId", notice, written_at as "writtenAt",
  delivery, (select b.posted_on::text from letters.batches b where b.tenant_id = letters.tenant_id and b.id = letters.batch_id) as "postedOn"`;

/** Fixes a letter's text; its PDF is made by a job. */
export async function writeLetter(
  scope: TenantScope,
  letter: Omit<Letter, "id" | "fileId" | "writtenAt" | "postedOn">,
): Promise<string> {
  const now = scope.clock.now();
  const id = newId(now);
  const { caseId, applicationId, departmentId, mode, name, language, paper, blocks, notice, delivery } = letter;
  write(
    scope,
    sql`insert into letters.letters (tenant_id, id, case_id, application_id, department_id, mode, name, language, paper, blocks, notice, written_at, delivery)
        values (${scope.tenant}, ${id}, ${caseId}, ${applicationId}, ${departmentId}, ${mode}, ${name}, ${language}, ${json(paper)}, ${json(blocks)}, ${notice ? json(notice) : null}, ${now}, ${delivery})`,
  );
  scope.enqueue(printLetter, { letter: id });
  return id;
}

export async function getLetter(scope: TenantScope, id: string): Promise<Letter> {
  return getRow(scope, sql<Letter>`select ${letterColumns} from letters.letters where id = ${id}`, "letter");
}

export async function listLetters(scope: TenantScope, caseId: string): Promise<Letter[]> {
  return rows(scope, sql<Letter>`select ${letterColumns} from letters.letters where case_id = ${caseId} order by id`);
}

export async function listLettersTo(scope: TenantScope, applicationId: string): Promise<Letter[]> {
  return rows(
    scope,
    sql<Letter>`select ${letterColumns} from letters.letters where application_id = ${applicationId} order by id`,
  );
}

/** Makes the PDF of a letter once; a repeated job finds it made. */
export async function printOnce(
  database: Database,
  printer: Printer,
  files: FileStore,
  tenant: string,
  id: string,
): Promise<void> {
  const letter = await database.withTenant(tenant, (scope) =>
    findRow(scope, sql<Letter>`select ${letterColumns} from letters.letters where id = ${id} and file_id is null`),
  );
  if (!letter) return;
  const pdf = await printer.print(letter.paper);
  const stored = await files.put(tenant, singleChunk(pdf), pdf.length);
  await database.withTenant(tenant, async (scope) => {
    const written = await change(
      scope,
      sql`update letters.letters set file_id = ${stored.id} where id = ${id} and file_id is null`,
    );
    if (written > 0) await scope.emit(letterPrinted, { ...letter, fileId: stored.id });
  });
}

async function* singleChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
