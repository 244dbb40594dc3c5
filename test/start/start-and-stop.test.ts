import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { databaseUser } from "../../src/platform/db/embedded/binaries.ts";
import { startPostgres } from "../../src/platform/db/embedded/postgres.ts";
import { freePort } from "../free-port.ts";
import { allmende, family, folder, getPage, processes, program, survivors } from "./allmende.ts";
import { leftOut } from "./left-out.ts";

const linux = existsSync("/proc/self/stat");
if (!linux) leftOut("start and stop", "Processes are read from /proc, which this system lacks.");

describe.runIf(linux)("the demo", () => {
  const data = folder();

  test("shows progress, then addresses, sign-ins and how to stop; Ctrl-C ends all it started and nothing else", async () => {
    const port = await freePort();
    const bystander = spawn("sleep", ["300"], { stdio: "ignore" });
    const demo = allmende(["demo"], { DATA_DIR: data, PORT: String(port) });
    await demo.says("(started in");
    const lines = demo.out().split("\n");
    const at = (text: string): number => lines.findIndex((line) => line.includes(text));
    expect(at("Creating the database")).toBeGreaterThanOrEqual(0);
    expect(at("Laying out the database")).toBeGreaterThan(at("Creating the database"));
    expect(at("Stadt Musterstadt: ")).toBeGreaterThan(at("Loading the demo world"));
    expect(at(`http://musterstadt.localhost:${port}`)).toBeGreaterThan(at("Stadt Musterstadt: "));
    expect(at("Demo sign-ins")).toBeGreaterThan(at(`http://musterstadt.localhost:${port}`));
    expect(lines.filter((line) => line !== "").slice(-2)[0]).toBe("Stop with Ctrl-C.");
    expect((await getPage(port, "musterstadt.localhost")).status).toBe(200);
    // Whoever searches at once finds: the offers are there before the first page is.
    expect((await getPage(port, "musterstadt.localhost", "/suche?q=hund+anmelden")).text).toContain(
      'href="/leistungen/hund-anmelden/antrag"',
    );

    while (!family(demo.pid, data).some(({ command }) => command.includes("pdf/print-child.ts"))) await wait(100);
    const members = family(demo.pid, data);
    expect(members.filter(({ command }) => command.includes("postgres")).length).toBeGreaterThan(2);
    demo.send("SIGINT");
    expect(await demo.ended).toMatchObject({ code: 0, err: "" });
    expect(survivors(members)).toEqual([]);
    expect(processes().some(({ pid }) => pid === bystander.pid)).toBe(true);
    bystander.kill();
  });

  test("refuses a second start on the same data, and names folder and process; the first goes on", async () => {
    const port = await freePort();
    const first = allmende(["demo"], { DATA_DIR: data, PORT: String(port) });
    await first.says("Stop with Ctrl-C.");
    const second = await allmende(["demo"], { DATA_DIR: data, PORT: String(await freePort()) }).ended;
    expect(second.code).toBe(1);
    expect(second.err.trim()).toBe(
      `Another Allmende (process ${first.pid}) already uses ${data}. Stop it first, or choose another folder with DATA_DIR.`,
    );
    expect((await getPage(port, "musterstadt.localhost")).status).toBe(200);
    // npm passes on the Ctrl-C that the terminal sent already: the second one must not cut the stop off.
    const members = family(first.pid, data);
    first.send("SIGINT");
    await first.says("Stopping …");
    first.send("SIGINT");
    first.send("SIGTERM");
    expect((await first.ended).code).toBe(0);
    expect(survivors(members)).toEqual([]);
  });

  test("starts after a kill: the lock is taken over, the database left over is adopted", async () => {
    const settings = { DATA_DIR: data, PORT: String(await freePort()) };
    const killed = allmende(["demo"], settings);
    await killed.says("Stop with Ctrl-C.");
    const before = family(killed.pid, data);
    killed.send("SIGKILL");
    await killed.ended;
    expect(existsSync(join(data, "allmende.lock"))).toBe(true);

    const next = allmende(["demo"], settings);
    await next.says("Stop with Ctrl-C.");
    next.send("SIGTERM");
    expect((await next.ended).code).toBe(0);
    expect(survivors(before)).toEqual([]);
  });

  test.each([
    ["a process id that another program uses now", () => JSON.stringify({ pid: process.pid, began: "1" })],
    ["a lock that was written in half", () => '{"pid":'],
  ])("takes over %s", async (_what, lock) => {
    writeFileSync(join(data, "allmende.lock"), lock());
    const demo = allmende(["demo"], { DATA_DIR: data, PORT: String(await freePort()) });
    await demo.says("Stop with Ctrl-C.");
    expect(JSON.parse(readFileSync(join(data, "allmende.lock"), "utf8"))).toMatchObject({ pid: demo.pid });
    demo.send("SIGTERM");
    expect((await demo.ended).code).toBe(0);
    expect(existsSync(join(data, "allmende.lock"))).toBe(false);
  });
});

describe.runIf(linux)("npm start", () => {
  test("is stopped in order when npm is told to stop", async () => {
    const data = folder();
    const npm = program("npm", ["start"], { DATA_DIR: data, PORT: String(await freePort()) });
    await npm.says("Stop with Ctrl-C.");
    const members = family(npm.pid, data);
    expect(members.some(({ command }) => command.includes("bin/allmende.mjs"))).toBe(true);
    npm.send("SIGTERM");
    await npm.ended;
    expect(survivors(members)).toEqual([]);
  });
});

describe.runIf(linux)("a start that is cut off", () => {
  test("is stopped in order by Ctrl-C while the demo world loads; the next start loads it anew, whole", async () => {
    const data = folder();
    const settings = { DATA_DIR: data, PORT: String(await freePort()) };
    const first = allmende(["demo"], settings);
    await first.says("Stadt Musterstadt: ");
    const members = family(first.pid, data);
    first.send("SIGINT");
    const { code, out } = await first.ended;
    expect(code).toBe(0);
    expect(out).toContain("Stopping …");
    expect(out).not.toContain("Allmende is running.");
    expect(survivors(members)).toEqual([]);

    const second = allmende(["demo"], settings);
    await second.says("Stop with Ctrl-C.");
    expect(second.out()).toContain("The demo world was left half loaded: loading it anew …");
    expect(second.out()).toContain("Gemeinde Vorlagen am See: 3 cases");
    second.send("SIGINT");
    await second.ended;
  });

  test("leaves no database behind when a migration fails", async () => {
    const data = folder();
    const settings = { DATA_DIR: data, PORT: String(await freePort()) };
    const first = allmende(["migrate"], settings);
    expect(await first.ended).toMatchObject({ code: 0, err: "" });
    // A server of the same folder, spoilt by hand: the checksum of an applied file is no longer the file's.
    await spoil(data);
    const second = allmende(["demo"], settings);
    const { code, err } = await second.ended;
    expect(code).toBe(1);
    expect(err.trim()).toBe(
      "src/domains/tenancy/migrations/0001-tenancy.sql was changed after it had been applied. Restore it and write a new migration.",
    );
    expect(family(second.pid, data)).toEqual([]);
    expect(existsSync(join(data, "allmende.lock"))).toBe(false);
  });

  test("leaves data alone that it did not make", async () => {
    const data = folder();
    mkdirSync(join(data, "postgres"));
    writeFileSync(join(data, "postgres", "base.tar"), "a backup");
    if (databaseUser) chownSync(join(data, "postgres"), databaseUser.uid, databaseUser.gid);
    const { code, err } = await allmende(["migrate"], { DATA_DIR: data }).ended;
    expect(code).toBe(1);
    expect(err.trim()).toBe(
      `${data}/postgres holds no PostgreSQL data. Move that folder away, or choose another one with DATA_DIR.`,
    );
    expect(readFileSync(join(data, "postgres", "base.tar"), "utf8")).toBe("a backup");
  });
});

async function spoil(data: string): Promise<void> {
  const server = await startPostgres(data, () => {});
  const client = new pg.Client({ host: server.socket, port: 5432, user: "postgres", database: "allmende" });
  await client.connect();
  await client.query("update public.allmende_migrations set checksum = 'x' where room = 'tenancy'");
  await client.end();
  await server.stop();
}
