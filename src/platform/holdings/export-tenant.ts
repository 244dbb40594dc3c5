/**
 * A tenant's way out (fault R13): a folder that needs nobody's help to be read.
 *   manifest.json      what is in it: tables with columns, number of rows and SHA-256; files; jobs
 *   rows/<table>.jsonl one row a line, JSON as PostgreSQL writes it
 *   jobs.jsonl         what waits to be done: mails, deadlines, reminders
 *   files/<id>         the bytes of every file a row names
 * All rows are of one moment, whatever goes on meanwhile.
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import type { AllianceScope, Database, TenantScope } from "../db/database.ts";
import { sql } from "../db/query.ts";
import type { FileStore } from "../files/file-store.ts";
import type { Holding } from "../holdings.ts";
import { listWaitingJobs } from "../jobs-of-tenant.ts";
import { ownRows, readRows, shapeOf } from "./tenant-rows.ts";

export interface Manifest {
  format: 1;
  tenant: { id: string; slug: string; name: string };
  /** ISO 8601. */
  exportedAt: string;
  tables: { table: string; columns: string[]; rows: number; sha256: string }[];
  jobs: { count: number; sha256: string };
  files: { id: string; sha256: string }[];
  /** Files that rows name and the store does not have. */
  lost: string[];
}

export async function exportTenant(
  database: Database,
  store: FileStore,
  holdings: readonly Holding[],
  tenant: Manifest["tenant"],
  folder: string,
): Promise<Manifest> {
  for (const part of ["rows", "files"]) await mkdir(join(folder, part), { recursive: true, mode: 0o700 });
  const tables: Manifest["tables"] = [];
  const write = async (
    scope: TenantScope | AllianceScope,
    holding: Holding,
    which: ReturnType<typeof ownRows>,
    look?: (row: Record<string, unknown>) => void,
  ): Promise<void> => {
    const sheet = await openSheet(join(folder, "rows", `${holding.table}.jsonl`));
    for await (const some of readRows(scope, holding, which))
      for (const row of some) {
        look?.(JSON.parse(row));
        await sheet.line(row);
      }
    const { columns } = await shapeOf(scope, holding.table);
    tables.push({ table: holding.table, columns, ...(await sheet.close()) });
  };

  const named = new Set<string>();
  const referred = new Map<string, Set<string>>();
  const jobs = await database.withTenant(
    tenant.id,
    async (scope) => {
      for (const holding of holdings.filter(({ of }) => of === "tenant")) {
        const followers = holdings.flatMap(({ moves }) =>
          typeof moves === "object" && "with" in moves && moves.with === holding.table ? [moves] : [],
        );
        const look = (row: Record<string, unknown>): void => {
          for (const column of holding.files ?? []) if (typeof row[column] === "string") named.add(row[column]);
          for (const { with: table, column } of followers)
            referred.set(table, (referred.get(table) ?? new Set()).add(String(row[column])));
        };
        const matters = holding.files !== undefined || followers.length > 0;
        await write(scope, holding, ownRows(holding, tenant.id), matters ? look : undefined);
      }
      const sheet = await openSheet(join(folder, "jobs.jsonl"));
      for (const job of await listWaitingJobs(scope)) await sheet.line(JSON.stringify(job));
      return sheet.close();
    },
    { snapshot: true },
  );
  await database.withAlliance(async (scope) => {
    for (const holding of holdings.filter(({ of }) => of === "alliance")) {
      const { moves } = holding;
      if (moves === undefined) continue;
      if (moves === "when-empty") await write(scope, holding, undefined);
      else if ("tenant" in moves) await write(scope, holding, ownRows(holding, tenant.id));
      else {
        const values = [...(referred.get(moves.with) ?? [])].map((value) => sql.lit(value));
        if (values.length > 0) await write(scope, holding, sql`${sql.ref(moves.as)} in (${sql.join(values)})`);
      }
    }
  });

  const files: Manifest["files"] = [];
  const lost: string[] = [];
  for (const id of [...named].toSorted()) {
    const target = join(folder, "files", id);
    try {
      const { stream } = await store.read(tenant.id, id);
      await pipeline(stream, createWriteStream(target, { mode: 0o600 }));
      files.push({ id, sha256: await sha256Of(target) });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "NotFound") throw error;
      lost.push(id);
    }
  }
  const manifest: Manifest = {
    format: 1,
    tenant,
    exportedAt: new Date().toISOString(),
    tables,
    jobs: { count: jobs.rows, sha256: jobs.sha256 },
    files,
    lost,
  };
  // Written last: a folder without it is an export that broke off.
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
  return manifest;
}

/** A file of lines, hashed while it is written. */
async function openSheet(path: string): Promise<{
  line(json: string): Promise<void>;
  close(): Promise<{ rows: number; sha256: string }>;
}> {
  const stream: WriteStream = createWriteStream(path, { mode: 0o600 });
  const hash = createHash("sha256");
  let count = 0;
  return {
    async line(json) {
      const text = `${json}\n`;
      hash.update(text);
      count += 1;
      if (!stream.write(text)) await once(stream, "drain");
    },
    async close() {
      stream.end();
      await once(stream, "finish");
      return { rows: count, sha256: hash.digest("hex") };
    },
  };
}

/** SHA-256 of a file, hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}
