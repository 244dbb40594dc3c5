/** A scanner that is down, slow or mad (fault I11): never a verdict, always an error that the job tries again. */
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { Readable } from "node:stream";
import { afterEach, expect, test } from "vitest";
import type { FileStore } from "../../platform/files/file-store.ts";
import { clamavScanner } from "./clamav-scanner.ts";

const big = Buffer.alloc(3_000_000, 7);
const files = { read: async () => ({ stream: Readable.from([big, big]), size: 6_000_000 }) } as unknown as FileStore;

let server: Server | undefined;
afterEach(() => server?.close());

async function scan(behave: (socket: Socket) => void, timeoutMs = 500): Promise<string> {
  server = createServer((socket) => (socket.on("error", () => {}), behave(socket)));
  await new Promise<void>((done) => server!.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return clamavScanner(`127.0.0.1:${port}`, files, timeoutMs).scan("t", "f");
}

/** Reads the whole file as ClamAV does, then answers. */
const afterAll = (answer: string) => (socket: Socket) => {
  let received = 0;
  socket.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received === "zINSTREAM\0".length + 4 + big.length + 4 + big.length + 4) socket.end(answer);
  });
};

test.each([
  ["stream: OK\0", "clean"],
  ["stream: Eicar.Test UNOFFICIAL FOUND\0", "infected"],
])("reads %j as %s", async (answer, verdict) => {
  expect(await scan(afterAll(answer))).toBe(verdict);
});

test.each([
  ["half a verdict", afterAll("stream: OK"), "gave no verdict: stream: OK"],
  ["another file's verdict", afterAll("other: OK\0"), "gave no verdict: other: OK?"],
  ["a limit of its own", afterAll("INSTREAM size limit exceeded. ERROR\0"), "gave no verdict: INSTREAM size limit"],
  ["nothing, and closes", afterAll(""), "gave no verdict"],
  [
    "garbage without an end",
    (socket: Socket) => void socket.resume().write("x".repeat(100_000)),
    "gave no verdict: xxx",
  ],
  ["silence", (socket: Socket) => void socket.resume(), "does not answer in time"],
  ["silence, reading nothing", (socket: Socket) => void socket.pause(), "does not answer in time"],
  [
    "one letter at a time",
    (socket: Socket) => {
      const timer = setInterval(() => socket.resume().write("s"), 20);
      socket.on("close", () => clearInterval(timer));
    },
    "does not answer in time",
  ],
  ["a slammed door", (socket: Socket) => void socket.destroy(), ""],
])("gives no verdict for %s", async (_what, behave, why) => {
  await expect(scan(behave)).rejects.toThrow(why);
});

test("gives no verdict where nobody listens", async () => {
  await expect(clamavScanner("127.0.0.1:1", files).scan("t", "f")).rejects.toThrow("ECONNREFUSED");
});
