/** One tenant leaves and arrives elsewhere: every row and file the same, all others untouched (fault R13). */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeAway, takeIn, writeOut } from "../../src/cli/tenant-data.ts";
import { listening } from "../../src/cli/cli.testing.ts";
import { addAlliance } from "../../src/domains/tenancy/index.ts";
import { sealAudit } from "../../src/platform/audit/chain.ts";
import { newId } from "../../src/platform/ids.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { start, type PaymentProvider } from "../../stand-ins/payment/index.ts";
import { allianceOf } from "../../demo/world.ts";
import { openEmptyHouse, type EmptyHouse } from "../empty-house.ts";
import { fillTenant, providerAt } from "../full-tenant.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { hashesOf } from "../rows.ts";
import { signedIn, someAccount, webPort } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let owner: pg.Client;
let provider: PaymentProvider;
const folder = mkdtempSync(join(tmpdir(), "allmende-exit-"));
const out = join(folder, "musterstadt");

beforeAll(async () => {
  provider = await start();
  t = await openTestHouse({
    services: ["hund-anmelden", "geburtsurkunde"],
    neighbours: { payments: providerAt(provider.url) },
  });
  web = await openWeb(t.house, webPort);
  owner = new pg.Client(t.owner);
  await owner.connect();
  for (const tenant of [t.musterstadt, t.beispielheim]) {
    const accountId = someAccount();
    const { sessionId } = await signedIn(t.house, web, tenant, { kind: "citizen", accountId });
    await fillTenant(t.house, tenant, { sessionId, accountId }, tenant.shortName);
    await t.house.database.withTenant(tenant.id, sealAudit);
  }
  const { io } = listening();
  expect(await writeOut(t.house.database, t.house.files, "musterstadt", out, io)).toBe(0);
});
afterAll(async () => {
  web.close();
  await owner.end();
  await t.close();
  await provider.close();
  rmSync(folder, { recursive: true });
});

const bytesOf = async (house: { files: TestHouse["house"]["files"] }, tenant: string): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  const { files } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as { files: { id: string }[] };
  for (const { id } of files) {
    const chunks: Buffer[] = [];
    for await (const chunk of (await house.files.read(tenant, id)).stream) chunks.push(chunk as Buffer);
    found.set(id, Buffer.concat(chunks).toString("base64"));
  }
  return found;
};

test("an export tells of every table and of the files its rows name", () => {
  const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as {
    tables: { table: string; rows: number }[];
    files: unknown[];
    jobs: { count: number };
  };
  const filled = manifest.tables.filter(({ rows }) => rows > 0).map(({ table }) => table);
  for (const table of ["applications.attachments", "letters.letters", "audit.seals", "payments.treasury_tasks"])
    expect(filled).toContain(table);
  for (const table of ["services.packages", "tenancy.tenants"]) expect(filled).toContain(table);
  expect(manifest.files.length).toBeGreaterThan(0);
  expect(manifest.jobs.count).toBeGreaterThan(0);
  expect(readFileSync(join(out, "rows/cases.cases.jsonl"), "utf8")).not.toContain(t.beispielheim.id);
});

test("in an empty database each row and each file is the same, and its jobs wait again", async () => {
  const there = await openEmptyHouse();
  try {
    const { io } = listening();
    expect(await takeIn(there.database, there.files, out, io)).toBe(0);
    const before = await hashesOf(owner, t.musterstadt.id);
    const after = await hashesOf(there.owner, t.musterstadt.id);
    expect(before.size).toBeGreaterThan(80);
    expect(after).toEqual(before);
    expect(await bytesOf(there, t.musterstadt.id)).toEqual(await bytesOf(t.house, t.musterstadt.id));
    const jobs = async (client: pg.Client): Promise<unknown[]> =>
      (
        await client.query(
          "select name, data, retry_limit from pgboss.job where data->>'tenant' = $1 and state in ('created', 'retry') order by name, data::text",
          [t.musterstadt.id],
        )
      ).rows;
    expect(await jobs(there.owner)).toEqual(await jobs(owner));
    expect((await hashesOf(there.owner, t.beispielheim.id)).size).toBe(0);
    await expect(takeIn(there.database, there.files, out, io)).rejects.toThrow("in this database already");
  } finally {
    await there.close();
  }
});

test("beside an alliance that is there the tenant arrives, and nothing of the alliance changes", async () => {
  const there = await openEmptyHouse();
  try {
    await there.database.withAlliance((scope) => addAlliance(scope, allianceOf(newId())));
    const alliance = (await there.owner.query("select * from tenancy.alliances")).rows;
    expect(await takeIn(there.database, there.files, out, listening().io)).toBe(0);
    expect((await there.owner.query("select * from tenancy.alliances")).rows).toEqual(alliance);
    expect((await there.owner.query("select slug from tenancy.tenants")).rows).toEqual([{ slug: "musterstadt" }]);
  } finally {
    await there.close();
  }
});

test("an export that was changed, cut or is no export is refused before anything is written", async () => {
  const there: EmptyHouse = await openEmptyHouse();
  const path = join(out, "rows/cases.notes.jsonl");
  const kept = readFileSync(path);
  try {
    const { io } = listening();
    appendFileSync(path, "{}\n");
    await expect(takeIn(there.database, there.files, out, io)).rejects.toThrow("is not as it was exported");
    rmSync(path);
    await expect(takeIn(there.database, there.files, out, io)).rejects.toThrow("is missing");
    writeFileSync(path, kept);
    await expect(takeIn(there.database, there.files, folder, io)).rejects.toThrow("holds no manifest.json");
    expect((await there.owner.query("select 1 from cases.cases")).rowCount).toBe(0);
  } finally {
    writeFileSync(path, kept);
    await there.close();
  }
});

test("a removal needs the full name; then nothing of the tenant is left, and the others are as before", async () => {
  const there = await openEmptyHouse(t.owner);
  const { io } = listening();
  const neighbour = await hashesOf(owner, t.beispielheim.id);
  const mine = await hashesOf(owner, t.musterstadt.id);
  await expect(takeAway(there.database, t.house.files, "musterstadt", "Musterstadt", io)).rejects.toThrow(
    'is not "Stadt Musterstadt"',
  );
  await expect(takeAway(there.database, t.house.files, "musterstadt", undefined, io)).rejects.toThrow(
    "Nothing was removed",
  );
  expect(await hashesOf(owner, t.musterstadt.id)).toEqual(mine);

  const asked = { ...io, ask: async () => "Stadt Musterstadt" };
  expect(await takeAway(there.database, t.house.files, "musterstadt", undefined, asked)).toBe(0);
  expect((await hashesOf(owner, t.musterstadt.id)).size).toBe(0);
  expect(await hashesOf(owner, t.beispielheim.id)).toEqual(neighbour);
  for await (const ids of t.house.files.list(t.musterstadt.id)) expect(ids).toEqual([]);
  const { rowCount } = await owner.query("select 1 from pgboss.job where data->>'tenant' = $1", [t.musterstadt.id]);
  expect(rowCount).toBe(0);

  // Who left may come back: the folder is whole.
  expect(await takeIn(there.database, t.house.files, out, io)).toBe(0);
  expect(await hashesOf(owner, t.musterstadt.id)).toEqual(mine);
  await there.close();
});
