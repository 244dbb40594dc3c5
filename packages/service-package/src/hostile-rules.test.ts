/** What a package calls a rule is no code (fault I3): each text that means harm, in each place that takes an expression. */
import { describe, expect, test } from "vitest";
import { compileService } from "./compile-service.ts";
import { readPackage } from "./read-package.ts";
import { runJourney } from "./run-journey.ts";
import { sampleFiles } from "./sample.testing.ts";

const xml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Where an expression stands in the sample package, and how it is put there. */
const places: [where: string, file: string, put: (text: string, expression: string) => string][] = [
  [
    "a condition of the form",
    "form.yaml",
    (text, expression) => text.replace(`'groesse = "gross"'`, () => JSON.stringify(expression)),
  ],
  [
    "a check of the form",
    "form.yaml",
    (text, expression) => text.replace("string length(name) > 1", () => JSON.stringify(expression)),
  ],
  [
    "a cell of the fees",
    "fees.dmn",
    (text, expression) => text.replace("<text>1000 + 550</text>", () => `<text>${xml(expression)}</text>`),
  ],
  [
    "a condition of the workflow",
    "workflow.bpmn",
    (text, expression) =>
      text.replace(
        'sourceRef="pruefen" targetRef="schreiben" />',
        () =>
          `sourceRef="pruefen" targetRef="schreiben"><bpmn:conditionExpression xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="bpmn:tFormalExpression">${xml(expression)}</bpmn:conditionExpression></bpmn:sequenceFlow>`,
      ),
  ],
  [
    "a letter's placeholder",
    "letters/zusage.de.md",
    (text, expression) => text.replace("**{name}**", () => `{${expression}}`),
  ],
  [
    "a letter's condition",
    "letters/zusage.de.md",
    (text, expression) => text.replace("strom = true", () => expression.replaceAll("]", ")")),
  ],
];

const flee = "globalThis.fled = true";

/** No FEEL, or more than anybody reads: refused wherever it stands. */
const noRules = [
  `eval("${flee}"); 1`,
  `(function(){ ${flee} })()`,
  `(() => globalThis)()`,
  "`${globalThis.fled = true}`",
  `name.__proto__.fled = true; 1`,
  `{get x() { return 1 }}.x`,
  `{{constructor.constructor('${flee}')()}}`,
  `1 +`,
  "-".repeat(9_000) + "1",
  "(".repeat(4_000) + "1" + ")".repeat(4_000),
  `"${"x".repeat(1_000_000)}"`,
  "1+".repeat(500_000) + "1",
  "name ".repeat(200_000),
];

/** FEEL by its look: refused for names that nobody has, or a value is none and nothing is called. */
const namesOnly = [
  `while (true) {}`,
  `new Function("${flee}")()`,
  `this.constructor.constructor("${flee}")()`,
  `constructor.constructor("${flee}")()`,
  `name.constructor.constructor("${flee}")()`,
  `"".sub.constructor("${flee}")()`,
  `name.__proto__.fled`,
  `__proto__.fled`,
  `{"__proto__": {fled: true}}.fled`,
  `Object.defineProperty(name, "x", 1)`,
  `require("child_process").execSync("id")`,
  `process.exit(1)`,
  `context put({}, ["__proto__", "fled"], true).fled`,
];

/** FEEL that is never done, or only after years: its budget ends it. */
const endless = [
  "count(for i in 1..2000000 return i) > 1",
  "some i in 1..999999999999 satisfies i < 0",
  "(function(f) f(f))(function(f) f(f))",
  `matches("${"a".repeat(40)}b", "(a+)+c")`,
];

async function put(file: string, change: (text: string, expression: string) => string, expression: string) {
  const files = sampleFiles({ [file]: (text) => change(text, expression) });
  if (files.get(file) === sampleFiles().get(file)) throw new Error(`${file} was not changed`);
  const begun = performance.now();
  const reading = readPackage(files);
  const compilation = reading.ok ? await compileService(reading.pkg) : reading;
  return { journeys: reading.ok ? reading.pkg.journeys : [], compilation, ms: performance.now() - begun };
}

describe.each(places)("%s", (_, file, change) => {
  test("is refused at once, with its file, where it is no rule", async () => {
    for (const expression of noRules) {
      const what = expression.slice(0, 60);
      const { compilation, ms } = await put(file, change, expression);
      expect(ms, what).toBeLessThan(1000);
      expect(compilation.ok ? [] : compilation.problems.map((problem) => problem.file), what).toContain(file);
    }
  });

  test("reaches nothing by names, and ends", async () => {
    for (const expression of [...namesOnly, ...endless]) {
      const what = expression.slice(0, 60);
      const { journeys, compilation } = await put(file, change, expression);
      if (!compilation.ok) {
        expect(
          compilation.problems.map((problem) => problem.file),
          what,
        ).toContain(file);
        continue;
      }
      const begun = performance.now();
      for (const journey of journeys) {
        const large = { ...journey, answers: { ...journey.answers, groesse: "gross", strom: true } };
        try {
          runJourney(compilation.service, large);
        } catch (error) {
          // A fault of the package, told as one; a stack that ran over or an escape would have another name.
          expect(["FeelError", "Error"], what).toContain((error as Error).name);
        }
      }
      expect(performance.now() - begun, what).toBeLessThan(1000);
    }
    expect(globalThis).not.toHaveProperty("fled");
    expect({}).not.toHaveProperty("fled");
  });
});
