import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import type pg from "pg";

/** Where and when the figures were made; without a database when none was measured. */
export async function machine(owner?: pg.Client): Promise<string[]> {
  const answer = await owner?.query<{ version: string }>("select split_part(version(), ' ', 2) as version");
  const database = answer
    ? `, PostgreSQL ${answer.rows[0]?.version}, durable commits (fsync and synchronous_commit on)`
    : "";
  return [
    `- ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC, load before the run ${loadavg()[0]!.toFixed(1)}`,
    `- ${availableParallelism()} cores, ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}`,
    `- Node ${process.versions.node}${database}`,
  ];
}
