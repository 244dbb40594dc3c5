/** Letters for those without an account: printed together, posted, and marked with the day ("Postausgang"). */
import { parseDay } from "@allmende/deadlines";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, findRow, getRow, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { letterColumns, type Letter, type LetterNotice } from "./letter.ts";

/** What was posted together. Days are legal days, ISO. */
export interface Batch {
  id: string;
  postedOn: string;
  postedBy: string;
  markedAt: Date;
  letters: number;
}

const waiting = (offices: readonly string[]) =>
  sql`delivery = 'post' and batch_id is null and mode = 'live' and (department_id = any(${offices}::uuid[]) or department_id is null)`;
const atOnce = 200;

/** Letters of an office that wait for print, oldest first; at most 200, which is what one PDF holds. */
export async function listWaitingForPost(scope: TenantScope, offices: readonly string[]): Promise<Letter[]> {
  return rows(
    scope,
    sql<Letter>`select ${letterColumns} from letters.letters where ${waiting(offices)} order by id limit ${atOnce}`,
  );
}

export async function countWaitingForPost(scope: TenantScope, offices: readonly string[]): Promise<number> {
  const found = await findRow(
    scope,
    sql<{ count: number }>`select count(*)::int as count from letters.letters where ${waiting(offices)}`,
  );
  return found?.count ?? 0;
}

const batchColumns = sql`b.id, b.posted_on::text as "postedOn", b.posted_by as "postedBy", b.marked_at as "markedAt",
  (select count(*)::int from letters.letters l where l.tenant_id = b.tenant_id and l.batch_id = b.id) as letters`;

/** The last batches of an office, newest first. */
export async function listBatches(scope: TenantScope, offices: readonly string[], limit = 10): Promise<Batch[]> {
  return rows(
    scope,
    sql<Batch>`select ${batchColumns} from letters.batches b where b.department_id = any(${offices}::uuid[]) order by b.id desc limit ${limit}`,
  );
}

export async function getBatch(
  scope: TenantScope,
  offices: readonly string[],
  id: string,
): Promise<Batch & { contents: Letter[] }> {
  const batch = await getRow(
    scope,
    sql<Batch>`select ${batchColumns} from letters.batches b where b.id = ${id} and b.department_id = any(${offices}::uuid[])`,
    "batch",
  );
  const contents = await rows(
    scope,
    sql<Letter>`select ${letterColumns} from letters.letters where batch_id = ${id} order by id`,
  );
  return { ...batch, contents };
}

/** The day of notice of a letter that left on a day; null for letters that decide nothing. */
export type NoticeFor = (letter: Letter, on: string) => Promise<LetterNotice | null>;

/**
 * Marks letters as posted on a day; their notice is counted from it. A letter that somebody marked meanwhile is left out.
 * Refuses `letters.none_waiting` and `letters.day_wrong`: no day ahead, none before the letters were written.
 */
export async function markPosted(
  scope: TenantScope,
  { actor, departmentId, offices }: Poster,
  ids: readonly string[],
  on: string,
  noticeFor: NoticeFor,
): Promise<Letter[]> {
  const now = scope.clock.now();
  const chosen = await rows(
    scope,
    sql<Letter>`select ${letterColumns} from letters.letters where id = any(${ids}::uuid[]) and ${waiting(offices)} order by id for update`,
  );
  if (chosen.length === 0) throw new Refusal("letters.none_waiting");
  if (!parseDay(on) || on > legalDay(now)) throw new Refusal("letters.day_wrong");
  if (chosen.some(({ writtenAt }) => legalDay(writtenAt) > on)) throw new Refusal("letters.day_wrong");
  const batch = newId(now);
  write(
    scope,
    sql`insert into letters.batches (tenant_id, id, posted_on, posted_by, department_id, marked_at)
        values (${scope.tenant}, ${batch}, ${on}, ${actor}, ${departmentId}, ${now})`,
  );
  for (const letter of chosen) {
    const notice = await noticeFor(letter, on);
    await setDelivery(scope, letter.id, batch, notice);
  }
  return chosen;
}

/** Who posts letters, and for which office. */
export interface Poster {
  actor: string;
  departmentId: string;
  /** Whose letters they may post. */
  offices: readonly string[];
}

/** Takes a batch back on the day it was marked: its letters wait again. Refuses `letters.batch_old` later. */
export async function takeBackBatch(
  scope: TenantScope,
  offices: readonly string[],
  id: string,
  noticeFor: NoticeFor,
): Promise<Letter[]> {
  // Locked before it is read: of two who take it back the second finds none.
  await getRow(scope, sql`select id from letters.letters where batch_id = ${id} order by id for update`, "batch");
  const { markedAt, contents } = await getBatch(scope, offices, id);
  if (legalDay(markedAt) < legalDay(scope.clock.now())) throw new Refusal("letters.batch_old");
  for (const letter of contents)
    await setDelivery(scope, letter.id, null, await noticeFor(letter, legalDay(letter.writtenAt)));
  await change(scope, sql`delete from letters.batches where id = ${id}`);
  return contents;
}

async function setDelivery(
  scope: TenantScope,
  id: string,
  batch: string | null,
  notice: LetterNotice | null,
): Promise<void> {
  write(
    scope,
    sql`update letters.letters set batch_id = ${batch}, notice = ${notice ? JSON.stringify(notice) : null}::jsonb where id = ${id}`,
  );
}
