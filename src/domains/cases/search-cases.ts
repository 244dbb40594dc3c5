import type { TenantScope } from "../../platform/db/database.ts";
import { rows, sql, type RawBuilder } from "../../platform/db/query.ts";
import { wordsOf } from "../../platform/words.ts";
import type { Case } from "./case.ts";
import { caseColumns } from "./case-store.ts";
import { seenBy, type Sight } from "./see-case.ts";

const mostTerms = 6;
/** A term that fewer cases have is gathered whole; the cases of others are read from the newest back. */
const rare = 1000;
/** A term that begins more different words is not looked up word by word. */
const mostBegun = 32;
/** How far back the newest of a word tell how rare it is. */
const sample = 300;
/** How many cases are walked back for terms of a letter or two that begin very many words. */
const furthest = 20_000;

/** Live cases that somebody sees and that hold a word for every term of the text, as its beginning; newest first, at most `limit`. */
export async function searchCases(scope: TenantScope, sight: Sight, text: string, limit: number): Promise<Case[]> {
  const terms = wordsOf(text).slice(0, mostTerms);
  if (terms.length === 0) return [];
  const seen = seenBy(sight);
  const rarest = await findRarest(scope, terms);
  if (rarest.cases === 0) return [];
  const found = rarest.cases < rare ? gathered(rarest.term, terms, seen) : await readBack(scope, terms, seen, limit);
  return rows(
    scope,
    sql<Case>`select ${caseColumns} from cases.cases where id in (${found}) order by id desc limit ${limit}`,
  );
}

/** U+10FFFF sorts after every letter. */
const begins = (term: string) => sql`w.word >= ${term} and w.word < ${`${term}\u{10FFFF}`}`;

/** Whether the case in `c`, found by the word in `w`, holds all terms: its marks rule most others out unread. */
const holds = (terms: readonly string[]) =>
  sql`(w.marks & (select bit_or(cases.mark(term)) from unnest(${terms}::text[]) term)) = (select bit_or(cases.mark(term)) from unnest(${terms}::text[]) term) and ${hasWords(terms)}`;
const hasWords = (terms: readonly string[]) =>
  sql`c.mode = 'live' and ${sql.join(
    terms.map((term) => sql`position(${` ${term}`} in c.words) > 0`),
    sql` and `,
  )}`;

/** The term that fewest cases have, counted up to `rare`. */
async function findRarest(scope: TenantScope, terms: readonly string[]): Promise<{ term: string; cases: number }> {
  const counted = await rows(
    scope,
    sql<{ term: string; cases: number }>`
      select term, (select count(*)::int from (select from cases.words w where w.word >= term and w.word < term || ${"\u{10FFFF}"} limit ${rare}) b) as cases
      from unnest(${terms}::text[] collate "C") as term order by cases limit 1`,
  );
  return counted[0]!;
}

const gathered = (term: string, terms: readonly string[], seen: RawBuilder<unknown>) =>
  sql`select c.id from cases.words w join cases.cases c on c.id = w.case_id where ${begins(term)} and ${holds(terms)} and ${seen}`;

/** All terms are common: the cases of the rarest are read from the newest back, word by word. */
async function readBack(scope: TenantScope, terms: readonly string[], seen: RawBuilder<unknown>, limit: number) {
  const [driver] = await rows(
    scope,
    sql<{ words: string[] }>`
      select array_agg(b.word) as words from unnest(${terms}::text[] collate "C") as term, lateral (${begun}) b
      group by term having count(*) <= ${mostBegun} order by max(b.reach) nulls first limit 1`,
  );
  if (!driver)
    return sql`select c.id from (select * from cases.cases order by id desc limit ${furthest}) c where ${hasWords(terms)} and ${seen}`;
  return sql`select found.id from unnest(${driver.words}::text[] collate "C") as begun, lateral (
      select c.id from cases.words w join cases.cases c on c.id = w.case_id
      where w.word = begun and ${holds(terms)} and ${seen} order by w.case_id desc limit ${limit}) found`;
}

/** The different words that begin with `term`, one more than are looked up; `reach`: up to which case the newest of each go back. */
const begun = sql`
  with recursive each(word, number) as (
    (select w.word, 1 from cases.words w where w.word >= term order by w.word limit 1)
    union all
    select (select w.word from cases.words w where w.word > each.word order by w.word limit 1), each.number + 1
    from each where each.word < term || ${"\u{10FFFF}"} and each.number <= ${mostBegun} + 1)
  select word, (select w.case_id::text from cases.words w where w.word = each.word order by w.case_id desc offset ${sample} limit 1) as reach
  from each where word < term || ${"\u{10FFFF}"}`;
