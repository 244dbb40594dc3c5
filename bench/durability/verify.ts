import type pg from "pg";
import type { Acknowledged } from "./acts.ts";

/** Looks at the rows as the owner and lists everything that was lost, doubled or torn. */
export async function verify(owner: pg.Client, acknowledged: Acknowledged, settled: boolean): Promise<string[]> {
  const wrong: string[] = [];
  const all = async <T extends object>(text: string): Promise<T[]> => (await owner.query<T>(text)).rows;

  const submitted = new Map(
    (
      await all<{ id: string; count: number }>(
        `select application_id as id, count(*)::int as count from applications.submissions where kind = 'first' group by 1`,
      )
    ).map(({ id, count }) => [id, count]),
  );
  for (const [id] of acknowledged.submitted) if (!submitted.has(id)) wrong.push(`lost submission ${id}`);
  for (const [id, count] of submitted) if (count > 1) wrong.push(`double submission ${id}`);

  const torn: [string, string][] = [
    ["case twice", "select application_id::text as what from cases.cases group by 1 having count(*) > 1"],
    [
      "received without case",
      "select a.id::text as what from applications.applications a where a.status in ('received', 'in-process', 'closed') and not exists (select from cases.cases c where c.application_id = a.id)",
    ],
    [
      "case without receipt",
      "select c.id::text as what from cases.cases c join applications.applications a on a.id = c.application_id where a.status in ('draft', 'awaiting-payment', 'lapsed')",
    ],
    [
      "case without dossier",
      "select c.id::text as what from cases.cases c where not exists (select from records.dossiers d where d.case_id = c.id)",
    ],
    [
      "case without process",
      "select c.id::text as what from cases.cases c where not exists (select from processes.instances i where i.id = c.id)",
    ],
    [
      "closed without closure",
      "select c.id::text as what from cases.cases c where c.status = 'closed' and not exists (select from cases.closures x where x.case_id = c.id)",
    ],
    ["closure twice", "select case_id::text as what from cases.closures group by 1 having count(*) > 1"],
    [
      "closed case with running process",
      "select c.id::text as what from cases.cases c join processes.instances i on i.id = c.id where c.status = 'closed' and i.status = 'running'",
    ],
    [
      "letter twice",
      "select case_id::text as what from letters.letters group by case_id, name, language having count(*) > 1",
    ],
    [
      "paid without case",
      "select p.application_id::text as what from payments.payments p where p.state = 'paid' and not exists (select from cases.cases c where c.application_id = p.application_id)",
    ],
    [
      "paid twice",
      "select application_id::text as what from payments.payments where state = 'paid' group by 1 having count(*) > 1",
    ],
    [
      "file reference twice",
      "select file_reference as what from cases.cases where file_reference is not null group by tenant_id, file_reference having count(*) > 1",
    ],
  ];
  for (const [name, text] of torn)
    for (const { what } of await all<{ what: string }>(text)) wrong.push(`${name}: ${what}`);

  const closed = new Set(
    (await all<{ id: string }>("select id::text as id from cases.cases where status = 'closed'")).map(({ id }) => id),
  );
  for (const id of acknowledged.closed) if (!closed.has(id)) wrong.push(`lost closure ${id}`);
  const paid = new Set(
    (await all<{ id: string }>("select application_id::text as id from payments.payments where state = 'paid'")).map(
      ({ id }) => id,
    ),
  );
  // A payment is proven by asking the provider, now or some seconds later: it must be there once that has happened.
  for (const id of settled ? acknowledged.paid : []) if (!paid.has(id)) wrong.push(`lost payment ${id}`);
  return wrong;
}
