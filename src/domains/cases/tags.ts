import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import type { Caseworker } from "./case.ts";
import { actorOf, enterCase } from "./enter-case.ts";

/** Words an office sorts its cases by ("Schlagworte"); a case has ten at most. */
const mostTags = 10;
const longestTag = 40;
/** More words than this are no help to choose from. */
const mostUsed = 200;

export async function listTags(scope: TenantScope, caseId: string): Promise<string[]> {
  return (await listTagsOf(scope, [caseId])).get(caseId) ?? [];
}

export async function listTagsOf(scope: TenantScope, cases: readonly string[]): Promise<Map<string, string[]>> {
  const found = await rows(
    scope,
    sql<{ id: string; tags: string[] }>`select case_id as id, array_agg(tag order by tag) as tags from cases.tags
      where case_id = any(${cases}::uuid[]) group by case_id`,
  );
  return new Map(found.map(({ id, tags }) => [id, tags]));
}

/**
 * Tags in use on cases of these offices and of none, for the filter and as suggestions: each looked up behind the one
 * before, so that it matters how many words an office uses and not how many cases it has.
 */
export async function listUsedTags(scope: TenantScope, offices: readonly string[]): Promise<string[]> {
  const places = [...offices.map((office) => sql`t.department_id = ${office}`), sql`t.department_id is null`];
  const walks = places.map(
    (here) => sql`(with recursive used as (
        (select t.tag from cases.tags t where ${here} order by t.tag limit 1)
        union all
        select (select t.tag from cases.tags t where ${here} and t.tag > used.tag order by t.tag limit 1) from used where used.tag is not null
      ) select tag from used where tag is not null limit ${mostUsed})`,
  );
  const found = await rows(
    scope,
    sql<{ tag: string }>`select tag from (${sql.join(walks, sql` union `)}) as used order by tag limit ${mostUsed}`,
  );
  return found.map(({ tag }) => tag);
}

/** Tags a case; the same word twice is once. */
export async function tagCase(scope: TenantScope, caseworker: Caseworker, id: string, tag: string): Promise<void> {
  const word = tag.trim().replaceAll(/\s+/g, " ");
  if (!word || word.length > longestTag) throw new Refusal("cases.tag_length", { max: longestTag });
  const { departmentId } = await enterCase(scope, id, caseworker);
  const known = await listTags(scope, id);
  if (known.includes(word)) return;
  if (known.length >= mostTags) throw new Refusal("cases.tags_full", { max: mostTags });
  write(
    scope,
    sql`insert into cases.tags (tenant_id, case_id, tag, department_id) values (${scope.tenant}, ${id}, ${word}, ${departmentId}) on conflict do nothing`,
  );
  await audit(scope, { actor: actorOf(caseworker), act: "cases.tag", subject: id });
}

export async function untagCase(scope: TenantScope, caseworker: Caseworker, id: string, tag: string): Promise<void> {
  await enterCase(scope, id, caseworker);
  write(scope, sql`delete from cases.tags where case_id = ${id} and tag = ${tag}`);
  await audit(scope, { actor: actorOf(caseworker), act: "cases.untag", subject: id });
}
