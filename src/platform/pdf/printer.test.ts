import { afterAll, expect, test } from "vitest";
import { readObjects } from "./pdf-objects.ts";
import { Printer } from "./printer.ts";
import { readPdf } from "./read-pdf.ts";

const printer = new Printer();
afterAll(() => printer.close());

const print = (text: string): Promise<Buffer> =>
  printer.print({
    language: "de",
    title: "Bescheid",
    author: "Stadt Musterstadt",
    sender: ["Steueramt"],
    facts: [],
    blocks: [{ kind: "paragraph", pieces: [{ text }, { text: "stark", strong: true }] }],
  });

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
