import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { root } from "../root.ts";
import type { Paper } from "./paper.ts";
import { allToTypst, toTypst } from "./typst.ts";

/**
 * Makes tagged PDFs (PDF/UA-1 as Typst writes it), and reads the words of others, in a child process that starts when
 * needed and stops when idle: what a stranger's file does there harms nobody here.
 */
export class Printer {
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #next = 1;
  readonly #waiting = new Map<number, { resolve: (pdf: Buffer) => void; reject: (error: Error) => void }>();

  print(paper: Paper): Promise<Buffer> {
    return this.#ask({ source: toTypst(paper) });
  }

  /** Several papers as one PDF, each beginning on a page of its own and counting its own pages. */
  printAll(title: string, papers: readonly Paper[]): Promise<Buffer> {
    return this.#ask({ source: allToTypst(title, papers) });
  }

  /** The words of a PDF; what has none, or cannot be read, gives "". */
  async read(pdf: Uint8Array): Promise<string> {
    return (await this.#ask({ read: Buffer.from(pdf).toString("base64") })).toString("utf8");
  }

  async #ask(order: { source: string } | { read: string }): Promise<Buffer> {
    const child = this.#running();
    const id = this.#next++;
    clearTimeout(this.#idle);
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.#waiting.delete(id);
        child.kill("SIGKILL");
        reject(new Error("the PDF took longer than 30 seconds"));
      }, 30_000);
      const done = (): void => {
        clearTimeout(limit);
        this.#waiting.delete(id);
        if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.close(), 30_000).unref();
      };
      this.#waiting.set(id, {
        resolve: (pdf) => (done(), resolve(pdf)),
        reject: (error) => (done(), reject(error)),
      });
      child.send({ id, ...order });
    });
  }

  close(): void {
    clearTimeout(this.#idle);
    this.#child?.kill();
    this.#child = undefined;
  }

  #running(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    const child = fork(join(root, "src/platform/pdf/child.ts"), {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.on("message", ({ id, made, error }: { id: number; made?: string; error?: string }) => {
      const waiting = this.#waiting.get(id);
      if (made !== undefined) waiting?.resolve(Buffer.from(made, "base64"));
      else waiting?.reject(new Error(error ?? "no PDF"));
    });
    child.on("exit", () => {
      if (this.#child === child) this.#child = undefined;
      for (const { reject } of this.#waiting.values()) reject(new Error("the PDF process ended"));
    });
    this.#child = child;
    return child;
  }
}
