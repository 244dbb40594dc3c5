/** Pages that look the same to everybody are answered from memory; nobody may see the difference. */
import type { AddressInfo } from "node:net";
import { request } from "node:http";
import type { Server } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen, openWeb, type Web } from "../../src/web/server.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let t: TestHouse;
let web: Web;
let server: Server;
/** Which way each answer went. */
const ways: boolean[] = [];

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, 0);
  server = await listen(
    {
      ...web,
      answerFromMemory(asked, answer) {
        const fromMemory = web.answerFromMemory(asked, answer);
        ways.push(fromMemory);
        return fromMemory;
      },
    },
    0,
    "127.0.0.1",
  );
});
afterAll(async () => {
  server.close();
  web.close();
  await t.close();
});

interface Seen {
  status: number;
  headers: Record<string, unknown>;
  body: Buffer;
  fromMemory: boolean;
}

function ask(host: string, path: string, more: Record<string, string> = {}): Promise<Seen> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers: { host: `${host}.localhost`, ...more } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const { date: _date, "keep-alive": _alive, "transfer-encoding": _coding, ...headers } = answer.headers;
        const fromMemory = ways.at(-1) === true;
        resolve({ status: answer.statusCode ?? 0, headers, body: Buffer.concat(chunks), fromMemory });
      });
    })
      .on("error", reject)
      .end();
  });
}

const page = "/leistungen/hund-anmelden";

test("the second visitor gets what the first got, heads and all", async () => {
  const first = await ask("musterstadt", page);
  const second = await ask("musterstadt", page);
  expect([first.fromMemory, second.fromMemory]).toEqual([false, true]);
  expect(second).toEqual({ ...first, fromMemory: true });
  expect(first.headers["content-security-policy"]).toContain("default-src 'none'");
});

test("zipped by either way, it is the same page", async () => {
  const plain = await ask("musterstadt", page);
  const byCookie = await ask("musterstadt", page, { "accept-encoding": "gzip", cookie: "al_sprache=de" });
  const fromMemory = await ask("musterstadt", page, { "accept-encoding": "gzip" });
  expect([byCookie.fromMemory, fromMemory.fromMemory]).toEqual([false, true]);
  for (const { headers, body } of [byCookie, fromMemory]) {
    expect(headers["content-encoding"]).toBe("gzip");
    expect(headers.vary).toBe("Cookie, Accept-Encoding");
    expect(gunzipSync(body).equals(plain.body)).toBe(true);
  }
  expect((await ask("musterstadt", page, { "accept-encoding": "gzip;q=0" })).headers["content-encoding"]).toBe(
    undefined,
  );
});

test("a browser that has the page is told so", async () => {
  const { headers } = await ask("musterstadt", page);
  const known = { "if-none-match": String(headers.etag) };
  expect(await ask("musterstadt", page, known)).toMatchObject({ status: 304, fromMemory: true });
  expect(await ask("musterstadt", page, { ...known, cookie: "al_sprache=de" })).toMatchObject({
    status: 304,
    fromMemory: false,
  });
});

test("each host has its own page, and a cookie its own language (fault T5)", async () => {
  await ask("musterstadt", page);
  await ask("beispielheim", page);
  for (const [host, name] of [
    ["musterstadt", "Stadt Musterstadt"],
    ["beispielheim", "Stadt Beispielheim"],
  ] as const) {
    const seen = await ask(host, page);
    expect(seen.fromMemory).toBe(true);
    expect(seen.body.toString()).toContain(name);
  }
  const english = await ask("musterstadt", page, { cookie: "al_sprache=en" });
  expect(english.fromMemory).toBe(false);
  expect(english.body.toString()).toContain('<html lang="en" dir="ltr">');
  expect((await ask("musterstadt", page)).body.toString()).toContain('<html lang="de" dir="ltr">');
  expect((await ask("anderswo", page)).status).toBe(421);
});
