import { describe, expect, test } from "vitest";
import type { PackageProblem } from "./problem.ts";
import { readPackage } from "./read-package.ts";
import { sampleFiles } from "./sample.testing.ts";

function problemsOf(changes: Parameters<typeof sampleFiles>[0]): PackageProblem[] {
  const reading = readPackage(sampleFiles(changes));
  return reading.ok ? [] : reading.problems;
}

describe("reading a package", () => {
  test("gives plain data that can be stored as JSON", () => {
    const reading = readPackage(sampleFiles());
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    expect(JSON.parse(JSON.stringify(reading.pkg))).toEqual(reading.pkg);
    expect(reading.pkg.service).toMatchObject({ slug: "laube-mieten", payment: "none", competence: { rule: "here" } });
    expect(reading.pkg.letters).toHaveProperty("zusage.de");
    expect(reading.pkg.journeys).toHaveLength(1);
  });

  test.each(["service.yaml", "form.yaml", "workflow.bpmn", "texts/de.yaml", "CHANGELOG.md"])(
    "says that %s is missing",
    (file) => {
      expect(problemsOf({ [file]: null })).toEqual([{ file, message: "this file is missing" }]);
    },
  );

  test("does without fees, letters and journeys", () => {
    expect(problemsOf({ "fees.dmn": null, "letters/zusage.de.md": null, "journeys/laube.yaml": null })).toEqual([]);
  });

  test.each([
    "script.js",
    "texts/../de.yaml",
    "texts/de-abc.yaml",
    "letters/zusage.deutsch.md",
    "letters/Zusage.de.md",
    "form.yml",
  ])("refuses %s, which belongs to no package", (file) => {
    expect(problemsOf({ [file]: () => "" })).toEqual([
      { file, message: expect.stringContaining("does not belong to a package") },
    ]);
  });

  test("refuses a file of more than 5 MB", () => {
    expect(problemsOf({ "texts/de.yaml": () => "x".repeat(5_000_001) })).toEqual([
      { file: "texts/de.yaml", message: "the file is larger than 5 MB" },
    ]);
  });

  test("names the line of an unknown key", () => {
    expect(
      problemsOf({
        "form.yaml": (text) => text.replace("- { id: name, type: text", "- { id: name, colour: red, type: text"),
      }),
    ).toEqual([{ file: "form.yaml", line: 4, message: expect.stringMatching(/pages\.0\.elements\.0.*colour/) }]);
  });

  test("names the line of a value of the wrong kind", () => {
    expect(problemsOf({ "service.yaml": (text) => text.replace("minutes: 3", "minutes: drei") })).toEqual([
      { file: "service.yaml", line: 6, message: expect.stringMatching(/^minutes: /) },
    ]);
  });

  test("says which required key is missing", () => {
    expect(problemsOf({ "service.yaml": (text) => text.replace("department: bauhof\n", "") })).toEqual([
      { file: "service.yaml", message: expect.stringMatching(/^department: /) },
    ]);
  });

  test("refuses a key that stands twice, with its line", () => {
    expect(problemsOf({ "texts/de.yaml": (text) => `${text}groesse: Noch einmal\n` })).toEqual([
      { file: "texts/de.yaml", line: 12, message: expect.stringContaining("unique") },
    ]);
  });

  test("refuses text that is not YAML, with its line", () => {
    const [problem] = problemsOf({ "texts/de.yaml": (text) => `${text}strom: "offen\n` });
    expect(problem).toMatchObject({ file: "texts/de.yaml" });
    expect(problem?.line).toBeGreaterThanOrEqual(12);
  });

  test("refuses aliases, so no file can grow a thousandfold in memory", () => {
    const bomb = [
      "a: &a [x, x, x, x, x, x, x, x, x]",
      ..."bcdefgh".split("").map((id, index) => `${id}: &${id} [${Array(9).fill(`*${"abcdefg"[index]}`).join(", ")}]`),
    ];
    const begun = performance.now();
    expect(problemsOf({ "texts/de.yaml": () => bomb.join("\n") })).toEqual([
      { file: "texts/de.yaml", message: "YAML anchors and aliases are not allowed" },
    ]);
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(problemsOf({ "texts/de.yaml": () => "a: &a x\nb: *a\n" })).toHaveLength(1);
  });

  test("does not run or make objects of YAML tags", () => {
    expect(problemsOf({ "texts/de.yaml": (text) => `${text}pruefung: !!js/function "() => 1"\n` })).toEqual([]);
  });

  test("does not let a text called __proto__ reach the prototype of objects", () => {
    readPackage(sampleFiles({ "texts/de.yaml": (text) => `${text}__proto__: { polluted: ja }\n` }));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("collects the problems of all files at once", () => {
    const files = problemsOf({
      "form.yaml": (text) => text.replace("type: yesno", "type: maybe"),
      "service.yaml": (text) => text.replace("version: 1.0.0", "version: eins"),
      "journeys/laube.yaml": (text) => text.replace("fee: 1000", "fee: 10.5"),
    }).map(({ file }) => file);
    expect(files).toEqual(["service.yaml", "form.yaml", "journeys/laube.yaml"]);
  });
});
