import type { Paper } from "./paper.ts";
import { allToTypst, toTypst } from "./typst.ts";
import { Worker } from "./worker.ts";

/**
 * Makes tagged PDFs (PDF/UA-1 as Typst writes it), and reads the words of others. Each in a process of its own: what a
 * stranger's file does where it is read harms neither us nor a letter that is being printed.
 */
export class Printer {
  readonly #press = new Worker("src/platform/pdf/print-child.ts");
  /** A thousand letters take ten seconds and more: nobody's receipt waits behind them. */
  readonly #batches = new Worker("src/platform/pdf/print-child.ts", 120_000);
  readonly #reader = new Worker("src/platform/pdf/read-child.ts");

  print(paper: Paper): Promise<Buffer> {
    return this.#press.ask({ source: toTypst(paper) });
  }

  /** Several papers as one PDF, each beginning on a page of its own and counting its own pages. */
  printAll(title: string, papers: readonly Paper[]): Promise<Buffer> {
    return this.#batches.ask({ source: allToTypst(title, papers) });
  }

  /** The words of a PDF; what has none, or cannot be read, gives "". */
  async read(pdf: Uint8Array): Promise<string> {
    return (await this.#reader.ask({ read: Buffer.from(pdf).toString("base64") })).toString("utf8");
  }

  close(): void {
    this.#press.close();
    this.#batches.close();
    this.#reader.close();
  }
}
