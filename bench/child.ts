/** Processes of a measurement: each server and the driver run in one of their own and end with it. */
import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../src/platform/root.ts";

export class Child {
  static readonly #all: Child[] = [];
  readonly #process: ChildProcess;

  constructor(process: ChildProcess) {
    this.#process = process;
    Child.#all.push(this);
  }

  /** Whatever happened: nothing that was started is left running. */
  static async endAll(): Promise<void> {
    await Promise.all(Child.#all.map((child) => child.end()));
  }

  /** Sends a message and waits for the next one. */
  ask<T>(message: object): Promise<T> {
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error("a process of the measurement ended"));
      this.#process.once("exit", gone);
      this.#process.once("message", (answer) => {
        this.#process.off("exit", gone);
        resolve(answer as T);
      });
      this.#process.send(message);
    });
  }

  /** Resident memory in MB, as the kernel counts it. */
  get memory(): number {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  }

  get ended(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.ended) return;
    const gone = new Promise<void>((resolve) => this.#process.once("exit", () => resolve()));
    this.#process.kill(signal);
    await gone;
  }
}

/** The command finds its Node as everywhere else: by the path, which names ours first. */
const path = `${dirname(process.execPath)}:${process.env.PATH}`;

/** A part of the bench as a process, in a Node set up as the product's own (the command's first line): ready when it says so. */
export async function startPart(part: string, env: Record<string, string> = {}): Promise<Child> {
  const started = spawn(join(root, "bin/allmende.mjs"), ["bench", "--part", part], {
    env: { ...process.env, PATH: path, NODE_ENV: "production", ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await new Promise<void>((resolve, reject) => {
    started.once("message", () => resolve());
    started.once("exit", (code) => reject(new Error(`the part ${part} did not start (${code})`)));
  });
  return new Child(started);
}

/**
 * The product itself, as a municipality starts it; ready when the caller finds that it answers. To see where the time
 * goes: PROFILE=FOLDER npm run bench -- --only g2
 */
export function startProduct(env: Record<string, string>): Child {
  return new Child(
    spawn(join(root, "bin/allmende.mjs"), ["start"], {
      env: { PATH: path, NODE_ENV: "production", ...profiling(), ...env },
      stdio: ["ignore", "ignore", "inherit"],
    }),
  );
}

const profiling = (): Record<string, string> =>
  process.env.PROFILE ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${process.env.PROFILE}` } : {};

/** A script of somebody else, in the folder the caller names. */
export function startPeer(folder: string, args: readonly string[]): Child {
  return new Child(
    spawn(process.execPath, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, NODE_ENV: "production" },
      stdio: ["ignore", "ignore", "inherit"],
    }),
  );
}
