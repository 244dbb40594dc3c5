import { parseArgs } from "node:util";
import type { ElementMap } from "@allmende/bpmn";
import { migrateCases, type CaseMigration } from "../domains/cases/index.ts";
import { findReleaseByNumber } from "../domains/services/index.ts";
import { readConfig } from "../platform/config.ts";
import type { Database } from "../platform/db/database.ts";
import { BadInput } from "./bad-input.ts";
import { chooseTenant } from "./choose-tenant.ts";
import { withDatabase } from "./connect.ts";
import type { Command, Io } from "./command.ts";
import { readText } from "./read-files.ts";

const usage = "allmende process migrate SLUG --tenant SLUG --to RELEASE [--map FILE] [--dry-run]";

/** Exit codes: 0 all go on in the new release (or would), 1 some stay as they are, 2 the call was wrong. */
export const commands: Record<string, Command> = {
  "process migrate": {
    summary: "move the running cases of a service to another release's workflow",
    usage,
    run: (args, io) => migrate(args, io),
  },
};

async function migrate(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      tenant: { type: "string" },
      to: { type: "string" },
      map: { type: "string" },
      "dry-run": { type: "boolean", default: false },
    },
  });
  const [slug] = positionals;
  const { tenant, to, map } = values;
  if (slug === undefined || positionals.length > 1 || tenant === undefined || to === undefined)
    throw new BadInput(`Name one service, the tenant and the release: ${usage}`);
  if (!/^\d{1,6}$/.test(to)) throw new BadInput("--to is the number of a release, for instance --to 2.");
  const elements = map === undefined ? {} : readMap(map);
  return withDatabase(readConfig(process.env), (database) =>
    migrateService(database, { slug, tenant, to: Number(to), map: elements, dryRun: values["dry-run"] }, io),
  );
}

/** A JSON object: element or flow of the old workflow → of the new one. */
export function readMap(path: string): ElementMap {
  const text = readText(path);
  let map: unknown;
  try {
    map = JSON.parse(text);
  } catch {
    throw new BadInput(`${path} is not JSON. Write it as {"old_id": "new_id"}.`);
  }
  const isMap =
    typeof map === "object" &&
    map !== null &&
    !Array.isArray(map) &&
    Object.values(map).every((id) => typeof id === "string");
  if (!isMap) throw new BadInput(`${path} is no map of ids. Write it as {"old_id": "new_id"}.`);
  return map as ElementMap;
}

/** Moves the cases and tells of each that stays, and why. */
export async function migrateService(
  database: Database,
  { slug, tenant, to, map, dryRun }: { slug: string; tenant: string; to: number; map: ElementMap; dryRun: boolean },
  io: Io,
): Promise<number> {
  const found = await chooseTenant(database, tenant);
  const release = await database.withTenant(found.id, (scope) => findReleaseByNumber(scope, slug, to));
  if (!release) throw new BadInput(`${found.shortName} has no release ${to} of ${slug}.`);
  const done = await migrateCases(database, found.id, { slug, to: release.id, map, dryRun });
  for (const line of toldOf(done)) io.out(line);
  const verb = dryRun ? "would go on" : "go on";
  io.out(`${done.moved} cases ${verb} in release ${to} of ${slug}, ${done.stay.length} stay as they are.`);
  return done.stay.length === 0 ? 0 : 1;
}

const toldOf = ({ stay }: CaseMigration): string[] =>
  stay.map(
    ({ id, fileReference, misfits }) =>
      `${fileReference ?? id}: ${misfits.map(({ element, why }) => `${element}: ${why}`).join("; ")}`,
  );
