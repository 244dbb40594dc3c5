import { spawnSync } from "node:child_process";
import { deflateSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { root } from "../root.ts";
import { Printer } from "./printer.ts";
import { readPdf } from "./read-pdf.ts";

const printer = new Printer();
afterAll(() => printer.close());

/** A small PDF as others write it: one page, one font of the Windows code page, content packed or plain. */
function simple(content: string, packed: boolean): Buffer {
  const data = packed ? deflateSync(Buffer.from(content, "latin1")) : Buffer.from(content, "latin1");
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.4\n1 0 obj<</Type/Pages/Kids[2 0 R]/Resources<</Font<</F1 4 0 R>>>>>>endobj\n2 0 obj<</Type/Page/Parent 1 0 R/Contents 3 0 R>>endobj\n` +
        `4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n3 0 obj<</Length ${data.length}${packed ? "/Filter/FlateDecode" : ""}>>stream\n`,
    ),
    data,
    Buffer.from("\nendstream endobj\n%%EOF"),
  ]);
}

test("reads the letters of a PDF that this house makes, every word of it", async () => {
  const text = "Größe ist Müßiggang: Straße, Ærø, naïve – „Zitat“, 22,50 € und ﬁnden.";
  const pdf = await printer.print({
    language: "de",
    title: "Bescheid über die Hundesteuer",
    author: "Stadt Musterstadt",
    sender: ["Steueramt"],
    facts: [["Aktenzeichen", "20.4-2026-0417"]],
    blocks: [{ kind: "paragraph", pieces: [{ text }] }],
  });
  const said = readPdf(pdf).replaceAll(/\s+/g, " ");
  for (const word of [
    "Bescheid",
    "Hundesteuer",
    "Steueramt",
    "20.4-2026-0417",
    "Größe",
    "Müßiggang",
    "Straße",
    "Ærø",
    "naïve",
    "22,50",
  ])
    expect(said).toContain(word);
  const other = spawnSync("pdftotext", ["-", "-"], { input: pdf });
  // oxlint-disable-next-line no-console -- what a test run leaves out must be seen
  if (other.error) return console.warn("LEFT OUT: no pdftotext as a second opinion");
  const words = (whole: string): string[] => whole.match(/[\p{L}\p{N}]+/gu) ?? [];
  expect(new Set(words(said))).toEqual(new Set(words(String(other.stdout))));
});

test.each([false, true])("reads simple fonts, escapes, gaps and lines; packed: %s", (packed) => {
  const content = "BT /F1 12 Tf (Gr\\374\\337e \\(aus\\)) Tj 0 -14 Td [(Mus) 20 (ter) -300 (stadt)] TJ T* <4142> Tj ET";
  expect(readPdf(simple(content, packed)).trim()).toBe("Grüße (aus)\nMuster stadt\nAB");
});

test("what is no PDF, broken, encrypted or a bomb has no words and takes no time", () => {
  const page = simple("BT /F1 1 Tf (Wort) Tj ET", true);
  const bomb = simple(`BT /F1 1 Tf (${"a".repeat(60_000_000)}) Tj ET`, true);
  const began = performance.now();
  for (const bytes of [
    Buffer.from(""),
    Buffer.from("kein PDF"),
    page.subarray(0, 120),
    Buffer.concat([page, Buffer.from("\ntrailer<</Encrypt 9 0 R>>")]),
    bomb,
    Buffer.from(`%PDF-1.4\n${"1 0 obj<<".repeat(1_500_000)}`),
    Buffer.from(`%PDF-1.4\n${"1 0 obj<</Type/Page/Contents 1 0 R>>stream\n".repeat(300_000)}`),
    Buffer.from(`%PDF-1.4\n1 0 obj<<${"/Resources<<".repeat(1_000_000)}`),
    Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Page/Parent 1 0 R/Contents 1 0 R>>endobj`),
    simple(`BT ${"(".repeat(20_000)} Tj`, false),
    simple("[".repeat(15_000_000), false),
  ])
    expect(readPdf(bytes).trim()).toBe("");
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(readPdf(page).trim()).toBe("Wort");
});

/** The small PDF with this as the map of its font's letters. */
function withMap(map: string): Buffer {
  const pdf = simple("BT /F1 1 Tf (AB) Tj ET", false).toString("latin1");
  return Buffer.from(
    pdf.replace("/BaseFont/Helvetica>>", "/BaseFont/Helvetica/ToUnicode 5 0 R>>") +
      `\n5 0 obj<</Length ${map.length}>>stream\n${map}\nendstream endobj`,
    "latin1",
  );
}

const numbered = (count: number, text: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => `${n + 10} 0 obj${text(n)}\n`).join("");

test.each([
  ["codes beyond all numbers", withMap(`beginbfrange <${"F".repeat(300)}> <${"F".repeat(300)}> <0041> endbfrange`)],
  ["codes that cannot be counted on", withMap("beginbfrange <20000000000000> <20000000000000> <0041> endbfrange")],
  ["the same range a million times", withMap(`beginbfrange ${"<0000> <FFFF> <0041> ".repeat(900_000)} endbfrange`)],
  ["lists that never close", withMap(`beginbfrange ${"<0><0>[".repeat(2_000_000)} endbfrange`)],
  ["a letter as long as a book", withMap(`beginbfrange <0000> <FFFF> <${"0041".repeat(2_000_000)}> endbfrange`)],
  ["objects that never end", Buffer.from(`%PDF-1.4\n${numbered(49_000, () => `<</Type/Page${" ".repeat(300)}`)}`)],
  [
    "lists of content that never close",
    Buffer.from(`%PDF-1.4\n${numbered(150, () => `<</Type/Page${"/Contents[".repeat(9_900)}endobj`)}`),
  ],
  [
    "pages that share a large parent",
    Buffer.from(
      `%PDF-1.4\n5 0 obj<<${"/Name<<>>".repeat(11_000)}>>endobj\n${numbered(45_000, () => "<</Type/Page/Parent 5 0 R/Resources 5 0 R>>endobj")}`,
    ),
  ],
  [
    "pages that share a large content",
    Buffer.from(
      `%PDF-1.4\n5 0 obj<</Length 9000000>>stream\n${"[] ".repeat(3_000_000)}\nendstream endobj\n${numbered(45_000, () => "<</Type/Page/Contents 5 0 R>>endobj")}`,
    ),
  ],
])("is not held up by %s", (_, bytes) => {
  const began = performance.now();
  readPdf(bytes);
  expect(performance.now() - began).toBeLessThan(4_000);
});

test("reads the PDF that journeys attach", () => {
  expect(readPdf(readFileSync(join(root, "test/journeys/nachweis.pdf"))).length).toBeGreaterThan(0);
});
