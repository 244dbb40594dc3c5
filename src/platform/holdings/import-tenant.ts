/**
 * A tenant's way in: a folder that `exportTenant` wrote becomes the same rows, files and jobs in another database.
 * Files first, then the tenant's own rows in one transaction, the alliance's entry last: until then nobody sees it,
 * and an import that broke off is begun again.
 */
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { AllianceScope, Database, TenantScope } from "../db/database.ts";
import { findRow, rows, sql } from "../db/query.ts";
import type { FileStore } from "../files/file-store.ts";
import type { Holding } from "../holdings.ts";
import { isId } from "../ids.ts";
import { defineJob } from "../jobs.ts";
import { forgetTenantJobs, type WaitingJob } from "../jobs-of-tenant.ts";
import { sha256Of, type Manifest } from "./export-tenant.ts";
import { removeRows } from "./remove-tenant.ts";
import { ownRows, shapeOf, writeRows, type Row } from "./tenant-rows.ts";

/** Why a folder cannot be taken in: a sentence that says what to do. */
export class ImportRefusal extends Error {}

const batch = 500;
const largestFile = 100_000_000;

/** Reads the manifest and compares every file with what it says; nothing is written. */
export async function checkExport(folder: string): Promise<Manifest> {
  const path = join(folder, "manifest.json");
  if (!existsSync(path))
    throw new ImportRefusal(`${folder} holds no manifest.json: it is no export, or one that broke off. Export again.`);
  let manifest: Manifest;
  try {
    manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  } catch {
    throw new ImportRefusal(`${path} is not JSON. Copy the export again.`);
  }
  if (manifest.format !== 1 || !isId(manifest.tenant?.id ?? "") || !Array.isArray(manifest.tables))
    throw new ImportRefusal(`${path} is of a format this version does not read. Use the version that wrote it.`);
  const expected = [
    ...manifest.tables.map(({ table, sha256 }) => ({ path: join("rows", `${table}.jsonl`), sha256 })),
    { path: "jobs.jsonl", sha256: manifest.jobs.sha256 },
    ...manifest.files.map(({ id, sha256 }) => ({ path: join("files", id), sha256 })),
  ];
  for (const part of expected) {
    const found = await sha256Of(join(folder, part.path)).catch(() => undefined);
    if (found === undefined) throw new ImportRefusal(`${part.path} is missing in ${folder}. Copy the export again.`);
    if (found !== part.sha256)
      throw new ImportRefusal(`${part.path} is not as it was exported (SHA-256 differs). Copy the export again.`);
  }
  return manifest;
}

export async function importTenant(
  database: Database,
  store: FileStore,
  holdings: readonly Holding[],
  folder: string,
): Promise<Manifest> {
  const manifest = await checkExport(folder);
  const { id, slug } = manifest.tenant;
  await database.withAlliance(async (scope) => {
    await checkShapes(scope, holdings, manifest);
    for (const holding of holdings) {
      const own = holding.of === "alliance" ? ownRows(holding, id) : undefined;
      if (own && (await findRow(scope, sql`select 1 from ${sql.table(holding.table)} where ${own} limit 1`)))
        throw new ImportRefusal(`The tenant ${slug} is in this database already. Remove it first, or use another one.`);
    }
  });
  for (const file of manifest.files) {
    const bytes = createReadStream(join(folder, "files", file.id));
    await store.put(id, bytes, largestFile, file.id);
  }
  const told = new Map(manifest.tables.map((one) => [one.table, one]));
  const fill = async (
    scope: TenantScope | AllianceScope,
    { table, moves }: Holding,
    columns: readonly string[],
  ): Promise<void> => {
    const keepKnown = typeof moves === "object" && "with" in moves;
    for await (const some of lines(join(folder, "rows", `${table}.jsonl`)))
      await writeRows(scope, table, columns, some, { keepKnown });
  };
  await database.withTenant(id, async (scope) => {
    // What a broken import left, and what triggers write beside the rows: each table is filled from empty.
    await removeRows(scope, holdings);
    await forgetTenantJobs(scope);
    for (const holding of holdings.filter(({ of, table }) => of === "tenant" && told.has(table))) {
      await removeRows(scope, [holding]);
      await fill(scope, holding, told.get(holding.table)!.columns);
    }
    for await (const some of lines(join(folder, "jobs.jsonl")))
      for (const line of some) {
        const { name, data, retries, at } = JSON.parse(line) as WaitingJob;
        scope.enqueue(defineJob(name, retries), data, { at: new Date(at) });
      }
  });
  await database.withAlliance(async (scope) => {
    for (const holding of holdings) {
      const { table, of, moves } = holding;
      if (of !== "alliance" || moves === undefined || !told.has(table)) continue;
      if (moves === "when-empty" && (await findRow(scope, sql`select 1 from ${sql.table(table)} limit 1`))) continue;
      await fill(scope, holding, told.get(table)!.columns);
    }
  });
  return manifest;
}

/** Both sides must know the same tables and columns, or rows would be lost silently. */
async function checkShapes(scope: AllianceScope, holdings: readonly Holding[], { tables }: Manifest): Promise<void> {
  const known = new Set(holdings.map(({ table }) => table));
  for (const { table, columns } of tables) {
    const here = known.has(table) ? (await shapeOf(scope, table)).columns : [];
    if (here.toSorted().join() !== columns.toSorted().join())
      throw new ImportRefusal(
        `${table} was exported by another version: its columns differ. Import with the version that exported.`,
      );
  }
  const unknown = await rows<{ missing: string }>(
    scope,
    sql`select name as missing from unnest(${[...known]}::text[]) n(name) where not name = any(${tables.map(({ table }) => table)}::text[])
        and name = any(${holdings.filter(({ of }) => of === "tenant").map(({ table }) => table)}::text[])`,
  );
  if (unknown[0])
    throw new ImportRefusal(
      `The export does not tell of ${unknown[0].missing}: it is of another version. Import with the version that exported.`,
    );
}

async function* lines(path: string): AsyncGenerator<Row[]> {
  let some: Row[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (line === "") continue;
    some.push(line);
    if (some.length === batch) {
      yield some;
      some = [];
    }
  }
  if (some.length > 0) yield some;
}
