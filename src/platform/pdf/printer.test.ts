import { spawnSync } from "node:child_process";
import { afterAll, expect, test } from "vitest";
import { readObjects } from "./pdf-objects.ts";
import type { Paper } from "./paper.ts";
import { Printer } from "./printer.ts";
import { readPdf } from "./read-pdf.ts";

const printer = new Printer();
afterAll(() => printer.close());

const paper = (text: string): Paper => ({
  language: "de",
  title: "Bescheid",
  author: "Stadt Musterstadt",
  sender: ["Steueramt"],
  facts: [],
  blocks: [{ kind: "paragraph", pieces: [{ text }, { text: "stark", strong: true }] }],
});
const print = (text: string): Promise<Buffer> => printer.print(paper(text));

test("text stands in the regular weight, what is strong in a heavier one", async () => {
  const objects = readObjects(await print("Guten Tag"))!;
  const fonts = new Set(objects.numbers().flatMap((number) => /FiraSans-\w+/.exec(objects.text(number))?.[0] ?? []));
  expect(fonts).toContain("FiraSans-Regular");
  expect(fonts).toContain("FiraSans-SemiBold");
});

test.each([
  ["another script", "\u0645\u0631\u062d\u0628\u0627", "another script"],
  ["Han", "\u72ac", "Han"],
  ["emoji", "\u{1F415}\u200d\u{1F9BA}", "emoji"],
  ["half a letter, which nobody can type", "x\ud800y", "x"],
  ["a control character", "x\u0007y", "x"],
])("letters that no font of ours has do not keep a letter from being printed: %s", async (name, text, kept) => {
  expect(readPdf(await print(`Name: ${name} ${text} Ende `))).toContain(kept);
});

test("a word longer than a line is broken, not cut off", async () => {
  const word = "Rindfleischetikettierung".repeat(12);
  const pdf = await printer.print({
    ...paper(word),
    blocks: [
      { kind: "paragraph", pieces: [{ text: word }] },
      { kind: "list", ordered: true, items: [[{ text: word }]] },
      {
        kind: "columns",
        header: [[{ text: "Jahr" }], [{ text: "Wort" }]],
        rows: [[[{ text: "2026" }], [{ text: word }]]],
      },
    ],
  });
  // What runs over the edge of the sheet is left out by whoever draws it.
  const drawn = spawnSync("pdftotext", ["-", "-"], { input: pdf, encoding: "utf8" });
  // oxlint-disable-next-line no-console -- what a test run leaves out must be seen
  if (drawn.error) return console.warn("LEFT OUT: no pdftotext to see what is cut off");
  expect(drawn.stdout.replaceAll(/\s|\u200b/g, "").split(word)).toHaveLength(4);
});

test("a PDF that holds up its reader holds up no letter", async () => {
  const began = performance.now();
  const said = printer.read(Buffer.alloc(19_000_000, "%PDF-1.4 1 0 obj<</Type/Page/Contents[ 2 0 R"));
  await print("Guten Tag");
  const printed = performance.now() - began;
  expect(await said).toBe("");
  expect(printed).toBeLessThan(5_000);
});

test("a batch of letters holds up nobody's receipt", async () => {
  await print("Guten Tag");
  const done: string[] = [];
  const batch = printer.printAll(
    "Postausgang",
    Array.from({ length: 500 }, (_, nth) => paper(`Bescheid ${nth}`)),
  );
  await Promise.all([batch.then(() => done.push("batch")), print("Eingang").then(() => done.push("receipt"))]);
  expect(done).toEqual(["receipt", "batch"]);
});

test("no reader finds fault with how it is marked", async () => {
  const pdf = await print("Guten Tag");
  expect(pdf.toString("latin1")).toMatch(/\/MarkInfo\s*<<\s*\/Marked true\s*>>/);
  const info = spawnSync("pdfinfo", ["-"], { input: pdf, encoding: "utf8" });
  // oxlint-disable-next-line no-console -- what a test run leaves out must be seen
  if (info.error) return console.warn("LEFT OUT: no pdfinfo as a second opinion");
  expect(info.stderr).toBe("");
  expect(info.stdout).toMatch(/Tagged:\s+yes/);
});
