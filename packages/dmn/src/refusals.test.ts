import { describe, expect, test } from "vitest";
import { decision, definitions, inputData, literal, problemsOf } from "../test/samples.ts";

const extension = (content: string) => `<extensionElements><x:x xmlns:x="urn:x">${content}</x:x></extensionElements>`;

describe("a model that cannot be used", () => {
  test.each([
    ["is no XML", "<definitions", "xml"],
    ["is of another namespace", definitions("", "urn:other"), "xml"],
    ["has a document type", `<!DOCTYPE x [<!ENTITY a "b">]>${definitions("")}`, "xml"],
    ["is nested too deep", definitions(extension("<x:a>".repeat(150) + "</x:a>".repeat(150))), "xml"],
    ["is too long", definitions(`<!-- ${"x".repeat(4_000_000)} -->`), "xml"],
    ["has elements that DMN does not know", definitions('<decision id="a" name="A"><boxedWish/></decision>'), "xml"],
    ["has an expression that is not FEEL", definitions(decision("A", literal("1 +"))), "expression"],
    [
      "reads a name that the decision does not need",
      definitions(inputData("Age") + decision("A", literal("Age"))),
      "expression",
    ],
    ["needs what is not there", definitions(decision("A", literal("1"), { needs: ["Age"] })), "reference"],
    ["has a type that is not there", definitions(decision("A", literal("1"), { typeRef: "tAge" })), "type"],
    [
      "has a type made of itself",
      definitions('<itemDefinition name="t"><typeRef>t</typeRef></itemDefinition>'),
      "type",
    ],
    ["imports another model", definitions('<import namespace="urn:x" name="x" importType="urn:y"/>'), "unsupported"],
    [
      "imports values",
      definitions(
        '<decision id="a" name="A"><literalExpression><importedValues namespace="urn:x" name="x" importType="x"><importedElement>x</importedElement></importedValues></literalExpression></decision>',
      ),
      "unsupported",
    ],
    [
      "is written in another language",
      definitions(
        '<decision id="a" name="A"><literalExpression expressionLanguage="javascript"><text>1</text></literalExpression></decision>',
      ),
      "unsupported",
    ],
    [
      "calls a function outside of FEEL",
      definitions('<businessKnowledgeModel id="b" name="b"><encapsulatedLogic kind="Java"/></businessKnowledgeModel>'),
      "unsupported",
    ],
    [
      "has a decision that needs itself",
      definitions(
        decision("A", literal("B"), { decisions: ["B"] }) + decision("B", literal("A"), { decisions: ["A"] }),
      ),
      "cycle",
    ],
  ])("%s", async (_what, xml, code) => {
    expect((await problemsOf(xml)).map((problem) => problem.code)).toContain(code);
  });

  test("tells the element of each problem", async () => {
    const xml = definitions(
      '<decision id="a" name="A"><literalExpression id="e"><text>1 +</text></literalExpression></decision>',
    );
    expect(await problemsOf(xml)).toMatchObject([{ code: "expression", elementId: "e" }]);
  });
});
