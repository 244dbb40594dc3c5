/**
 * The people of a measurement, in a process of their own: connections that stay open, requests written as they stand,
 * the next one when the answer is whole. Nothing but the length of an answer is read, so that the driver is not what
 * is measured.
 */
import { connect, type Socket } from "node:net";
import { ready } from "../ready.ts";

export interface Load {
  port: number;
  connections: number;
  /** Whole requests, head and body. */
  requests: string[];
  /** With it the requests repeat for so long; without it each is sent once. */
  seconds?: number;
}

export interface Driven {
  answers: number;
  /** By status line code. */
  statuses: Record<string, number>;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
  p99: number;
}

/** Child process: drives each load it is sent and answers with what it saw. */
export async function driver(): Promise<never> {
  process.on("message", (load: Load) => {
    drive(load).then(
      (driven) => process.send?.(driven),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
  });
  process.on("disconnect", () => process.exit(0));
  ready();
  return new Promise<never>(() => {});
}

async function drive({ port, connections, requests, seconds }: Load): Promise<Driven> {
  const texts = requests.map((request) => Buffer.from(request));
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const began = performance.now();
  const until = seconds === undefined ? Infinity : began + seconds * 1000;
  let next = 0;
  const take = (): Buffer | undefined => {
    if (performance.now() >= until) return undefined;
    return seconds === undefined ? texts[next++] : texts[next++ % texts.length];
  };
  await Promise.all(
    Array.from({ length: connections }, () =>
      converse(port, take, (status, ms) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
        times.push(ms);
      }),
    ),
  );
  const took = (performance.now() - began) / 1000;
  const sorted = Float64Array.from(times).toSorted();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { answers: times.length, statuses, seconds: took, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** One connection: asks, waits for the whole answer, asks again until there is nothing left to ask. */
function converse(
  port: number,
  take: () => Buffer | undefined,
  seen: (status: string, ms: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let asked = 0;
    let pending: Buffer | undefined;
    const ask = (): void => {
      const request = take();
      if (!request) {
        socket.end();
        resolve();
        return;
      }
      asked = performance.now();
      socket.write(request);
    };
    socket.on("connect", ask);
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the server closed a connection")));
    socket.on("data", (chunk) => {
      pending = pending ? Buffer.concat([pending, chunk]) : chunk;
      if (!isWhole(pending)) return;
      seen(pending.toString("latin1", 9, 12), performance.now() - asked);
      pending = undefined;
      ask();
    });
  });
}

function isWhole(answer: Buffer): boolean {
  const head = answer.indexOf("\r\n\r\n");
  if (head < 0) return false;
  const text = answer.toString("latin1", 0, head + 2).toLowerCase();
  const length = /\r\ncontent-length: (\d+)\r\n/.exec(text)?.[1];
  if (length !== undefined) return answer.length >= head + 4 + Number(length);
  if (text.includes("\r\ntransfer-encoding: chunked\r\n")) return answer.subarray(-5).equals(Buffer.from("0\r\n\r\n"));
  return true;
}
