import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFolder } from "../../platform/read-folder.ts";
import { root } from "../../platform/root.ts";
import { checkPackage } from "./check-package.ts";
import { draftFromFim } from "./draft-from-fim.ts";
import { field, group, place, rule, sampleSchema } from "../../../test/fim-schema.ts";

const ready = (): Map<string, string> => readFolder(join(root, "library/hund-anmelden"));
const changed = (path: string, change: (text: string) => string): Map<string, string> => {
  const files = ready();
  return files.set(path, change(files.get(path) ?? ""));
};

test("a complete package has nothing wrong and nothing open", async () => {
  expect(await checkPackage(ready())).toMatchObject({ problems: [], open: [], journeys: 14 });
});

test("a draft is right in itself and names each open task and placeholder with file and line", async () => {
  const { files, open } = draftFromFim(
    await sampleSchema(
      place("1:1", group("G1", "Start", place("1:1", field("F1", "Wiese")) + rule("R1", "Wenn nass, dann nie."))),
    ),
  );
  const check = await checkPackage(files);
  expect(check.problems).toEqual([]);
  expect(check.open.filter(({ file }) => file === "OPEN.md")).toHaveLength(open.length);
  expect(check.open).toContainEqual({
    file: "OPEN.md",
    line: expect.any(Number),
    message: expect.stringContaining("regel R1: Wenn nass, dann nie. [abschnitt_start; nicht als Bedingung verstanden"),
  });
  expect(check.open).toContainEqual({ file: "service.yaml", line: 2, message: expect.stringContaining("publisher") });
  expect(check.open).toContainEqual({
    file: "texts/de.yaml",
    line: expect.any(Number),
    message: expect.stringContaining("OFFEN"),
  });
  expect(check.open).toContainEqual(expect.objectContaining({ file: "journeys" }));
});

test("a rule that is waived without a reason stays open", async () => {
  const files = ready().set(
    "OPEN.md",
    "- [x] regel R1: … (verzichtet: )\n- [x] regel R2: … (verzichtet: prüft das Amt)\n",
  );
  expect((await checkPackage(files)).open).toEqual([
    { file: "OPEN.md", line: 1, message: expect.stringContaining("write the reason") },
  ]);
});

describe("what is wrong is named with its file", () => {
  test.each([
    [
      "a missing file",
      ready().has("texts/de.yaml") && new Map([...ready()].filter(([path]) => path !== "texts/de.yaml")),
      "texts/de.yaml",
      "missing",
    ],
    ["a file that does not belong", ready().set("virus.exe", ""), "virus.exe", "does not belong"],
    [
      "an unknown name in a condition",
      changed("form.yaml", (text) => text.replace("hier_seit >= geboren", "hier_seit >= geborn")),
      "form.yaml",
      "erst_geboren",
    ],
    [
      "a text nobody shows",
      changed("texts/de.yaml", (text) => `${text}\nunbenutzt: Hallo\n`),
      "texts/de.yaml",
      "unbenutzt",
    ],
    [
      "a text that is not translated",
      changed("texts/en.yaml", (text) => text.replace(/^recht_kag:.*\n/m, "")),
      "texts/en.yaml",
      "recht_kag",
    ],
    [
      "a script in the workflow",
      changed("workflow.bpmn", (text) => text.replaceAll("bpmn:userTask", "bpmn:scriptTask")),
      "workflow.bpmn",
      "angaben_pruefen",
    ],
    [
      "a fee table that does not compile",
      changed("fees.dmn", (text) => text.replace("<text>6000</text>", "<text>6000 +</text>")),
      "fees.dmn",
      "se4",
    ],
    [
      "a letter with an unknown name",
      changed("letters/ablehnung.de.md", (text) => text.replace("{hundename}", "{hundname}")),
      "letters/ablehnung.de.md",
      "hundname",
    ],
    [
      "a journey that comes out otherwise",
      changed("journeys/anmelden.yaml", (text) => text.replace("fee: 6000", "fee: 6001")),
      "journeys",
      "expected 6001",
    ],
    [
      "a journey with answers of another shape",
      changed("journeys/anmelden.yaml", (text) => text.replace("hundename: Bella", "hundename: [1, { a: 2 }]")),
      "journeys",
      "hundename",
    ],
    ["YAML that is none", changed("form.yaml", () => "pages: [\n"), "form.yaml", ""],
    [
      "a billion laughs in YAML",
      changed("texts/de.yaml", () => "a: &a [x, x]\nb: [*a, *a]\n"),
      "texts/de.yaml",
      "anchors",
    ],
    [
      "an entity bomb in the workflow",
      changed("workflow.bpmn", (text) => text.replace("?>", '?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>')),
      "workflow.bpmn",
      "",
    ],
  ] as [string, Map<string, string>, string, string][])("%s", async (_, files, file, words) => {
    const { problems } = await checkPackage(files);
    expect(problems).toContainEqual(expect.objectContaining({ file, message: expect.stringContaining(words) }));
  });
});
