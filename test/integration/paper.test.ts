import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { crestSvg } from "../../src/domains/tenancy/index.ts";
import type { Paper } from "../../src/platform/pdf/paper.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let world: TestHouse;
const folder = mkdtempSync(join(tmpdir(), "allmende-paper-"));
beforeAll(async () => {
  world = await openTestHouse();
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

/** Every letter of DIN SPEC 91379 that a name of our samples needs, and what would be markup to the typesetter. */
const hostile =
  '#let x = 1 \\ "quoted" $math$ <tag> *bold* _it_ @ref `raw` // note\nŁukasz Çağrı Ōtani d’Ăñčeș\u0000\u202E';
const paper: Paper = {
  language: "de",
  title: "Bescheid",
  author: "Stadt Musterstadt",
  crest: crestSvg("castle"),
  sender: ["Steueramt", "Rathausplatz 1"],
  recipient: ["Petra Beispiel", "Lindenweg 7"],
  facts: [
    ["Aktenzeichen", "20.4-2026-0001"],
    ["Eingegangen", "22. November 2026, 16:23 Uhr"],
    ["Fassung des Formulars", "versammlung-anzeigen 1.10.0"],
    ["Aufgenommen von", "Kim Muster am Telefon"],
  ],
  blocks: [
    { kind: "paragraph", pieces: [{ text: hostile }, { text: "wichtig", strong: true }] },
    { kind: "list", items: [[{ text: "eins" }], [{ text: "zwei" }]] },
    { kind: "heading", level: 2, text: "Angaben" },
    { kind: "table", header: ["Frage", "Antwort"], rows: [["Name", ["Bella"]]] },
  ],
};

function poppler(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: "utf8" });
}
const hasPoppler = (() => {
  try {
    execFileSync("pdfinfo", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
if (!hasPoppler) {
  if (process.env.CI) throw new Error("poppler is missing: install poppler-utils");
  console.warn("left out: what poppler says of our PDFs (install poppler-utils)");
}

describe.skipIf(!hasPoppler)("a paper", () => {
  let path: string;
  beforeAll(async () => {
    path = join(folder, "bescheid.pdf");
    writeFileSync(path, await world.house.printer.print(paper));
  });

  test("is tagged, titled, and speaks its language", () => {
    const info = poppler("pdfinfo", path);
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/Title:\s+Bescheid/);
    const tree = poppler("pdfinfo", "-struct", path);
    for (const part of ["H1", "H2", "L ", "LI", "Table", "TH", "TD"]) expect(tree).toContain(part);
    expect(tree).not.toContain("Figure");
  });

  test("sets no fact into the next", () => {
    const text = poppler("pdftotext", "-layout", path, "-");
    expect(text).toMatch(/20\.4-2026-0001 {2,}22\. November 2026, 16:23 Uhr {2,}versammlung-anzeigen 1\.10\.0\n/);
    expect(text).toMatch(/\n *Kim Muster am Telefon\n/);
  });

  test("sets every text as text, whatever it contains", () => {
    const text = poppler("pdftotext", "-layout", path, "-");
    for (const part of ["#let x = 1", '"quoted"', "$math$", "<tag>", "*bold*", "@ref", "`raw`", "Łukasz Çağrı Ōtani"])
      expect(text).toContain(part);
  });
});
