import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { root } from "../root.ts";

/** What a process of ours is asked, and what it answers: `made` as base64, or why not. */
export type Order = { source: string } | { read: string };
export type Answer = { made: string } | { error: string };

interface Waiting {
  order: Order;
  resolve: (made: Buffer) => void;
  reject: (error: Error) => void;
}

/**
 * A child process that does one order after the other; it starts when needed and stops when idle. An order that takes too
 * long, or ends the process, fails alone: the next goes to a new process.
 */
export class Worker {
  readonly #script: string;
  readonly #longest: number;
  readonly #queue: Waiting[] = [];
  #child: ChildProcess | undefined;
  #current: Waiting | undefined;
  #limit: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** `script`: from the root of the code; `longest`: milliseconds that one order may take. */
  constructor(script: string, longest = 30_000) {
    this.#script = script;
    this.#longest = longest;
  }

  ask(order: Order): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ order, resolve, reject });
      this.#next();
    });
  }

  close(): void {
    clearTimeout(this.#idle);
    this.#child?.kill();
    this.#child = undefined;
  }

  #next(): void {
    if (this.#current) return;
    clearTimeout(this.#idle);
    this.#current = this.#queue.shift();
    if (!this.#current) {
      if (this.#child) this.#idle = setTimeout(() => this.close(), 30_000).unref();
      return;
    }
    const child = this.#running();
    this.#limit = setTimeout(() => {
      this.#give(child);
      child.kill("SIGKILL");
      this.#settle((waiting) => waiting.reject(new Error(`the PDF took longer than ${this.#longest / 1000} seconds`)));
    }, this.#longest);
    child.send(this.#current.order);
  }

  #settle(tell: (waiting: Waiting) => void): void {
    clearTimeout(this.#limit);
    const waiting = this.#current;
    this.#current = undefined;
    if (waiting) tell(waiting);
    this.#next();
  }

  /** This process is no longer ours: what it still says is not heard. */
  #give(child: ChildProcess): void {
    if (this.#child === child) this.#child = undefined;
  }

  #running(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    const child = fork(join(root, this.#script), { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    child.on("message", (answer: Answer) => {
      if (this.#child !== child) return;
      this.#settle(({ resolve, reject }) =>
        "made" in answer ? resolve(Buffer.from(answer.made, "base64")) : reject(new Error(answer.error)),
      );
    });
    child.on("exit", () => {
      if (this.#child !== child) return;
      this.#give(child);
      this.#settle((waiting) => waiting.reject(new Error("the PDF process ended")));
    });
    this.#child = child;
    return child;
  }
}
