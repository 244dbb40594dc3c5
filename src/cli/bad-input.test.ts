/** What people give the command line that it cannot use: input × place × sentence. English, says what to do, exit code 1 or 2. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../platform/root.ts";
import { listening, scratch } from "./cli.testing.ts";
import { main } from "./index.ts";

const here = scratch();
const xml = '<?xml version="1.0"?>';
const file = (name: string, content: string | Uint8Array): string => here.file(name, content);
const nowhere = join(here.path, "nowhere");

/** A copy of a package in which one text stands in place of another. */
function broken(name: string, at: string, change: (text: string) => string | undefined): string {
  const folder = join(here.path, name);
  cpSync(join(root, "library/hund-anmelden"), folder, { recursive: true });
  const path = join(folder, at);
  const text = change(existsSync(path) ? readFileSync(path, "utf8") : "");
  if (text === undefined) rmSync(path);
  else writeFileSync(path, text);
  return folder;
}

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const { io, out, err } = listening();
  return { code: await main(args, io), said: [...out, ...err].join("\n") };
}

describe("a broken package", () => {
  const dog = 'herkunft = "aus_tierheim"';
  test.each([
    ["a file that is missing", "form.yaml", () => undefined, "/form.yaml: wrong: this file is missing"],
    ["YAML that ends too early", "form.yaml", () => "pages:\n  - id: [1\n", "/form.yaml:"],
    ["YAML that grows", "form.yaml", () => "a: &a [1]\nb: [*a]\n", "wrong: YAML anchors and aliases are not allowed"],
    [
      "an element that is never run",
      "workflow.bpmn",
      (text: string) => text.replace("</bpmn:process>", '<bpmn:scriptTask id="x" /></bpmn:process>'),
      "wrong: x: a script task is never run",
    ],
    ["XML cut off", "workflow.bpmn", (text: string) => text.slice(0, 400), "/workflow.bpmn:"],
    [
      "a document type in the workflow",
      "workflow.bpmn",
      (text: string) => text.replace("<bpmn:definitions", '<!DOCTYPE a [<!ENTITY b "c">]><bpmn:definitions'),
      "a document type declaration is not accepted",
    ],
    [
      "a condition with an unknown name",
      "form.yaml",
      (text: string) => text.replace(dog, 'herkunf = "x"'),
      'wrong: tierheim_name: Nothing is called "herkunf" here.',
    ],
    [
      "a condition that ends too early",
      "form.yaml",
      (text: string) => text.replace(dog, "herkunft = ("),
      "wrong: tierheim_name: Something is missing here.",
    ],
    [
      "an id that stands twice",
      "form.yaml",
      (text: string) => text.replace("id: nachname", "id: vorname"),
      "wrong: vorname: the id vorname stands twice; ids are unique in a package",
    ],
  ])("%s is named with its file", async (what, at, change, sentence) => {
    const { code, said } = await run("library", "check", broken(what.replaceAll(" ", "-"), at, change));
    expect(said).toContain(sentence);
    expect(said).toContain(`/${at}`);
    expect(code).toBe(1);
  });

  test("a fault is named with its line", async () => {
    const { said } = await run(
      "library",
      "check",
      broken("line", "form.yaml", () => "pages: []\nbadly: [1\n"),
    );
    expect(said).toMatch(/\/form\.yaml:\d+: wrong: /);
  });
});

const empty = join(here.path, "empty");
const full = join(here.path, "full");
mkdirSync(empty);
mkdirSync(full);
writeFileSync(join(full, "mine.txt"), "mine");

describe("everything else", () => {
  const exported = "Export the schema from the FIM portal again, as XDatenfelder 2.0 or 3.0.";
  const rows: [what: string, args: string[], code: number, sentence: string][] = [
    ["an unknown command", ["frobnicate"], 2, 'There is no command "frobnicate". See: npx allmende --help'],
    ["half a command", ["library"], 2, 'There is no command "library". Choose one of: library check, library add.'],
    ["an unknown flag", ["demo", "--fast"], 2, "Unknown option '--fast'.\nUse it like this: allmende demo"],
    ["a word too many", ["start", "now"], 2, "Unexpected argument 'now'.\nUse it like this: allmende start"],
    [
      "a flag where none is",
      ["migrate", "--force"],
      2,
      "Unknown option '--force'.\nUse it like this: allmende migrate",
    ],
    [
      "a count that is none",
      ["durability", "--cycles", "many"],
      2,
      "--cycles is a whole number, for instance --cycles 200.",
    ],
    ["no cycle at all", ["durability", "--cycles", "0"], 2, "With no cycle nothing is tried."],
    ["a benchmark that is none", ["bench", "--only", "g2,g99"], 2, '--only knows no "g99". Choose from g2, g3,'],
    ["no round", ["bench", "--only", "tck", "--rounds", "0"], 2, "--rounds is a whole number, for instance"],
    ["help for an unknown command", ["frobnicate", "--help"], 2, 'There is no command "frobnicate".'],
    ["an unknown flag of a command", ["durability", "--frob"], 2, "Unknown option '--frob'."],
    [
      "a folder that is not there",
      ["library", "check", nowhere],
      2,
      `There is no folder ${nowhere}, and no package of that name in the library. Check the path.`,
    ],
    [
      "a folder without a package",
      ["library", "check", empty],
      2,
      "holds no service.yaml, so it is no package. Name the folder of a package",
    ],
    ["a file for a folder", ["library", "check", file("f", "")], 2, "is a file. Name the folder of a package."],
    [
      "no tenant",
      ["library", "add", empty],
      2,
      "Name one folder and the tenant: allmende library add FOLDER --tenant SLUG",
    ],
    [
      "an unknown status",
      ["library", "add", empty, "--tenant", "x", "--status", "maybe"],
      2,
      '--status is "live" (offered to everyone) or "test".',
    ],
    ["a file that is not there", ["fim", "import", nowhere, "--dry-run"], 2, "is not there. Check the path."],
    ["a folder for a file", ["fim", "import", empty, "--dry-run"], 2, "is a folder. Name a file in it."],
    [
      "no place to write to",
      ["fim", "import", file("g.xml", "<a/>")],
      2,
      "Say where the draft goes with --out FOLDER, or look only with --dry-run.",
    ],
    [
      "an entity bomb",
      [
        "fim",
        "import",
        file("bomb.xml", `${xml}<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>`),
        "--dry-run",
      ],
      1,
      `A DOCTYPE is not allowed (xml.doctype). ${exported}`,
    ],
    [
      "a foreign entity",
      [
        "fim",
        "import",
        file("xxe.xml", `${xml}<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`),
        "--dry-run",
      ],
      1,
      `A DOCTYPE is not allowed (xml.doctype). ${exported}`,
    ],
    [
      "an empty file",
      ["fim", "import", file("empty.xml", ""), "--dry-run"],
      1,
      `document must contain a root element. (xml.malformed). ${exported}`,
    ],
    [
      "some other XML",
      ["fim", "import", file("other.xml", "<a/>"), "--dry-run"],
      1,
      `is neither XDatenfelder 2.0 nor 3.0.0 (xdf.unknown_standard). ${exported}`,
    ],
    [
      "a workflow too deep",
      ["bpmn", "check", file("deep.bpmn", "<a>".repeat(200_000))],
      1,
      "elements nested deeper than 100",
    ],
    [
      "a workflow that is no text",
      ["bpmn", "check", file("latin.bpmn", new Uint8Array([255, 254, 0]))],
      2,
      "is not text in UTF-8. Save it as UTF-8 and try again.",
    ],
    [
      "a decision that is not there",
      ["dmn", "run", join(root, "library/hund-anmelden/fees.dmn"), "--decision", "no"],
      1,
      'There is no decision "no" in this model.',
    ],
    [
      "input that is no JSON",
      ["dmn", "run", join(root, "library/hund-anmelden/fees.dmn"), "--decision", "no", "--input", "{"],
      2,
      "--input is not JSON:",
    ],
    ["no file", ["tenant", "load"], 2, "Name one file: allmende tenant load FILE"],
    ["a file that ends too early", ["tenant", "load", file("t1.yaml", "alliance: [1\n")], 2, "t1.yaml:2: "],
    [
      "a file that grows",
      ["tenant", "load", file("t2.yaml", "alliance: &a [1]\ntenants: [*a]\n")],
      2,
      "t2.yaml: YAML aliases are not allowed. Write the text out in each place.",
    ],
    [
      "a file that says nothing",
      ["tenant", "load", file("t3.yaml", "a: 1\n")],
      2,
      "t3.yaml cannot be loaded, please correct:\n  alliance: ",
    ],
  ];
  test.each(rows)("%s is told", async (_what, args, code, sentence) => {
    const told = await run(...args);
    expect(told.said).toContain(sentence);
    expect(told.said).not.toMatch(/^ +at /m);
    expect(told.code).toBe(code);
  });
});

describe("nothing is half written", () => {
  const bomb = file("bomb2.xml", `${xml}<!DOCTYPE a []><a/>`);

  test("by a schema that cannot be read", async () => {
    const out = join(here.path, "draft");
    expect((await run("fim", "import", bomb, "--out", out)).code).toBe(1);
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    ["a folder with something in it", full, "is not empty. Name a new folder, so that nothing is overwritten."],
    ["a file", file("taken", "mine"), "is a file. Name a new folder."],
  ])("into %s", async (_what, out, sentence) => {
    const { code, said } = await run("fim", "import", bomb, "--out", out);
    expect(said).toContain(sentence);
    expect(code).toBe(2);
    expect(readFileSync(join(full, "mine.txt"), "utf8")).toBe("mine");
  });
});

describe("--help", () => {
  test("explains each command it lists, and those of one subject", async () => {
    const { said } = await run("--help");
    const names = [...said.matchAll(/^ {2}allmende (\S+(?: \S+)?) {2,}/gm)].map(([, name]) => name!);
    expect(names).toContain("tenant load");
    for (const name of names) {
      const told = await run(...name.split(" "), "--help");
      expect(told.said).toMatch(new RegExp(`^allmende ${name}`));
      expect(told.code).toBe(0);
    }
    expect((await run("library", "--help")).said.match(/^ {2}allmende/gm)).toHaveLength(2);
    expect((await run("help", "fim", "import")).said).toMatch(/^allmende fim import FILE/);
    expect((await run("tenant", "load", "--help")).said).toContain("tenants:\n  - slug: musterstadt");
  });
});
