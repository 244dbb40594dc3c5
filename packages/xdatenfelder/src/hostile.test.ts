import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { readSchema } from "./read-schema.ts";
import { balloon, schema3 } from "./sample.testing.ts";

const refused = async (source: Parameters<typeof readSchema>[0]) => {
  const begun = performance.now();
  const result = await readSchema(source);
  return { code: result.ok ? "accepted" : result.problems[0]?.code, ms: performance.now() - begun };
};
const withDoctype = (doctype: string, inside = "") =>
  balloon.replace("?>", `?>${doctype}`).replace("Ballonstart", inside);

const bomb = `<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 8 }, (_, i) => `<!ENTITY ${"bcdefghi"[i]} "${`&${"abcdefgh"[i]};`.repeat(10)}">`).join("")}]>`;
const deepInKnown = schema3("<xdf:struktur><xdf:enthaelt><xdf:datenfeldgruppe>".repeat(70_000));
const deepInUnknown = schema3("<xdf:a>".repeat(200_000));

test.each([
  ["an entity bomb", withDoctype(bomb, "&i;"), "xml.doctype"],
  ["a file as entity", withDoctype('<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "&x;"), "xml.doctype"],
  ["a harmless DOCTYPE", withDoctype("<!DOCTYPE html>"), "xml.doctype"],
  ["an unknown entity", balloon.replace("Ballonstart", "&i;"), "xml.malformed"],
  ["200,000 known elements deep", deepInKnown, "xml.too_deep"],
  ["200,000 unknown elements deep", deepInUnknown, "xml.too_deep"],
  ["half a file", balloon.slice(0, 900), "xml.malformed"],
  ["an empty file", "", "xml.malformed"],
  ["a page", "<!doctype html><html></html>", "xml.malformed"],
  ["a picture", "\u0089PNG\r\n", "xml.malformed"],
  ["an undeclared prefix of an attribute", balloon.replace("<xdf:name>", '<xdf:name abc:x="1">'), "xml.malformed"],
  ["an undeclared prefix", balloon.replace("<xdf:name>", "<abc:name>"), "xml.malformed"],
])("%s is refused at once", async (_, xml, code) => {
  const result = await refused(xml);
  expect(result.code).toBe(code);
  // The best of three: a shared machine may be away in any of them.
  expect(Math.min(result.ms, (await refused(xml)).ms, (await refused(xml)).ms)).toBeLessThan(100);
});

async function* flood(before: string, piece: string, megabytes: number) {
  yield before;
  for (let sent = 0; sent < megabytes * 1_000_000; sent += piece.length) yield piece;
}
const filler = "x".repeat(100_000);

test.each([
  ["an attribute of 100 MB", "<a b='", filler, "xdf.unknown_standard|xml.too_long"],
  [
    "an attribute of 100 MB deep inside",
    `${balloon.slice(0, balloon.indexOf("<xdf:bezug"))}<xdf:bezug link='`,
    filler,
    "xml.too_long",
  ],
  ["a text of 100 MB", `${balloon.slice(0, balloon.indexOf("Ballonstart"))}`, filler, "xml.too_long"],
  ["a comment of 100 MB", "<!--", filler, "xml.too_long"],
  ["a name of 100 MB", "<", filler, "xml.too_long"],
  ["a DOCTYPE of 100 MB", "<!DOCTYPE a [", "<!ENTITY a 'b'>".repeat(5000), "xml.too_long"],
  [
    "endless small elements",
    balloon.slice(0, balloon.indexOf("<xdf:struktur>")),
    "<xdf:stichwort>x</xdf:stichwort>".repeat(3000),
    "xml.too_",
  ],
  [
    "endless unknown elements",
    balloon.slice(0, balloon.indexOf("<xdf:struktur>")),
    "<xdf:neu/>".repeat(9000),
    "xml.too_",
  ],
  [
    "endless blanks",
    balloon.slice(0, balloon.indexOf("<xdf:struktur>")),
    `<!-- -->${" ".repeat(50_000)}`,
    "xml.too_large",
  ],
])("%s is refused and does not stay in memory", async (_, before, piece, code) => {
  globalThis.gc?.();
  const memory = process.memoryUsage().rss;
  const result = await refused(flood(before, piece, 100));
  expect(result.code).toMatch(new RegExp(code));
  expect(process.memoryUsage().rss - memory).toBeLessThan(200_000_000);
});

test("an external DTD is never fetched", async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const result = await refused(withDoctype(`<!DOCTYPE l SYSTEM "http://127.0.0.1:${port}/x.dtd">`));
  await new Promise((resolve) => setTimeout(resolve, 30));
  server.close();
  expect([result.code, asked]).toEqual(["xml.doctype", 0]);
});

test("bytes that are not UTF-8 are refused by that name", async () => {
  async function* latin1() {
    yield new Uint8Array([...new TextEncoder().encode(balloon.slice(0, 400)), 0xfc, 0x20]);
  }
  expect(await refused(latin1())).toMatchObject({ code: "xml.encoding" });
});

test("names like __proto__ and constructor are only names", async () => {
  const result = await readSchema(schema3("<xdf:__proto__>x</xdf:__proto__><xdf:constructor>y</xdf:constructor>"));
  expect(result).toMatchObject({ ok: true, warnings: [{}, {}] });
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test("the bounds can be set lower", async () => {
  const limits = { depth: 100, elements: 10, tokenChars: 1000, chars: 1_000_000 };
  expect(await readSchema(balloon, limits)).toMatchObject({ problems: [{ code: "xml.too_many_elements" }] });
});

test("warnings do not grow without end", async () => {
  const result = await readSchema(schema3("<xdf:neu/>".repeat(5000)));
  expect(result.ok && result.warnings).toHaveLength(1000);
});
