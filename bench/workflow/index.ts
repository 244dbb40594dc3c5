/** G5: workflows with their storage, against pgbench writing the same rows; bytes and memory of a million open cases; a resume. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseBpmn } from "@allmende/bpmn";
import { completeTask, listTasks, startProcess, type Conductor } from "../../src/domains/processes/index.ts";
import { newId } from "../../src/platform/ids.ts";
import type { Desk } from "../desk/fill.ts";
import { figure, ratio, table, told, toldShare, type Chapter } from "../report.ts";
import { start, type World } from "../world.ts";
import { look } from "../load/index.ts";
import { xml } from "./process.ts";

const clients = 8;
const each = 4000;
const resumed = 400;
const workflowTables = ["instances", "tasks", "history", "waits", "messages", "failing_steps", "incidents"];

export async function workflows(world: World, desk: Desk, rounds: number): Promise<Chapter> {
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.reasons));
  const conductor: Conductor = {
    model: parsed.model,
    perform: async () => undefined,
    dueOn: () => null,
    ringsAt: () => new Date(),
  };
  const ofDogs = (await sizes(world)) / desk.cases;
  const memory = await webMemory(world);

  const script = await pgbenchScript(world, conductor);
  const before = await sizes(world);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const [rate, limit] = [await starts(world, conductor), pgbench(world, script)];
    if (round < 0) continue;
    ours.push(rate);
    if (limit !== undefined) theirs.push(limit);
  }
  // Both wrote the same rows, and nothing but them.
  const written = each * (rounds + 1) * (theirs.length > 0 ? 2 : 1);
  const bytes = ((await sizes(world)) - before) / written;
  const share = theirs.length === ours.length ? ratio(ours, theirs) : undefined;
  const resume = await resumes(world, conductor, rounds);
  return {
    title: "G5 Workflow",
    verdicts: [
      {
        goal: "≥ 50 % of pgbench writing the same rows",
        measured: share ? toldShare(share) : "left out: no pgbench here",
        holds: share !== undefined && share.median >= 0.5,
      },
      {
        goal: "≤ 1 kB of workflow tables and indexes per open case",
        measured: `${Math.round(bytes)} bytes`,
        holds: bytes <= 1024,
      },
      { goal: "web process ≤ 200 MB with 1M open cases", measured: `${memory.toFixed(0)} MB`, holds: memory <= 200 },
      { goal: "resume ≤ 2 ms", measured: told(resume, " ms"), holds: resume.median <= 2 },
    ],
    lines: [
      `The process that engines are compared by, started to its first task: instance, task and history in one durable commit,`,
      `${clients} at a time, ${each.toLocaleString("en-GB")} a round, ${rounds} rounds; pgbench writes the same rows by the same role with as many clients.`,
      `A resume reads a waiting process, completes its task, finds the next one and commits: the median of ${resumed} a round, one at a time.`,
      "",
      ...table(
        ["what", "measured"],
        [
          ["starts/s, Allmende", told(figure(ours))],
          ...(share ? [["starts/s, pgbench", told(figure(theirs))]] : []),
          ["resume to the next wait, ms", told(resume)],
          ["bytes per open case of this process, indexes too", String(Math.round(bytes))],
          [
            `for comparison: each of ${desk.cases.toLocaleString("en-GB")} of Hund anmelden at its first task`,
            String(Math.round(ofDogs)),
          ],
        ],
      ),
    ],
  };
}

async function sizes({ owner }: World): Promise<number> {
  const { rows } = await owner.query<{ bytes: number }>(
    `select sum(pg_total_relation_size('processes.' || t))::float8 as bytes from unnest($1::text[]) t`,
    [workflowTables],
  );
  return rows[0]!.bytes;
}

async function webMemory(world: World): Promise<number> {
  const { child, port } = await start(world, { socket: String(world.app.host) });
  try {
    for (let i = 0; i < 200; i++) await look(port, i % 2 ? "/" : "/leistungen/hund-anmelden", { host: world.host });
    return child.memory;
  } finally {
    await child.end();
  }
}

/** Starts a second, by the use case. */
async function starts({ house, tenant }: World, conductor: Conductor): Promise<number> {
  let left = each;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left-- > 0)
        await house.database.withTenant(tenant.id, (scope) => startProcess(scope, newId(), conductor, { fee: false }));
    }),
  );
  return (each * 1000) / (performance.now() - began);
}

/** Milliseconds from the click to the commit, the median of each round. */
async function resumes({ house, tenant }: World, conductor: Conductor, rounds: number) {
  const medians: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const waiting: { id: string; task: string }[] = [];
    for (let i = 0; i < resumed; i++) {
      const id = newId();
      await house.database.withTenant(tenant.id, (scope) => startProcess(scope, id, conductor, { fee: true }));
      const [task] = await house.database.withTenant(tenant.id, (scope) => listTasks(scope, id));
      waiting.push({ id, task: task!.id });
    }
    const times: number[] = [];
    for (const { id, task } of waiting) {
      const began = performance.now();
      await house.database.withTenant(tenant.id, (scope) =>
        completeTask(scope, id, task, conductor, "staff:bench", {}),
      );
      times.push(performance.now() - began);
    }
    medians.push(figure(times).median);
  }
  return figure(medians);
}

/** The rows of one start as a script: the same values, ids of its own each time. */
async function pgbenchScript({ house, tenant, owner, folder }: World, conductor: Conductor): Promise<string> {
  const id = newId();
  await house.database.withTenant(tenant.id, (scope) => startProcess(scope, id, conductor, { fee: false }));
  const statements: string[] = [`begin`, `set local app.tenant = '${tenant.id}'`];
  for (const [name, key] of [
    ["instances", "id"],
    ["tasks", "instance_id"],
    ["history", "instance_id"],
  ] as const) {
    const { rows } = await owner.query<{ name: string; value: string }>(
      `select key as name, value from json_each_text((select to_json(t) from processes.${name} t where t.${key} = $1)) where value is not null`,
      [id],
    );
    // A colon would begin a variable of pgbench.
    const literal = (text: string): string =>
      `U&'${text
        .replaceAll("\\", "\\\\")
        .replaceAll("'", "''")
        .replaceAll(":", String.raw`\003A`)}'`;
    const valueOf = (column: string, value: string): string =>
      value === id
        ? "md5(:n::text || :client_id::text || :r::text)::uuid"
        : column === "id"
          ? "gen_random_uuid()"
          : literal(value);
    statements.push(
      `insert into processes.${name} (${rows.map((column) => column.name).join(", ")}) values (${rows.map((column) => valueOf(column.name, column.value)).join(", ")})`,
    );
  }
  const file = join(folder, "start.pgbench");
  writeFileSync(
    file,
    [
      `\\set n random(1, 2000000000)`,
      `\\set r random(1, 2000000000)`,
      ...statements.map((one) => `${one};`),
      "commit;",
    ].join("\n"),
  );
  return file;
}

/** Transactions a second, or undefined where pgbench is not installed. */
function pgbench({ app }: World, script: string): number | undefined {
  const args = [
    "-n",
    "-M",
    "prepared",
    "-c",
    String(clients),
    "-j",
    "1",
    "-t",
    String(each / clients),
    "-f",
    script,
    "-h",
    String(app.host),
    "-U",
    String(app.user),
    String(app.database),
  ];
  const { stdout, stderr, error, status } = spawnSync("pgbench", args, { encoding: "utf8" });
  if (error) return undefined;
  const rate = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (status !== 0 || rate === undefined) throw new Error(`pgbench: ${stderr}`);
  return Number(rate);
}
