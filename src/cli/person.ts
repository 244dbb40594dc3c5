import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { holdings } from "../main.ts";
import type { Tenant } from "../domains/tenancy/index.ts";
import { readConfig } from "../platform/config.ts";
import type { Database } from "../platform/db/database.ts";
import type { FileStore } from "../platform/files/file-store.ts";
import type { PersonKeys } from "../platform/holdings.ts";
import { erasePerson, eraseRows, splitHeld, type Held } from "../platform/holdings/erase-person.ts";
import { findPerson, nobody, type Clues } from "../platform/holdings/person.ts";
import { filesNamed, readPersonalData } from "../platform/holdings/read-person.ts";
import { isId } from "../platform/ids.ts";
import { BadInput } from "./bad-input.ts";
import { chooseTenants } from "./choose-tenant.ts";
import { withDatabase } from "./connect.ts";
import type { Command, Io } from "./command.ts";
import { refuseFilled } from "./tenant-data.ts";

const who = "(--account ID | --mail ADDRESS | --reference NUMBER)";
const usage = {
  export: `allmende person export ${who} [--tenant SLUG] --out FOLDER`,
  erase: `allmende person erase ${who} [--tenant SLUG] [--yes]`,
};

const options = {
  account: { type: "string" },
  mail: { type: "string" },
  reference: { type: "string" },
  tenant: { type: "string" },
} as const;

/** Whether the person is who they say is for the office to check. Exit codes: 0 done, 1 nothing found, 2 the call was wrong. */
export const commands: Record<string, Command> = {
  "person export": {
    summary: "write everything known of a person into a folder (Art. 15 and 20 GDPR)",
    usage: usage.export,
    async run(args, io) {
      const { values } = parseArgs({ args, options: { ...options, out: { type: "string" } } });
      const { out } = values;
      if (out === undefined) throw new BadInput(`Say where to write: ${usage.export}`);
      refuseFilled(out);
      const clues = cluesOf(values, usage.export);
      return withDatabase(readConfig(process.env), async (database, files) =>
        tellPerson(database, files, await chooseTenants(database, values.tenant), clues, out, io),
      );
    },
  },
  "person erase": {
    summary: "erase a person where no law holds the data (Art. 17 GDPR); shows first what would go",
    usage: usage.erase,
    async run(args, io) {
      const { values } = parseArgs({ args, options: { ...options, yes: { type: "boolean", default: false } } });
      const clues = cluesOf(values, usage.erase);
      const everywhere = values.tenant === undefined;
      return withDatabase(readConfig(process.env), async (database, files) =>
        forgetPerson(
          database,
          files,
          await chooseTenants(database, values.tenant),
          clues,
          { yes: values.yes, everywhere },
          io,
        ),
      );
    },
  },
};

function cluesOf(values: { account?: string; mail?: string; reference?: string }, how: string): Clues {
  const given = (["account", "mail", "reference"] as const).filter((clue) => values[clue] !== undefined);
  if (given.length !== 1) throw new BadInput(`Name the person in one way: ${how}`);
  const [clue] = given;
  const value = values[clue!]!.trim();
  if (value === "" || (clue === "account" && !isId(value)))
    throw new BadInput(clue === "account" ? "--account is the id of an account (a UUID)." : `--${clue} is empty.`);
  return { [clue!]: [value] };
}

const isNobody = (keys: PersonKeys): boolean => Object.values(keys).every((ids) => ids.length === 0);

/** Accounts are the alliance's: whoever is known by a mail address or account is looked up there first. */
async function cluesWithAccount(database: Database, clues: Clues): Promise<Clues> {
  const { account } = await database.withAlliance((scope) => findPerson(scope, holdings, clues));
  return { ...clues, account };
}

export async function tellPerson(
  database: Database,
  files: FileStore,
  tenants: readonly Tenant[],
  given: Clues,
  folder: string,
  io: Io,
): Promise<number> {
  const clues = await cluesWithAccount(database, given);
  const told: Record<string, Record<string, unknown>> = {};
  const alliance = await database.withAlliance(async (scope) =>
    readPersonalData(scope, holdings, await findPerson(scope, holdings, clues)),
  );
  if (alliance.size > 0) told.alliance = Object.fromEntries(alliance);
  const named: [tenant: string, file: string][] = [];
  for (const { id, slug } of tenants) {
    const data = await database.withTenant(id, async (scope) =>
      readPersonalData(scope, holdings, await findPerson(scope, holdings, clues)),
    );
    if (data.size > 0) told[slug] = Object.fromEntries(data);
    named.push(...filesNamed(holdings, data).map((file): [string, string] => [id, file]));
  }
  if (Object.keys(told).length === 0) {
    io.err("Nothing is known of this person. Check the spelling, or try the reference of a letter.");
    return 1;
  }
  mkdirSync(join(folder, "files"), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "data.json"), `${JSON.stringify(told, undefined, 2)}\n`, { mode: 0o600 });
  for (const [tenant, file] of named)
    await pipeline(
      (await files.read(tenant, file)).stream,
      createWriteStream(join(folder, "files", file), { mode: 0o600 }),
    );
  io.out(`Everything known is in ${folder}: data.json, and ${named.length} files in files/.`);
  return 0;
}

export async function forgetPerson(
  database: Database,
  files: FileStore,
  tenants: readonly Tenant[],
  given: Clues,
  { yes, everywhere }: { yes: boolean; everywhere: boolean },
  io: Io,
): Promise<number> {
  const clues = await cluesWithAccount(database, given);
  const known = new Map<Tenant, PersonKeys>();
  for (const tenant of tenants) {
    const keys = await database.withTenant(tenant.id, (scope) => findPerson(scope, holdings, clues));
    // An account or address that was named is no proof of a matter here, but its sessions and mails go all the same.
    known.set(tenant, keys);
  }
  const matters = [...known.values()].some(({ application, case: cases }) => application.length + cases.length > 0);
  if (!matters && (clues.account ?? []).length === 0) {
    io.err("Nothing is known of this person. Check the spelling, or try the reference of a letter.");
    return 1;
  }
  let held = 0;
  for (const [tenant, keys] of known) {
    if (isNobody(keys)) continue;
    const split = await database.withTenant(tenant.id, (scope) => splitHeld(scope, holdings, keys));
    held += split.held.length;
    for (const one of split.held) io.out(`${tenant.shortName}: stays by law: ${sentenceFor(one)}`);
    const { application, case: cases } = split.free;
    if (application.length + cases.length === 0 && split.held.length === 0 && !yes) continue;
    if (!yes) {
      io.out(`${tenant.shortName}: would go: ${application.length} applications, ${cases.length} cases.`);
      continue;
    }
    const erased = await erasePerson(database, files, holdings, tenant.id, "system", keys);
    const rows = [...erased.rows.values()].reduce((sum, many) => sum + many, 0);
    if (rows > 0) io.out(`${tenant.shortName}: erased ${rows} rows and ${erased.files.length} files.`);
  }
  if (!yes) {
    io.out("Nothing was erased yet. Say --yes to erase.");
    return 0;
  }
  const account = clues.account ?? [];
  if (account.length > 0 && held === 0 && everywhere) {
    await database.withAlliance((scope) => eraseRows(scope, holdings, { ...nobody, account }));
    io.out("The account is erased.");
  } else if (account.length > 0)
    io.out(
      everywhere
        ? "The account stays as long as a matter of it is held."
        : "The account stays: only one tenant was named.",
    );
  return 0;
}

function sentenceFor({ key, id, until, reason }: Held): string {
  const end = until === null ? "still open" : until === "infinity" ? "until the archive has chosen" : `until ${until}`;
  return `${key} ${id}, ${reason}, ${end}`;
}
