import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  emptyOverlay,
  overlaySchema,
  type Overlay,
  type PackageProblem,
  type ServicePackage,
} from "@allmende/service-package";
import { checkPackage } from "../domains/making/index.ts";
import { adoptService, findCurrentRelease, type AdoptionStatus, type Release } from "../domains/services/index.ts";
import { readConfig } from "../platform/config.ts";
import type { Database } from "../platform/db/database.ts";
import { Refusal } from "../platform/errors.ts";
import { root } from "../platform/root.ts";
import { BadInput, telling } from "./bad-input.ts";
import { chooseTenant } from "./choose-tenant.ts";
import { withDatabase } from "./connect.ts";
import type { Command, Io } from "./command.ts";
import { kindOf, readPackageFolder } from "./read-files.ts";
import { readYaml } from "./read-yaml.ts";

const usage = {
  check: "allmende library check [FOLDER or SLUG…]",
  add: "allmende library add FOLDER --tenant SLUG [--status live|test] [--overlay FILE]",
};

/** Exit codes: 0 nothing wrong and nothing open, 1 something is, 2 the call was wrong. */
export const commands: Record<string, Command> = {
  "library check": {
    summary: "look packages over: files, texts, workflow, fees, letters, journeys, open tasks",
    usage: usage.check,
    run: (args, io) => checkFolders(args, io),
  },
  "library add": {
    summary: "take a package into the database and adopt it for a tenant",
    usage: usage.add,
    run: (args, io) => addFolder(args, io),
  },
};

async function checkFolders(args: string[], io: Io): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const library = join(root, "library");
  const names =
    positionals.length > 0
      ? positionals
      : readdirSync(library).filter((name) => kindOf(join(library, name)) === "folder");
  let code = 0;
  for (const name of names) code = Math.max(code, await checkFolder(name, io));
  return code;
}

/** A folder that cannot be read does not keep the others from being looked over. */
async function checkFolder(name: string, io: Io): Promise<number> {
  return telling(io, usage.check, async () => {
    const { problems, open, journeys } = await checkPackage(readPackageFolder(folderOf(name)));
    for (const problem of problems) io.out(written(name, problem, "wrong"));
    for (const task of open) io.out(written(name, task, "open"));
    const good = problems.length === 0 && open.length === 0;
    io.out(
      good ? `${name}: complete, ${journeys} journeys pass` : `${name}: ${problems.length} wrong, ${open.length} open`,
    );
    return good ? 0 : 1;
  });
}

/** A path, or the slug of a package in the library. */
export function folderOf(name: string): string {
  if (kindOf(name) !== "nothing") return name;
  const inLibrary = join(root, "library", name);
  if (/^[a-z][a-z0-9-]*$/.test(name) && kindOf(inLibrary) === "folder") return inLibrary;
  throw new BadInput(`There is no folder ${name}, and no package of that name in the library. Check the path.`);
}

const written = (name: string, { file, line, message }: PackageProblem, kind: string): string =>
  `${name}/${file}${line === undefined ? "" : `:${line}`}: ${kind}: ${message}`;

async function addFolder(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      tenant: { type: "string" },
      status: { type: "string", default: "live" },
      overlay: { type: "string" },
    },
  });
  const [name] = positionals;
  const { tenant, status } = values;
  if (name === undefined || positionals.length > 1 || tenant === undefined)
    throw new BadInput(`Name one folder and the tenant: ${usage.add}`);
  if (status !== "live" && status !== "test") throw new BadInput('--status is "live" (offered to everyone) or "test".');
  const files = readPackageFolder(folderOf(name));
  const overlay = values.overlay === undefined ? undefined : readYaml(values.overlay, overlaySchema);
  const given = { name, files, tenant, status, ...(overlay && { overlay }) } as const;
  return addLibraryFolder((work) => withDatabase(readConfig(process.env), work), given, io);
}

/**
 * Takes a package in and adopts it ("Übernahme") for one tenant; a package with anything open is not taken, and no database
 * is asked for it. Without an overlay the changes the tenant made before stay.
 */
export async function addLibraryFolder(
  inDatabase: (work: (database: Database) => Promise<number>) => Promise<number>,
  {
    name,
    files,
    tenant,
    status,
    overlay,
  }: { name: string; files: ReadonlyMap<string, string>; tenant: string; status: AdoptionStatus; overlay?: Overlay },
  io: Io,
): Promise<number> {
  const { pkg, problems, open } = await checkPackage(files);
  if (!pkg || problems.length > 0 || open.length > 0) {
    io.err(
      `${name} is not ready: ${problems.length} wrong, ${open.length} open. See them with: allmende library check ${name}`,
    );
    return 1;
  }
  return inDatabase((database) => adoptFor(database, { pkg, tenant, status, overlay }, io));
}

async function adoptFor(
  database: Database,
  {
    pkg,
    tenant,
    status,
    overlay,
  }: { pkg: ServicePackage; tenant: string; status: AdoptionStatus; overlay: Overlay | undefined },
  io: Io,
): Promise<number> {
  const found = await chooseTenant(database, tenant);
  const release = await database
    .withTenant(found.id, async (scope) => {
      const now = await findCurrentRelease(scope, pkg.service.slug);
      return adoptService(scope, "system", pkg, overlay ?? now?.overlay ?? emptyOverlay, status);
    })
    .catch(refusalOf);
  if (release instanceof Refusal) {
    io.err(sentenceFor(release));
    return 1;
  }
  io.out(
    `${found.shortName} now offers ${release.slug} ${pkg.service.version} as release ${release.number} (${release.status}).`,
  );
  return 0;
}

function refusalOf(error: unknown): Release | Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

function sentenceFor({ code, details }: Refusal): string {
  if (code === "services.version_taken")
    return `Version ${details.version} is published already with other content. Raise the version in service.yaml and write it into CHANGELOG.md.`;
  if (code === "services.overlay_misfits")
    return `The changes name what this version of the package does not have: ${details.ids}. Take it out of the file, or give it the new id.`;
  return `This was refused (${code}): ${JSON.stringify(details)}`;
}
