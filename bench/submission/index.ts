/** G3: a whole submission through the front door, against the least code that writes the same rows. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPackage } from "@allmende/service-package";
import type pg from "pg";
import type { Answers } from "@allmende/forms";
import { submitApplication } from "../../src/domains/applications/index.ts";
import { findSession } from "../../src/domains/identity/index.ts";
import { newId } from "../../src/platform/ids.ts";
import { readFolder } from "../../src/platform/read-folder.ts";
import { root } from "../../src/platform/root.ts";
import { start as startMail } from "../../stand-ins/mail/index.ts";
import { freePort } from "../../test/free-port.ts";
import { startPart, type Child } from "../child.ts";
import { requestText, send, type Driven } from "../load/index.ts";
import { cookieOf, copies, fillIn, type Citizen } from "../people.ts";
import { figure, ratio, table, told, toldShare, type Chapter } from "../report.ts";
import { start, type World } from "../world.ts";
import type { Model } from "./limit.ts";
import { inventory, writtenBy } from "./rows.ts";

const slug = "hund-anmelden";
const clients = 16;
const each = 1000;

interface Contender {
  name: string;
  port: number;
  child: Child;
  runs: Driven[];
  /** Rows and bytes a submission added, over all rounds. */
  rows: Map<string, number>;
  bytes: number;
}

export async function submission(world: World, driver: Child, rounds: number): Promise<Chapter> {
  const { owner } = world;
  const citizen = await fillIn(world.house, world.tenant, slug, dogAnswers());
  const [model] = await copies(owner, citizen, 1);
  const limitModel = await submitOnce(world, model!);
  const file = join(world.folder, "submission-limit.json");
  writeFileSync(file, JSON.stringify(limitModel));
  const port = await freePort();
  const limit = await startPart("submission-limit", { MODEL: file, PORT: String(port) });
  // Receipts leave by mail while people submit, as in life.
  const mail = await startMail();
  const product = await start(world, { socket: String(world.app.host), mail: `127.0.0.1:${mail.smtpPort}` });
  const contenders: Contender[] = [
    { name: "Allmende", port: product.port, child: product.child, runs: [], rows: new Map(), bytes: 0 },
    {
      name: "limit: node:http, one read, one statement, commit",
      port,
      child: limit,
      runs: [],
      rows: new Map(),
      bytes: 0,
    },
  ];
  try {
    for (let round = -1; round < rounds; round++) {
      for (const contender of contenders) {
        // Both run warm, as a server does that runs for days.
        const citizens = await copies(owner, citizen, round < 0 ? each * 3 : each);
        if (contender === contenders[1]) await layOutNumbers(owner, citizens.length);
        const before = await inventory(owner);
        const driven = await send(driver, {
          port: contender.port,
          connections: clients,
          requests: citizens.map((one) => submissionRequest(world.host, one)),
        });
        await verify(world, contender, citizens, driven);
        if (round < 0) continue;
        contender.runs.push(driven);
        const after = await inventory(owner);
        for (const [name, { rows, bytes }] of after) {
          if (background.has(name)) continue;
          const added = rows - before.get(name)!.rows;
          if (added > 0) contender.rows.set(name, (contender.rows.get(name) ?? 0) + added / (each * rounds));
          contender.bytes += (bytes - before.get(name)!.bytes) / (each * rounds);
        }
      }
    }
  } finally {
    for (const { child } of contenders) await child.end();
    await mail.close();
  }
  const [ours, theirs] = contenders;
  sameRows(ours!, theirs!);
  const rates = (of: Contender): number[] => of.runs.map(({ answers, seconds }) => answers / seconds);
  const share = ratio(rates(ours!), rates(theirs!));
  const p99 = figure(ours!.runs.map((run) => run.p99));
  const total = each * rounds;
  return {
    title: "G3 Submission",
    verdicts: [
      { goal: "≥ 50 % of the limit", measured: toldShare(share), holds: share.median >= 0.5 },
      { goal: `p99 ≤ 50 ms at ${clients} clients`, measured: told(p99, " ms"), holds: p99.median <= 50 },
      {
        goal: "0 lost, 0 double",
        measured: `${total.toLocaleString("en-GB")} acknowledged, ${total.toLocaleString("en-GB")} submissions, cases and file references`,
        holds: true,
      },
    ],
    lines: [
      `Submissions of a filled-in draft (${slug}, with receipt by mail) over ${clients} connections, ${rounds} alternating rounds of`,
      `${each.toLocaleString("en-GB")}, each by a citizen of its own; drafts are prepared before the clock, rows are counted after it.`,
      "",
      ...table(
        ["what", "submissions/s", "p50 ms", "p99 ms", "bytes of rows each"],
        contenders.map((one) => [
          one.name,
          told(figure(rates(one))),
          told(figure(one.runs.map(({ p50 }) => p50))),
          told(figure(one.runs.map((run) => run.p99))),
          String(Math.round(one.bytes)),
        ]),
      ),
      `Rows each: ${[...ours!.rows].map(([name, count]) => `${name} ${count}`).join(", ")}.`,
    ],
  };
}

/** Free numbers for the limit, which lays out none itself. */
async function layOutNumbers(owner: pg.Client, count: number): Promise<void> {
  await owner.query(
    `with counter as (update records.counters set last = last + $1 returning *)
     insert into records.free_numbers (tenant_id, filing_plan, year, number)
     select tenant_id, filing_plan, year, generate_series(last - $1 + 1, last) from counter`,
    [count],
  );
}

/**
 * Not written by each submission: seals of audit lines come later, tallies by a trigger in either case, numbers for file
 * references are laid out by the hundred, documents are read by a job.
 */
const background = new Set([
  "audit.seals",
  "cases.tallies",
  "records.counters",
  "records.free_numbers",
  "records.document_texts",
  "records.words",
]);

export function dogAnswers(): Answers {
  const reading = readPackage(readFolder(join(root, "library", slug)));
  const journey =
    reading.ok && reading.pkg.journeys.find(({ problems, answers }) => !problems && !answers.uebernahmevertrag);
  if (!journey) throw new Error(`library/${slug} has no journey without files`);
  return { ...(journey.answers as Answers), email: "petra@beispiel.example" };
}

/** One submission by the use case itself, for its rows. */
export async function submitOnce(world: World, one: Citizen): Promise<Model> {
  const { house, tenant, owner, app } = world;
  const key = newId();
  const { sessionId, reference } = await house.database.withTenant(tenant.id, async (scope) => {
    const session = (await findSession(scope, one.secret))!;
    const answer = await submitApplication(scope, { sessionId: session.id, accountId: null }, one.applicationId, {
      key,
      consent: { text: "Ich stimme zu." },
      returnUrl: "https://localhost/",
      tenantName: tenant.name,
    });
    return { sessionId: session.id, reference: answer.reference };
  });
  return {
    rows: (await writtenBy(owner, one.applicationId)).filter((row) => !background.has(row.table)),
    tenant: tenant.id,
    app,
    applicationId: one.applicationId,
    sessionId,
    key,
    fileReference: reference,
  };
}

function submissionRequest(host: string, one: Citizen): string {
  const form = new URLSearchParams({ _token: one.token, _einmal: newId(), zustimmung: "true" });
  return requestText(
    "POST",
    `/antraege/${one.applicationId}/einreichung`,
    { host, cookie: cookieOf(one), origin: `https://${host}`, "sec-fetch-site": "same-origin" },
    form.toString(),
  );
}

/** Every acknowledged submission is there once, with its case and a file reference of its own. */
async function verify({ owner }: World, { name }: Contender, citizens: Citizen[], driven: Driven): Promise<void> {
  if (driven.statuses["303"] !== citizens.length) throw new Error(`${name}: ${JSON.stringify(driven.statuses)}`);
  const { rows } = await owner.query<Record<string, number>>(
    `select (select count(*) from applications.submissions where application_id = any($1))::int as submissions,
            (select count(distinct application_id) from applications.submissions where application_id = any($1))::int as submitted,
            (select count(*) from cases.cases where application_id = any($1))::int as cases,
            (select count(distinct file_reference) from cases.cases where application_id = any($1))::int as "references",
            (select count(*) from applications.applications where id = any($1) and status = 'received')::int as received`,
    [citizens.map(({ applicationId }) => applicationId)],
  );
  for (const [what, count] of Object.entries(rows[0]!))
    if (count !== citizens.length) throw new Error(`${name}: ${count} ${what} of ${citizens.length}`);
}

/** A limit that wrote other rows would measure something else. */
function sameRows(ours: Contender, theirs: Contender): void {
  // To the hundredth: the product's own upkeep may write a row meanwhile.
  const told = ({ rows }: Contender): string =>
    [...rows].map(([name, count]) => `${name} ${count.toFixed(2)}`).join(", ");
  if (told(ours) !== told(theirs)) throw new Error(`the limit wrote other rows:\n${told(ours)}\n${told(theirs)}`);
  if (Math.abs(ours.bytes / theirs.bytes - 1) > 0.1)
    throw new Error(`the limit wrote other sizes: ${ours.bytes} and ${theirs.bytes} bytes`);
}
