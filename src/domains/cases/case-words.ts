import type { TenantScope } from "../../platform/db/database.ts";
import { sql, write } from "../../platform/db/query.ts";
import { wordsOf } from "../../platform/words.ts";
import type { Case } from "./case.ts";

const mostWords = 40;

/** The words a case is found by: its applicant, subject, file reference and title, folded, each behind a blank. */
export const searchWords = ({ applicant, subject, fileReference, title }: Case): string =>
  wordsOf([applicant, subject, fileReference ?? "", title].join(" "))
    .slice(0, mostWords)
    .map((word) => ` ${word}`)
    .join("");

/** Writes the index by which the search finds a case. */
export function indexWords(scope: TenantScope, caseId: string, words: string): void {
  write(
    scope,
    sql`insert into cases.words (tenant_id, word, case_id, marks)
        select ${scope.tenant}, word, ${caseId}, bit_or(cases.mark(word)) over () from unnest(${words.split(" ").slice(1)}::text[]) as word`,
  );
}
