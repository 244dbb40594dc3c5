import { describe, expect, test } from "vitest";
import { assessFee, compileService, describeApplication, textsIn, type CompiledService } from "./compile-service.ts";
import type { PackageProblem } from "./problem.ts";
import { readPackage } from "./read-package.ts";
import { sampleFiles, samplePackage } from "./sample.testing.ts";

type Changes = Parameters<typeof samplePackage>[0];
const now = new Date("2026-11-17T10:00:00+01:00");

async function problemsOf(changes: Changes): Promise<PackageProblem[]> {
  const compilation = await compileService(samplePackage(changes));
  return compilation.ok ? [] : compilation.problems;
}

async function compiled(changes: Changes = {}): Promise<CompiledService> {
  const compilation = await compileService(samplePackage(changes));
  if (!compilation.ok) throw new Error(JSON.stringify(compilation.problems));
  return compilation.service;
}

describe("compiling a package", () => {
  test("binds a sound package", async () => {
    const service = await compiled();
    expect(service.languages).toEqual(["de"]);
    expect(service.letters.get("zusage")?.has("de")).toBe(true);
  });

  test("refuses an unknown name in a condition of the form", async () => {
    const problems = await problemsOf({
      "form.yaml": (text) => text.replace(`'groesse = "gross"'`, `'farbe = "rot"'`),
    });
    expect(problems).toEqual([{ file: "form.yaml", message: expect.stringMatching(/^strom: .*farbe/) }]);
  });

  test("refuses a condition over an answer that comes later", async () => {
    const problems = await problemsOf({
      "form.yaml": (text) => text.replace("type: choice", "type: choice\n        when: strom = true"),
    });
    expect(problems).toEqual([{ file: "form.yaml", message: expect.stringContaining("asked before") }]);
  });

  test.each([
    ["applicant.name", "applicant: { name: name }", "applicant: { name: wer }"],
    ["subject", "subject: name", "subject: titel"],
  ])("refuses an unknown name in %s", async (place, from, to) => {
    const problems = await problemsOf({ "service.yaml": (text) => text.replace(from, to) });
    expect(problems).toEqual([{ file: "service.yaml", message: expect.stringMatching(new RegExp(`^${place}: `)) }]);
  });

  test("refuses an unknown name in a rule of the workflow, with its line; the fee and how a step ended are known", async () => {
    const asking = (source: string) =>
      problemsOf({
        "workflow.bpmn": (text) =>
          text.replace(
            '<bpmn:userTask id="pruefen">',
            `<bpmn:userTask id="pruefen"><bpmn:extensionElements><allmende:assignment rule="${source}" /></bpmn:extensionElements>`,
          ),
      });
    expect(await asking("{area: groesse, load: gebuehr = null}")).toEqual([]);
    expect(await asking("{area: grosse}")).toEqual([
      { file: "workflow.bpmn", line: 6, message: expect.stringContaining("grosse") },
    ]);
  });

  test("refuses an id that stands twice", async () => {
    const problems = await problemsOf({ "form.yaml": (text) => text.replace("id: strom", "id: name") });
    expect(problems).toContainEqual({
      file: "form.yaml",
      message: expect.stringContaining("the id name stands twice"),
    });
  });

  test("refuses an id that stands in two files, with its line", async () => {
    const problems = await problemsOf({
      "workflow.bpmn": (text) => text.replaceAll('"a"', '"strom"').replaceAll(">a<", ">strom<"),
    });
    expect(problems).toEqual([
      { file: "workflow.bpmn", line: 5, message: expect.stringContaining("the id strom stands in form.yaml, too") },
    ]);
  });

  test("names the lines of form and texts when it has the files", async () => {
    const files = sampleFiles({ "form.yaml": (text) => text.replace("length(name) > 1", "length(wer) > 1") });
    const reading = readPackage(files);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    expect(await compileService(reading.pkg, files)).toMatchObject({ problems: [{ file: "form.yaml", line: 10 }] });

    const unused = sampleFiles({ "texts/de.yaml": (text) => `${text}keller: Keller\n` });
    const second = readPackage(unused);
    if (!second.ok) throw new Error(JSON.stringify(second.problems));
    expect(await compileService(second.pkg, unused)).toMatchObject({ problems: [{ file: "texts/de.yaml", line: 12 }] });
  });

  test.each(["strom", "klein", "seite", "name_lang", "recht"])("says that the text for %s is missing", async (id) => {
    const problems = await problemsOf({ "texts/de.yaml": (text) => text.replace(new RegExp(`^${id}:.*\n`, "m"), "") });
    expect(problems).toEqual([{ file: "texts/de.yaml", message: `the text for ${id} is missing` }]);
  });

  test("needs the title and the lead of the service", async () => {
    const problems = await problemsOf({ "texts/de.yaml": (text) => text.replace("title: Laube mieten, ", "") });
    expect(problems).toEqual([{ file: "texts/de.yaml", message: "service.title is missing" }]);
  });

  test("needs a text for the question that asks the place", async () => {
    const problems = await problemsOf({
      "service.yaml": (text) => `${text}competence: { rule: place, question: frage_ort }\n`,
    });
    expect(problems).toEqual([{ file: "texts/de.yaml", message: "the text for frage_ort is missing" }]);
  });

  test("needs the field that takes the place on the first page, where it is not lost", async () => {
    const place = (field: string): Changes => ({
      "service.yaml": (text) => `${text}competence: { rule: place, question: frage_ort, fills: ${field} }\n`,
      "texts/de.yaml": (text) => `${text}frage_ort: Wo?\nzweite: Mehr\nspaeter: Später\n`,
      "form.yaml": (text) => `${text}  - { id: zweite, elements: [{ id: spaeter, type: text }] }\n`,
    });
    expect(await problemsOf(place("name"))).toEqual([]);
    for (const field of ["spaeter", "nirgends"]) {
      expect(await problemsOf(place(field))).toEqual([
        { file: "service.yaml", message: `competence.fills: the first page of the form has no field ${field}` },
      ]);
    }
  });

  test("refuses a text that nobody shows, in every language", async () => {
    const problems = await problemsOf({
      "texts/de.yaml": (text) => `${text}keller: Keller\n`,
      "texts/en.yaml": () => "attic: Attic\n",
    });
    expect(problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      "texts/de.yaml: no element has the id keller",
      "texts/en.yaml: no element has the id attic",
    ]);
  });

  test("refuses a fee decision that fees.dmn does not have", async () => {
    const problems = await problemsOf({ "service.yaml": (text) => text.replace("decision: miete", "decision: pacht") });
    expect(problems).toEqual([{ file: "service.yaml", message: "fee.decision: fees.dmn has no decision pacht" }]);
  });

  test("refuses a fee decision without fees.dmn", async () => {
    const problems = await problemsOf({
      "fees.dmn": null,
      "texts/de.yaml": (text) => text.replace(/^satz_klein:.*\n/m, ""),
    });
    expect(problems).toEqual([{ file: "fees.dmn", message: expect.stringContaining("this file is missing") }]);
  });

  test("refuses a decision table that is not FEEL", async () => {
    const problems = await problemsOf({ "fees.dmn": (text) => text.replace("1000 + 550", "1000 +") });
    expect(problems).toEqual([{ file: "fees.dmn", line: 12, message: expect.stringContaining("g2") }]);
  });

  test("refuses a workflow step it does not know, with its line", async () => {
    const problems = await problemsOf({
      "workflow.bpmn": (text) => text.replaceAll(/bpmn:userTask/g, "bpmn:scriptTask"),
    });
    expect(problems).toContainEqual({ file: "workflow.bpmn", line: 6, message: expect.stringMatching(/^pruefen: /) });
  });

  test("refuses a letter that service.yaml and workflow name and the folder does not have", async () => {
    const problems = await problemsOf({ "letters/zusage.de.md": null });
    expect(problems).toEqual([
      { file: "workflow.bpmn", line: 8, message: "schreiben: there is no letter zusage" },
      { file: "service.yaml", message: "letters: there is no letter zusage" },
    ]);
  });

  const input = (name: string, value: string) => (text: string) =>
    text.replace(
      '<bpmn:userTask id="pruefen">',
      `<bpmn:userTask id="pruefen"><bpmn:extensionElements><allmende:input name="${name}" value="[&quot;${value}&quot;]" /></bpmn:extensionElements>`,
    );
  test.each([
    [
      "letter",
      (text: string) => text.replace('name="zusage"', 'name="absage"'),
      "schreiben: there is no letter absage",
    ],
    [
      "decision",
      (text: string) => text.replace('type="letter" name="zusage"', 'type="fee" decision="pacht"'),
      "schreiben: fees.dmn has no decision pacht",
    ],
    ["closure", (text: string) => text.replace('"granted"', '"done"'), /^schliessen: a case does not close as done/],
    [
      "text to tick off",
      input("checks", "pruefung_schluessel"),
      "pruefen: the text for pruefung_schluessel is missing",
    ],
    ["text of an outcome", input("outcomes", "vielleicht"), "pruefen: the text for pruefen.vielleicht is missing"],
  ])("refuses a workflow that names a %s which is not there", async (_, change, message) => {
    const problems = await problemsOf({ "workflow.bpmn": change });
    expect(problems).toEqual([
      {
        file: "workflow.bpmn",
        line: expect.any(Number),
        message: typeof message === "string" ? message : expect.stringMatching(message),
      },
    ]);
  });

  test("takes a decision of fees.dmn and looks into sub-processes, too", async () => {
    const decides = (text: string) => text.replace('type="letter" name="zusage"', 'type="fee" decision="miete"');
    expect(await problemsOf({ "workflow.bpmn": decides })).toEqual([]);
    const nested = (text: string) =>
      text.replace(
        /<bpmn:userTask id="pruefen">.*<\/bpmn:userTask>/,
        `<bpmn:subProcess id="pruefen"><bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing>
         <bpmn:startEvent id="innen"><bpmn:outgoing>x</bpmn:outgoing></bpmn:startEvent><bpmn:sequenceFlow id="x" sourceRef="innen" targetRef="brief" />
         <bpmn:serviceTask id="brief"><bpmn:extensionElements><allmende:step type="letter" name="absage" /></bpmn:extensionElements><bpmn:incoming>x</bpmn:incoming><bpmn:outgoing>y</bpmn:outgoing></bpmn:serviceTask>
         <bpmn:sequenceFlow id="y" sourceRef="brief" targetRef="aus" /><bpmn:endEvent id="aus"><bpmn:incoming>y</bpmn:incoming></bpmn:endEvent></bpmn:subProcess>`,
      );
    expect((await problemsOf({ "workflow.bpmn": nested })).map(({ message }) => message)).toEqual([
      "brief: there is no letter absage",
    ]);
  });

  test("refuses a letter without its German text", async () => {
    const problems = await problemsOf({ "letters/absage.en.md": () => "[betreff]\nNo\n" });
    expect(problems).toEqual([
      { file: "letters/absage.de.md", message: expect.stringContaining("German is the legal text") },
    ]);
  });

  test("names file and line of an unknown name in a letter", async () => {
    const problems = await problemsOf({
      "letters/zusage.de.md": (text) => text.replace("{gebuehr | euro}", "{preis | euro}"),
    });
    expect(problems).toEqual([{ file: "letters/zusage.de.md", line: 5, message: expect.stringContaining("preis") }]);
  });
});

describe("a compiled package", () => {
  test("tells the rates people can read, and leaves out what is computed", async () => {
    const { feeRules } = await compiled();
    expect(feeRules).toEqual([
      { id: "satz_klein", cents: 1000 },
      { id: "satz_gross", cents: null },
    ]);
  });

  test("assesses the fee with the rule that gave it", async () => {
    const fee = assessFee(await compiled(), { name: "Petra", groesse: "gross", strom: true }, now);
    expect(fee).toEqual({
      cents: 1550,
      items: [],
      rules: [{ decision: "miete", rules: ["satz_gross"] }],
      inputs: { groesse: "gross" },
    });
  });

  test("assesses a fee with its items, one of each unless told", async () => {
    const context = `<literalExpression><text>{ cents: 1750, posten: [{ id: "satz_klein", cents: 1000 }, { id: "satz_gross", menge: 3, cents: 750 }] }</text></literalExpression>`;
    const service = await compiled({
      "fees.dmn": (text) =>
        text
          .replace(/<variable name="miete" typeRef="number" \/>/, '<variable name="miete" />')
          .replace(/<decisionTable[\s\S]*<\/decisionTable>/, context),
      "texts/de.yaml": (text) => text.replace(/^satz_klein:.*\n/m, ""),
    });
    expect(assessFee(service, { name: "Petra", groesse: "klein" }, now)).toMatchObject({
      cents: 1750,
      items: [
        { id: "satz_klein", quantity: 1, cents: 1000 },
        { id: "satz_gross", quantity: 3, cents: 750 },
      ],
    });
  });

  test.each(["10.5", "-1", '"zehn"', "null"])(
    "refuses a fee of %s: no fee is better than a wrong one",
    async (output) => {
      const service = await compiled({
        "fees.dmn": (text) => text.replace("<text>1000</text>", `<text>${output}</text>`),
      });
      expect(() => assessFee(service, { name: "Petra", groesse: "klein" }, now)).toThrow(
        "a fee is a whole number of cents",
      );
    },
  );

  test("has no fee where the service names none", async () => {
    const service = await compiled({ "service.yaml": (text) => text.replace(/^fee:.*\n/m, "") });
    expect(assessFee(service, { name: "Petra", groesse: "klein" }, now)).toBeUndefined();
  });

  test("describes who applies and leaves unknown things empty", async () => {
    expect(describeApplication(await compiled(), { name: "Petra" }, now)).toEqual({
      subject: "Petra",
      applicant: "Petra",
      address: [],
      email: null,
    });
    expect(describeApplication(await compiled(), {}, now)).toEqual({
      subject: "",
      applicant: "",
      address: [],
      email: null,
    });
  });

  test("falls back to German, text by text", async () => {
    const texts = textsIn(
      await compiled({ "texts/en.yaml": () => "klein: Small\nname: { label: Name in full }\n" }),
      "en",
    );
    expect(texts.language).toBe("en");
    expect([texts.find("klein", "label"), texts.find("gross", "label"), texts.find("name", "hint")]).toEqual([
      "Small",
      "Große Laube",
      "Vorname und Nachname",
    ]);
  });
});
