import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { root } from "../root.ts";
import { canDraw, countPages, drawPage, readPage } from "./draw-pdf.ts";
import { Printer } from "./printer.ts";

const there = await canDraw();
// oxlint-disable-next-line no-console -- what a test run leaves out must be seen
if (!there) console.warn("LEFT OUT: no poppler to draw pages of PDFs with (install poppler-utils)");
const drawing = test.skipIf(!there);

const printer = new Printer();
afterAll(() => printer.close());

const paper = { language: "de", title: "Lageplan", author: "Stadt Musterstadt", sender: [], facts: [] };
const twoPages = (): Promise<Buffer> =>
  printer.printAll("Zwei", [
    { ...paper, facts: [], blocks: [{ kind: "paragraph", pieces: [{ text: "Erste Seite mit Wörtern" }] }] },
    { ...paper, facts: [], blocks: [{ kind: "paragraph", pieces: [{ text: "Zweite Seite" }] }] },
  ]);

/** Width and height of a JPEG, from its frame header. */
function sizeOf(picture: Buffer): { width: number; height: number } {
  let at = 2;
  while (![0xc0, 0xc1, 0xc2].includes(picture[at + 1]!)) at += 2 + picture.readUInt16BE(at + 2);
  return { height: picture.readUInt16BE(at + 5), width: picture.readUInt16BE(at + 7) };
}

drawing("counts, draws and reads the pages of a PDF, one by one", async () => {
  const pdf = await twoPages();
  expect(await countPages(pdf)).toBe(2);
  const [first, second] = [await drawPage(pdf, 1, 800), await drawPage(async () => Readable.from([pdf]), 2, 800)];
  expect(sizeOf(first!)).toEqual({ width: 566, height: 800 });
  expect(second!.equals(first!)).toBe(false);
  expect(await readPage(pdf, 1)).toContain("Erste Seite mit Wörtern");
  expect(await readPage(pdf, 2)).toContain("Zweite Seite");
  expect(await drawPage(pdf, 3, 800)).toBeUndefined();
});

drawing("what is no PDF, broken, locked or gone is not drawn and harms nobody", async () => {
  const pdf = await twoPages();
  const gone = new Readable({ read: () => gone.destroy(new Error("gone")) });
  const never = async () => undefined;
  for (const bytes of [Buffer.alloc(0), Buffer.from("<html>"), pdf.subarray(0, 200), async () => gone, never]) {
    expect(await countPages(bytes)).toBeUndefined();
    expect(await drawPage(bytes, 1, 800)).toBeUndefined();
  }
});

/** One page of these measures with this content, as others write it. */
const page = (box: string, content: string): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
      `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>endobj\n` +
      `4 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj\n` +
      `5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 20>>stream\n/X Do /X Do /X Do \nendstream endobj\n` +
      `trailer<</Root 1 0 R>>\n%%EOF`,
  );

drawing(
  "a page without end in measure, depth or work stays within its bounds",
  async () => {
    const began = performance.now();
    const wide = await drawPage(page("0 0 14400000 1", "0 0 m 1 1 l S"), 1, 400);
    if (wide) expect(Math.max(...Object.values(sizeOf(wide)))).toBe(400);
    await drawPage(page("0 0 600 800", "/X Do"), 1, 400);
    const work = "0 0 600 800 re W n ".repeat(2_000) + "0 0 m 600 800 l 0 800 l S ".repeat(700_000);
    expect(await drawPage(page("0 0 600 800", work), 1, 1400)).toBeUndefined();
    // Each process has ten seconds; a busy machine takes its time to start and to end them.
    expect(performance.now() - began).toBeLessThan(60_000);
  },
  90_000,
);

drawing("who waits has opened nothing, and who finds no place never opens it", async () => {
  const pdf = readFileSync(join(root, "test/journeys/nachweis.pdf"));
  let [open, most, opened] = [0, 0, 0];
  const one = () =>
    drawPage(
      async () => {
        opened += 1;
        most = Math.max(most, (open += 1));
        return pdf;
      },
      1,
      100,
    ).finally(() => (open -= 1));
  const drawn = await Promise.all(Array.from({ length: 60 }, one));
  expect(most).toBeLessThanOrEqual(4);
  expect(drawn.filter(Boolean)).toHaveLength(opened);
  expect(opened).toBeLessThan(60);
});

drawing("however many pictures the portal is asked for, the desk does not wait for them", async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<undefined>();
  const flood = Array.from({ length: 50 }, () => drawPage(() => held, 1, 100, "portal"));
  const pdf = readFileSync(join(root, "test/journeys/nachweis.pdf"));
  const meanwhile = drawPage(pdf, 1, 100);
  setTimeout(() => release(undefined), 3_000);
  expect(await Promise.race([meanwhile, held])).toBeDefined();
  release(undefined);
  await Promise.all(flood);
});

drawing("who finds no place to count is told so, and the scan of files has a line of its own", async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<undefined>();
  const flood = Array.from({ length: 50 }, () => drawPage(() => held, 1, 100));
  const pdf = readFileSync(join(root, "test/journeys/nachweis.pdf"));
  expect(await countPages(pdf)).toBe("busy");
  expect(await countPages(pdf, "scan")).toBeGreaterThan(0);
  expect(await canDraw()).toBe(true);
  release(undefined);
  await Promise.all(flood);
  expect(await countPages(pdf)).toBeGreaterThan(0);
});

drawing("many at once wait for each other, and each gets its page", async () => {
  const pdf = readFileSync(join(root, "test/journeys/nachweis.pdf"));
  const drawn = await Promise.all(Array.from({ length: 12 }, () => drawPage(pdf, 1, 200)));
  for (const picture of drawn) expect(picture?.length).toBeGreaterThan(500);
});
