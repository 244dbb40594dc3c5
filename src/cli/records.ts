import { parseArgs } from "node:util";
import { importFilingPlan, readFilingPlan } from "../domains/records/index.ts";
import type { Tenant } from "../domains/tenancy/index.ts";
import { readConfig } from "../platform/config.ts";
import type { Database } from "../platform/db/database.ts";
import { BadInput } from "./bad-input.ts";
import { chooseTenant } from "./choose-tenant.ts";
import { withDatabase } from "./connect.ts";
import type { Command, Io } from "./command.ts";
import { readText } from "./read-files.ts";

const usage = "allmende plan import FILE --tenant SLUG [--dry-run]";

/** Exit codes: 0 imported, 2 the call or the file is wrong: every line is named. */
export const commands: Record<string, Command> = {
  "plan import": {
    summary: "make a CSV file the filing plan (Aktenplan) of a tenant",
    usage,
    async run(args, io) {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { tenant: { type: "string" }, "dry-run": { type: "boolean", default: false } },
      });
      const [file] = positionals;
      const { tenant } = values;
      if (file === undefined || positionals.length > 1 || tenant === undefined)
        throw new BadInput(`Name one file and the tenant: ${usage}`);
      const text = readText(file);
      return withDatabase(readConfig(process.env), async (database) =>
        takePlan(database, await chooseTenant(database, tenant), { file, text, dryRun: values["dry-run"] }, io),
      );
    },
  },
};

class DryRun extends Error {}

export async function takePlan(
  database: Database,
  { id, shortName }: Tenant,
  { file, text, dryRun }: { file: string; text: string; dryRun: boolean },
  io: Io,
): Promise<number> {
  const { entries, problems } = readFilingPlan(text);
  if (problems.length > 0)
    throw new BadInput(
      `${file} is not imported, please correct:\n${problems.map((one) => `  ${file}:${one.line}: ${one.text}`).join("\n")}`,
    );
  const tell = (list: readonly string[], what: string): void => {
    if (list.length > 0) io.out(`  ${what}: ${list.join(", ")}`);
  };
  await database
    .withTenant(id, async (scope) => {
      const change = await importFilingPlan(scope, "system", entries);
      io.out(`${shortName}: ${entries.length} entries${dryRun ? " would be" : " are"} the filing plan.`);
      tell(change.added, "new");
      tell(change.changed, "changed");
      tell(change.removed, "removed");
      tell(change.closed, "closed for new dossiers, since some lie there");
      if (dryRun) throw new DryRun();
    })
    .catch((error: unknown) => {
      if (!(error instanceof DryRun)) throw error;
    });
  return 0;
}
