/** The real command line as a process of its own, in folders of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach } from "vitest";
import { root } from "../../src/platform/root.ts";

export interface Ended {
  code: number | null;
  signal: string | null;
  out: string;
  err: string;
}

export interface Started {
  pid: number;
  /** What was printed so far. */
  out(): string;
  /** Waits for a line; fails with all that was said when the process ends first. */
  says(text: string): Promise<void>;
  send(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

export interface Person {
  uid: number;
  gid: number;
  home: string;
}

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

export const allmende = (args: string[], settings: Record<string, string> = {}, as?: Person): Started =>
  program(process.execPath, [join(root, "bin/allmende.mjs"), ...args], settings, as);

/** Starts a program with nothing of this machine's environment but the path. */
export function program(name: string, args: string[], settings: Record<string, string>, as?: Person): Started {
  const child = spawn(name, args, {
    cwd: as?.home ?? root,
    env: { PATH: process.env.PATH, HOME: as?.home ?? "/nonexistent", ...settings },
    ...(as && { uid: as.uid, gid: as.gid }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  let over = false;
  const ended = new Promise<Ended>((resolve) =>
    child.on("close", (code, signal) => {
      over = true;
      running.delete(child);
      resolve({ code, signal, out, err });
    }),
  );
  return {
    pid: child.pid ?? 0,
    out: () => out,
    async says(text) {
      while (!out.includes(text)) {
        if (over) throw new Error(`it ended before it said "${text}":\n${out}\n${err}`);
        await wait(20);
      }
    },
    send: (signal) => void child.kill(signal),
    ended,
  };
}

/** A folder that any user can enter; gone afterwards. */
export function folder(owner?: Person): string {
  const path = mkdtempSync(join(process.getuid?.() === 0 ? "/var/tmp" : tmpdir(), "allmende-start-"));
  chmodSync(path, owner ? 0o777 : 0o755);
  afterAll(() => {
    // A test that failed may leave the database of its folder running.
    for (const { pid, command } of processes()) if (command.includes(`${path}/postgres`)) process.kill(pid, "SIGKILL");
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}

export async function occupiedPort(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { server, port: (server.address() as AddressInfo).port };
}

export interface Process {
  pid: number;
  parent: number;
  command: string;
}

export function processes(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return state === "Z" ? [] : [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        return [];
      }
    });
}

/** Everything a start brought into being: its children and theirs, and the database of its folder with its children. */
export function family(pid: number, dataDirectory: string): Process[] {
  const all = processes();
  const members = new Map(
    all
      .filter((one) => one.pid === pid || one.command.includes(`${dataDirectory}/postgres`))
      .map((one) => [one.pid, one]),
  );
  for (let before = -1; before !== members.size;) {
    before = members.size;
    for (const one of all) if (members.has(one.parent)) members.set(one.pid, one);
  }
  return [...members.values()];
}

/** The members that still live. */
export function survivors(members: readonly Process[]): Process[] {
  const now = new Map(processes().map((one) => [one.pid, one.command]));
  return members.filter(({ pid, command }) => now.get(pid) === command);
}

/** The first page of a portal; Node does not resolve names below localhost. */
export async function getPage(
  port: number,
  host: string,
  path = "/",
): Promise<{ status: number; text: string; location: string }> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers: { host: `${host}:${port}` } }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, text, location: answer.headers.location ?? "" }),
      );
    })
      .on("error", reject)
      .end();
  });
}
