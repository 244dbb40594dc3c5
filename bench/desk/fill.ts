/**
 * A desk with very many cases: the rows that one submission wrote, written again under new ids by the owner of the
 * database. Names, dogs, due days, states and caseworkers differ; everything else is what the use cases write.
 */
import type pg from "pg";
import { addStaff } from "../../src/domains/tenancy/index.ts";
import { newId } from "../../src/platform/ids.ts";
import { dogAnswers, submitOnce } from "../submission/index.ts";
import { copies, fillIn } from "../people.ts";
import type { World } from "../world.ts";

export interface Desk {
  /** Caseworkers, each with as many cases. */
  staff: string[];
  cases: number;
}

const caseworkers = 200;
const heads =
  "Stein,Berg,Wald,Feld,Bach,Brunn,Lind,Eich,Buch,Rosen,Holz,Sand,Wies,Moor,Hoch,Nieder,Alt,Neu,Gross,Klein,Schwarz,Weiss,Roth,Gold,Silber";
const tails =
  "mann,meier,bauer,hofer,müller,huber,wirth,hauer,berger,inger,ler,ner,ert,ling,scheid,horst,kamp,brink,loh,hagen,beck,stein,thal,dorf,heim,rath,hardt,wald,born,furth,brock,husen,stedt,leben,ow,ski,sen,ke,ich,old";
const firstNames = "Petra,Tom,Erika,Max,Lea,Karl,Ina,Deniz,Rosa,Ali,Jo,Mia,Ben,Nele,Otto,Zoe,Emil,Fee,Hugo,Ida";
const dogs =
  "Bella,Rocky,Leo,Luna,Max,Emma,Balu,Fips,Nala,Bruno,Kira,Sam,Frieda,Oskar,Lotte,Rex,Amy,Buddy,Charlie,Daisy";

export async function fillDesk(world: World, cases: number): Promise<Desk> {
  const { house, tenant, owner } = world;
  const citizen = await fillIn(house, tenant, "hund-anmelden", dogAnswers());
  const [one] = await copies(owner, citizen, 1);
  await submitOnce(world, one!);
  const { rows } = await owner.query<{ id: string; department: string }>(
    "select id, department_id as department from cases.cases where application_id = $1",
    [one!.applicationId],
  );
  const { id: model, department } = rows[0]!;
  const staff = await hire(world, department);
  await multiply(owner, { model, cases, staff });
  return { staff, cases };
}

/** Everybody works in the office in charge. */
async function hire({ house, tenant }: World, departmentId: string): Promise<string[]> {
  const staff = Array.from({ length: caseworkers }, () => newId());
  await house.database.withTenant(tenant.id, async (scope) => {
    for (const [number, id] of staff.entries())
      await addStaff(scope, {
        id,
        subject: `bench-${number}`,
        name: `Kim Muster ${number}`,
        departmentId,
        head: number === 0,
      });
  });
  return staff;
}

/** Ids by time, as the use cases draw them; md5 stands for what is random in them. */
const idAt = (
  i: string,
  salt: string,
): string => `(lpad(to_hex(1700000000000 + ${i} * 1000), 12, '0') || '7' || substr(md5(${i}::text || '${salt}'), 1, 3)
  || '8' || substr(md5(${i}::text || '${salt}'), 4, 15))::uuid`;
const pick = (list: string, by: string): string => `(string_to_array('${list}', ','))[1 + (${by})]`;

async function multiply(
  owner: pg.Client,
  { model, cases, staff }: { model: string; cases: number; staff: string[] },
): Promise<void> {
  // Triggers and foreign keys look at each row; what they would write is written below, whole.
  await owner.query("set session_replication_role = replica");
  await owner.query(
    `create temp table new_cases as
    select i, ${idAt("i", "case")} as id, ${idAt("i", "task")} as task,
      ${pick(firstNames, "i % 20")} || ' ' || case when (i * 13) % 100 = 0 then 'Müller' else ${pick(heads, "(i * 31) % 25")} || ${pick(tails, "(i / 25) % 40")} end as applicant, ${pick(dogs, "(i / 7) % 20")} as subject,
      case when i % 10 < 8 then ($1::uuid[])[1 + i % ${caseworkers}] end as assignee,
      case when i % 10 >= 8 then 'new' when i % 5 = 1 then 'waiting' else 'in-progress' end as status,
      case when i % 50 = 3 then 'answer' end as news,
      current_date - 1 + ((i::bigint * 7919) % 120)::int as due_on, '20.4-2026-' || lpad((10000 + i)::text, 7, '0') as reference,
      to_timestamp(1700000000 + i) as at
    from generate_series(1, $2::int) i`,
    [staff, cases],
  );
  await owner.query(`alter table new_cases add words text`);
  await owner.query(
    `update new_cases set words = ' ' || lower(translate(applicant || ' ' || subject, 'äöüÄÖÜß', 'aouaous')) || ' 20 4 2026 ' || split_part(reference, '-', 3) || ' hund anmelden'`,
  );
  const m = `from new_cases n cross join`;
  await owner.query(`insert into cases.cases (tenant_id, id, slug, release_id, application_id, source, mode, status, file_reference, department_id, assignee_id, title, subject, applicant, next_element, next_task_id, due_on, news, received_at, changed_at, words)
    select c.tenant_id, n.id, c.slug, c.release_id, null, c.source, c.mode, n.status, n.reference, c.department_id, n.assignee, c.title, n.subject, n.applicant, c.next_element, n.task, n.due_on, n.news, n.at, n.at, n.words
    ${m} cases.cases c where c.id = '${model}'`);
  await owner.query(`insert into cases.words (tenant_id, word, case_id, marks)
    select distinct t.tenant_id, w, n.id, m.marks from new_cases n cross join (select tenant_id from cases.cases where id = '${model}') t
    cross join lateral (select bit_or(cases.mark(w)) as marks from unnest(string_to_array(n.words, ' ')) w) m
    cross join lateral unnest(string_to_array(ltrim(n.words), ' ')) w order by 2, 3`);
  await owner.query(
    `insert into processes.instances (tenant_id, id, status, state) select p.tenant_id, n.id, p.status, p.state ${m} processes.instances p where p.id = '${model}'`,
  );
  await owner.query(`insert into processes.tasks (tenant_id, id, instance_id, token, element, inputs, due_on, due_rule, created_at)
    select t.tenant_id, n.task, n.id, t.token, t.element, t.inputs, n.due_on, t.due_rule, n.at ${m} processes.tasks t where t.instance_id = '${model}'`);
  await owner.query(
    `insert into processes.history (tenant_id, id, instance_id, at, by, entries) select h.tenant_id, ${idAt("n.i", "history")}, n.id, n.at, h.by, h.entries ${m} processes.history h where h.instance_id = '${model}'`,
  );
  await owner.query(`insert into cases.tallies (tenant_id, department_id, assignee_id, status, news, slug, cases)
    select tenant_id, department_id, assignee_id, status, news is not null, slug, count(*) from cases.cases where id in (select id from new_cases) group by 1, 2, 3, 4, 5, 6`);
  await owner.query("set session_replication_role = origin");
  await owner.query("vacuum analyze");
}
