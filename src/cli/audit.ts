import { parseArgs } from "node:util";
import type { Tenant } from "../domains/tenancy/index.ts";
import { verifyAudit, type ChainHead } from "../platform/audit/chain.ts";
import { readConfig } from "../platform/config.ts";
import type { Database } from "../platform/db/database.ts";
import { BadInput } from "./bad-input.ts";
import { chooseTenants } from "./choose-tenant.ts";
import { withDatabase } from "./connect.ts";
import type { Command, Io } from "./command.ts";

const usage = "allmende audit verify [--tenant SLUG [--head POSITION:HASH]]";

/** Exit codes: 0 every chain is whole, 1 one is broken, 2 the call was wrong. */
export const commands: Record<string, Command> = {
  "audit verify": {
    summary: "recompute the hash chain of each tenant's audit trail; names the first line that does not fit",
    usage,
    async run(args, io) {
      const { values } = parseArgs({ args, options: { tenant: { type: "string" }, head: { type: "string" } } });
      const head = values.head === undefined ? undefined : readHead(values.head);
      if (head && values.tenant === undefined) throw new BadInput(`--head belongs to one tenant: ${usage}`);
      return withDatabase(readConfig(process.env), async (database) =>
        verifyTrails(database, await chooseTenants(database, values.tenant), head, io),
      );
    },
  },
};

function readHead(text: string): ChainHead {
  const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (position === undefined || hash === undefined)
    throw new BadInput("--head is what an earlier verify printed: POSITION:HASH, for instance 214:9f2c… (64 digits).");
  return { position: Number(position), hash };
}

export async function verifyTrails(
  database: Database,
  tenants: readonly Tenant[],
  noted: ChainHead | undefined,
  io: Io,
): Promise<number> {
  let broken = 0;
  for (const { id, shortName } of tenants) {
    const report = await database.withTenant(id, (scope) => verifyAudit(scope, noted));
    if (report.broken) {
      broken += 1;
      const { position, line, why } = report.broken;
      io.err(`${shortName}: broken at line ${position}${line === null ? "" : ` (${line})`}: ${why}.`);
      continue;
    }
    const open = report.unsealed > 0 ? `, ${report.unsealed} lines wait for their seal` : "";
    io.out(
      `${shortName}: whole, ${report.head.position} lines${open}. Head: ${report.head.position}:${report.head.hash}`,
    );
  }
  if (broken === 0)
    io.out("Note the heads outside this installation: a later verify --head proves nothing was cut off.");
  return broken === 0 ? 0 : 1;
}
