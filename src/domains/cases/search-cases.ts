import type { TenantScope } from "../../platform/db/database.ts";
import { rows, sql, write } from "../../platform/db/query.ts";
import { wordsOf } from "../../platform/words.ts";
import type { Case } from "./case.ts";
import { caseColumns } from "./case-store.ts";

const mostWords = 40;
const mostTerms = 6;
/** A term that more cases share is not gathered, but met while walking from the newest case back. */
const rare = 1000;
/** How many cases are walked back for terms that are all common. */
const furthest = 20_000;

/** Writes the words a case is found by: its title, subject, applicant and file reference. */
export async function indexWords(scope: TenantScope, found: Case): Promise<void> {
  const words = wordsOf([found.applicant, found.subject, found.fileReference ?? "", found.title].join(" "));
  write(
    scope,
    sql`insert into cases.words (tenant_id, word, case_id)
        select ${scope.tenant}, word, ${found.id} from unnest(${words.slice(0, mostWords)}::text[]) as word
        on conflict do nothing`,
  );
}

/** Words that begin with the term; U+10FFFF sorts after every letter. */
const beginsWith = (term: string) => sql`w.word >= ${term} and w.word < ${`${term}\u{10FFFF}`}`;

/** Live cases that hold a word for every term of the text, as its beginning; newest first, at most `limit`. */
export async function searchCases(scope: TenantScope, text: string, limit: number): Promise<Case[]> {
  const terms = wordsOf(text).slice(0, mostTerms);
  if (terms.length === 0) return [];
  const counted = await rows(
    scope,
    sql<{ term: string; count: number; exact: number }>`
      select term, (select count(*)::int from (select from cases.words w where w.word >= term and w.word < term || ${"\u{10FFFF}"} limit ${rare}) as bounded) as count,
        (select count(*)::int from (select from cases.words w where w.word = term limit ${rare}) as bounded) as exact
      from unnest(${terms}::text[] collate "C") as term`,
  );
  const [rarest, ...others] = counted.toSorted((a, b) => a.count - b.count);
  if (!rarest || rarest.count === 0) return [];
  const holds = (wanted: readonly { term: string }[]) =>
    sql.join(
      [
        sql`true`,
        ...wanted.map(
          ({ term }) => sql`exists (select from cases.words w where w.case_id = c.id and ${beginsWith(term)})`,
        ),
      ],
      sql` and `,
    );
  if (rarest.count < rare) {
    return rows(
      scope,
      sql<Case>`select ${caseColumns} from cases.cases c
        where id in (select w.case_id from cases.words w where ${beginsWith(rarest.term)}) and mode = 'live' and ${holds(others)}
        order by id desc limit ${limit}`,
    );
  }
  // A word that very many cases have is looked up as it stands: its cases lie in the index by age.
  const whole = counted.find(({ exact }) => exact >= rare);
  if (whole) {
    return rows(
      scope,
      sql<Case>`select ${caseColumns} from (select case_id from cases.words where word = ${whole.term} order by case_id desc limit ${furthest}) w
        join cases.cases c on c.id = w.case_id
        where mode = 'live' and ${holds(counted.filter((one) => one !== whole))} order by w.case_id desc limit ${limit}`,
    );
  }
  return rows(
    scope,
    sql<Case>`select ${caseColumns} from (select * from cases.cases where mode = 'live' order by id desc limit ${furthest}) c
      where ${holds(counted)} order by id desc limit ${limit}`,
  );
}
