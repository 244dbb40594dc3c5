/**
 * Pages of a PDF that a stranger wrote, as pictures: so it is seen in place and nothing of it runs (fault I10). poppler
 * draws, in a process of its own for each page that has bounds of time, memory and size and nothing of our environment.
 * Where poppler is not installed nothing is drawn, and all else works.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { pipeline, Readable } from "node:stream";

/**
 * Of a PDF its bytes, or what opens them: called when its turn has come, so that those who wait hold neither memory nor
 * an open file. It gives undefined for what cannot be drawn at all.
 */
export type PdfBytes = Uint8Array | (() => Promise<Uint8Array | Readable | undefined>);

/** Where it is drawn for. */
export type Seat = "desk" | "portal" | "scan";

/**
 * How many pages it has; undefined for what is no PDF, is locked by a password, or cannot be read within the bounds. Busy
 * where too many wait: then nothing is known of the file, and it is worth asking again.
 */
export async function countPages(pdf: PdfBytes, seat: Seat = "desk"): Promise<number | "busy" | undefined> {
  const said = await poppler("pdfinfo", ["-"], pdf, 100_000, seat);
  if (said === "busy") return said;
  const pages = Number(/^Pages:\s+(\d{1,7})$/m.exec(said?.toString("utf8") ?? "")?.[1]);
  return pages > 0 ? pages : undefined;
}

/** One page as a JPEG, its longer side `side` pixels; the first page is 1. Undefined for what cannot be drawn. */
export async function drawPage(
  pdf: PdfBytes,
  page: number,
  side: number,
  seat: Seat = "desk",
): Promise<Buffer | undefined> {
  const only = ["-f", String(page), "-l", String(page), "-singlefile"];
  const drawn = await poppler(
    "pdftocairo",
    ["-jpeg", "-jpegopt", "quality=85", ...only, "-scale-to", String(side), "-", "-"],
    pdf,
    10_000_000,
    seat,
  );
  return drawn !== "busy" && drawn?.subarray(0, 3).equals(jpeg) ? drawn : undefined;
}

/** The words of one page, for whoever hears it instead of seeing it; "" for a scan, which has none. */
export async function readPage(pdf: PdfBytes, page: number): Promise<string> {
  const said = await poppler("pdftotext", ["-f", String(page), "-l", String(page), "-", "-"], pdf, 200_000);
  return said === "busy" ? "" : (said?.toString("utf8") ?? "").replaceAll("\f", "").trim();
}

/** Whether there is somebody to draw at all. */
export async function canDraw(): Promise<boolean> {
  return (await poppler("pdftocairo", ["-v"], Buffer.alloc(0), 10_000)) !== undefined;
}

const jpeg = Buffer.from([0xff, 0xd8, 0xff]);
const mostMilliseconds = 10_000;
/** Memory in kB, seconds of work, and the copy of what comes in, in blocks: all that a process may take. */
const bounds = 'ulimit -v 1500000 && ulimit -t 10 && ulimit -f 65536 && ulimit -c 0 && exec nice -n 5 "$0" "$@"';

async function poppler(
  tool: "pdfinfo" | "pdftocairo" | "pdftotext",
  args: readonly string[],
  pdf: PdfBytes,
  most: number,
  seat: Seat = "desk",
): Promise<Buffer | "busy" | undefined> {
  const line = lines[seat];
  if (!(await turn(line))) return "busy";
  try {
    const bytes = typeof pdf === "function" ? await pdf() : pdf;
    return bytes && (await run(tool, args, bytes, most));
  } finally {
    line.taken -= 1;
    line.queue.shift()?.();
  }
}

function run(
  tool: string,
  args: readonly string[],
  pdf: Uint8Array | Readable,
  most: number,
): Promise<Buffer | undefined> {
  const child = spawn("/bin/sh", ["-c", bounds, tool, ...args], {
    env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C.UTF-8" },
    stdio: ["pipe", "pipe", "ignore"],
    timeout: mostMilliseconds,
    killSignal: constants.signals.SIGKILL,
  });
  const source = pdf instanceof Readable ? pdf : Readable.from([pdf]);
  // Who has read enough closes the pipe; a file that breaks off is not drawn by half.
  pipeline(source, child.stdin, (error) => {
    if (error && error.code !== "EPIPE") child.kill("SIGKILL");
  });
  const said: Buffer[] = [];
  let size = 0;
  child.stdout.on("data", (part: Buffer) => {
    size += part.length;
    if (size > most) child.kill("SIGKILL");
    else said.push(part);
  });
  return new Promise((resolve) => {
    child.on("error", () => resolve(undefined));
    child.on("close", (code) => resolve(code === 0 && size <= most ? Buffer.concat(said) : undefined));
  });
}

interface Line {
  atOnce: number;
  /** Those who draw and those who wait. */
  taken: number;
  queue: (() => void)[];
}

/** A line each: whoever asks for thousands of pictures at the portal holds up neither the desk nor the scan of files. */
const lines: Readonly<Record<Seat, Line>> = {
  desk: { atOnce: 2, taken: 0, queue: [] },
  portal: { atOnce: 1, taken: 0, queue: [] },
  scan: { atOnce: 1, taken: 0, queue: [] },
};

/** So many wait; who comes then sees no picture. */
const mostWaiting = 40;

async function turn(line: Line): Promise<boolean> {
  if (line.queue.length >= mostWaiting) return false;
  line.taken += 1;
  if (line.taken > line.atOnce) await new Promise<void>((resolve) => line.queue.push(resolve));
  return true;
}
