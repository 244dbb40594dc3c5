/**
 * The folder of the embedded PostgreSQL's data ("cluster"). It is made aside and moved into place when whole, so a
 * start that was killed leaves no half of it; what somebody else put there is never touched.
 */
import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { StartRefusal } from "../../errors.ts";
import { databaseUser } from "./binaries.ts";

/** The cluster of a data directory, made if there is none yet. */
export function ensureCluster(binaries: string, dataDirectory: string, tell: (line: string) => void): string {
  const cluster = join(dataDirectory, "postgres");
  if (!existsSync(cluster)) initialise(binaries, cluster, tell);
  const owner = statSync(cluster).uid;
  const expected = databaseUser?.uid ?? process.getuid?.() ?? owner;
  if (owner !== expected)
    throw new StartRefusal(
      `The database in ${cluster} belongs to another user (uid ${owner}). Start Allmende as the user who made it, or choose another folder with DATA_DIR.`,
    );
  if (!existsSync(join(cluster, "PG_VERSION")))
    throw new StartRefusal(
      `${cluster} holds no PostgreSQL data. Move that folder away, or choose another one with DATA_DIR.`,
    );
  return cluster;
}

function initialise(binaries: string, cluster: string, tell: (line: string) => void): void {
  tell("Creating the database (once) …");
  const fresh = `${cluster}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  if (databaseUser) chownSync(fresh, databaseUser.uid, databaseUser.gid);
  const options = [
    "-D",
    fresh,
    "-U",
    "postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=icu",
    "--icu-locale=de-DE",
    "--locale=C",
    "--data-checksums",
  ];
  try {
    execFileSync(join(binaries, "bin", "initdb"), options, {
      ...databaseUser,
      cwd: fresh,
      stdio: "pipe",
      env: serverEnvironment(),
    });
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    const reason = String((error as { stderr?: Buffer }).stderr ?? error)
      .trim()
      .split("\n")
      .at(-1);
    const advice = reason?.includes("could not look up effective user ID")
      ? " Start Allmende as a user with a name on this machine, or set DATABASE_URL."
      : "";
    throw new StartRefusal(`PostgreSQL could not create its data in ${cluster}: ${reason}.${advice}`);
  }
  renameSync(fresh, cluster);
}

/** The C library must not guess: the server's messages stay English and its locale is ICU's. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}
