/** Bodies that come letter by letter, and heads without end (fault I12): whoever sends them waits, nobody else does. */
import type { Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen, openWeb, type Web } from "../../src/web/server.ts";
import { draft } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, someAccount, webPort, type Visitor } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let server: Server;
let port: number;
let citizen: Visitor;
let page: string;

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  server = await listen(web, 0, "127.0.0.1");
  port = (server.address() as AddressInfo).port;
  const accountId = someAccount();
  const signed = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  citizen = signed.visitor;
  const { id } = await draft(t.house, t.musterstadt.id, { sessionId: signed.sessionId, accountId });
  page = `/antraege/${id}/seiten/seite_hund`;
});
afterAll(async () => {
  web.close();
  server.closeAllConnections();
  server.close();
  await t.close();
});

const head = (lines: readonly string[]): string => `${[...lines, "", ""].join("\r\n")}`;
const host = "host: musterstadt.localhost";
const cookie = (): string => `cookie: ${[...citizen.cookies].map(([name, value]) => `${name}=${value}`).join("; ")}`;

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.on("error", reject);
  });
}
async function ask(lines: readonly string[]): Promise<string> {
  const socket = await open();
  socket.write(head(lines));
  let said = "";
  socket.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await new Promise((done) => socket.once("close", done));
  return said;
}

/** Milliseconds that a saved page takes whoever asks now: a session, a draft, a drawn page. */
async function served(): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < 15; count++) {
    const begun = performance.now();
    const answer = await ask([`GET ${page} HTTP/1.1`, host, cookie(), "connection: close"]);
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    times.push(performance.now() - begun);
  }
  return times.toSorted((a, b) => a - b)[7]!;
}

test.each([
  ["form", "application/x-www-form-urlencoded"],
  ["form with files", "multipart/form-data; boundary=grenze"],
])(
  "of 500 who send a %s letter by letter nobody keeps another waiting",
  async (_, type) => {
    const alone = await served();
    const slow = await Promise.all(Array.from({ length: 500 }, open));
    for (const socket of slow) {
      socket.write(
        head([
          `POST ${page} HTTP/1.1`,
          host,
          cookie(),
          "origin: http://musterstadt.localhost",
          "sec-fetch-site: same-origin",
          `content-type: ${type}`,
          "content-length: 1000",
        ]),
      );
    }
    const letter = setInterval(() => slow.forEach((socket) => socket.writable && socket.write("-")), 1_000);
    await wait(1_500);
    const among = await served();
    clearInterval(letter);
    for (const socket of slow) socket.destroy();
    // Twice as long on a quiet machine at most; a busy one may take its time, but nobody waits for the slow ones.
    expect(among).toBeLessThan(5 * alone + 250);
    expect((await citizen.get(page)).body).toContain('value="Bella"');
  },
  60_000,
);

test("who never ends is let go: the head after 20 seconds, the whole after two minutes", () => {
  expect(server.headersTimeout).toBeLessThanOrEqual(20_000);
  expect(server.requestTimeout).toBeLessThanOrEqual(120_000);
  expect(server.requestTimeout).toBeGreaterThan(0);
});

test.each([
  ["what is no request", ["KEIN HTTP", host]],
  ["a request to no host", ["GET / HTTP/1.1", "connection: close"]],
  ["a host that is none", ["GET / HTTP/1.1", "host: a@b.localhost:99999", "connection: close"]],
  ["an address that is none", ["GET * HTTP/1.1", host, "connection: close"]],
])("%s is answered with a sentence, and the whole set of headers", async (_, lines) => {
  const answer = await ask(lines);
  expect(answer).toMatch(/^HTTP\/1.1 400 [^]*x-content-type-options: nosniff[^]*noch einmal/i);
});

test.each([
  ["one line of 100 kB", ["x: " + "x".repeat(100_000)]],
  ["10,000 lines", Array.from({ length: 10_000 }, (_, at) => `x-${at}: ${at}`)],
  ["10,000 cookies", [`cookie: ${Array.from({ length: 10_000 }, (_, at) => `a${at}=${at}`).join("; ")}`]],
])("a head with %s is refused, and the next is served", async (_, lines) => {
  const answer = await ask(["GET / HTTP/1.1", host, ...lines, "connection: close"]);
  expect(answer).toMatch(/^HTTP\/1.1 431 /);
  expect(answer).toMatch(/content-security-policy: default-src 'none'/);
  expect(answer).toContain("löschen Sie die Cookies dieser Seite");
  expect(await ask(["GET /healthz HTTP/1.1", host, "connection: close"])).toMatch(/^HTTP\/1.1 200 /);
});
