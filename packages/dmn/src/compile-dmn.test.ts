import { FeelError } from "@allmende/feel";
import { describe, expect, test } from "vitest";
import {
  contextFrom,
  decide,
  decision,
  definitions,
  inputData,
  literal,
  modelOf,
  problemsOf,
  table,
} from "../test/samples.ts";
import { MODEL_NAMESPACES } from "./xml/dmn15.ts";

const knowledge = (name: string, parameters: readonly string[], body: string, more = "") =>
  `<businessKnowledgeModel id="id_${name}" name="${name}"><variable name="${name}"/><encapsulatedLogic>${parameters
    .map((parameter) => `<formalParameter name="${parameter}" typeRef="number"/>`)
    .join("")}${body}</encapsulatedLogic>${more}</businessKnowledgeModel>`;

describe("a model", () => {
  test.each(MODEL_NAMESPACES)("is read in the namespace %s", async (namespace) => {
    expect(decide(await modelOf(definitions(decision("A", literal("1")), namespace)), "A")).toBe(1);
  });

  test("is read with a prefix", async () => {
    const xml = `<d:definitions xmlns:d="${MODEL_NAMESPACES[3]}" id="x" name="x" namespace="urn:x"><d:decision id="a" name="A"><d:conditional>
      <d:if><d:literalExpression><d:text>true</d:text></d:literalExpression></d:if><d:then><d:literalExpression><d:text>1</d:text></d:literalExpression></d:then>
      <d:else><d:literalExpression><d:text>2</d:text></d:literalExpression></d:else></d:conditional></d:decision></d:definitions>`;
    expect(decide(await modelOf(xml), "A")).toBe(1);
  });

  test("is asked by the name of a decision or by its id", async () => {
    const model = await modelOf(definitions(decision("My Decision", literal("1"))));
    expect(model.decisions).toEqual([{ id: "id_My_Decision", name: "My Decision" }]);
    expect(decide(model, "My Decision")).toBe(1);
    expect(decide(model, "id_My_Decision")).toBe(1);
    expect(() => decide(model, "Other")).toThrow(RangeError);
  });

  test("makes the decisions that a decision needs, each of them once, with all reasons", async () => {
    const rates = table({ inputs: ["Age"], outputs: [{}], rules: ["< 18 => 0", ">= 18 => 10"] });
    const xml = definitions(
      inputData("Age") +
        decision("Rate", rates, { needs: ["Age"] }) +
        decision("Double Rate", literal("Rate * 2"), { decisions: ["Rate"] }) +
        decision("Total", literal("Rate + Double Rate"), { decisions: ["Rate", "Double Rate"] }),
    );
    const decided = (await modelOf(xml)).decide("Total", contextFrom({ Age: 20 }));
    expect(decided.value?.toString()).toBe("30");
    expect(decided.matched).toEqual([{ decision: "Rate", ruleIds: ["r2"] }]);
  });

  test("calls knowledge models, which may need others and themselves", async () => {
    const xml = definitions(
      knowledge("double", ["x"], literal("x * 2")) +
        knowledge(
          "power",
          ["n"],
          literal("if n = 0 then 1 else double(power(n - 1))"),
          '<knowledgeRequirement><requiredKnowledge href="#id_double"/></knowledgeRequirement>',
        ) +
        decision("A", literal("power(10)"), { knowledge: ["power"] }),
    );
    expect(decide(await modelOf(xml), "A")).toBe(1024);
  });

  test("tells the rules of a table in a knowledge model", async () => {
    const rates = table({ inputs: ["x"], outputs: [{}], rules: ["> 1 => 7"] });
    const xml = definitions(
      knowledge("rate", ["x"], rates) + decision("A", literal("rate(2)"), { knowledge: ["rate"] }),
    );
    expect((await modelOf(xml)).decide("A", {}).matched).toEqual([{ decision: "rate", ruleIds: ["r1"] }]);
  });

  test("calls decision services, from a decision and from outside", async () => {
    const service = `<decisionService id="id_Service" name="Service"><variable name="Service"/><outputDecision href="#id_Sum"/><encapsulatedDecision href="#id_Half"/><inputData href="#id_Age"/></decisionService>`;
    const xml = definitions(
      inputData("Age", "number") +
        decision("Half", literal("Age / 2"), { needs: ["Age"] }) +
        decision("Sum", literal("Half + Age"), { needs: ["Age"], decisions: ["Half"] }) +
        service +
        decision("A", literal("Service(10) + Service(Age: 2)"), { knowledge: ["Service"] }),
    );
    const model = await modelOf(xml);
    expect(decide(model, "A")).toBe(18);
    expect(decide(model, "Service", { Age: 4 })).toBe(6);
  });

  test("shares one budget among all that a decision needs", async () => {
    const loop = literal("count(for i in 1..5000 return i)");
    const xml = definitions(
      decision("A", loop) + decision("B", loop) + decision("C", literal("A + B"), { decisions: ["A", "B"] }),
    );
    const model = await modelOf(xml);
    expect(decide(model, "B", {}, { budget: 40_000 })).toBe(5000);
    expect(() => decide(model, "C", {}, { budget: 40_000 })).toThrow(FeelError);
  });

  test("pays for boxed loops and for every cell", async () => {
    const loop = (inner: string) =>
      `<for iteratorVariable="i"><in>${literal("numbers")}</in><return>${inner}</return></for>`;
    const rows = `<relation><column name="a"/>${`<row>${literal("1")}</row>`.repeat(300)}</relation>`;
    const asked = { needs: ["numbers"] };
    const xml = definitions(
      inputData("numbers") + decision("Loops", loop(loop("<list/>")), asked) + decision("Cells", loop(rows), asked),
    );
    const model = await modelOf(xml);
    const numbers = Array.from({ length: 400 }, (_, index) => index);
    expect(() => decide(model, "Loops", { numbers })).toThrow("steps");
    expect(() => decide(model, "Cells", { numbers })).toThrow("steps");
  });

  test("does not give a result that is huge once it is written down", async () => {
    const doubled = Array.from({ length: 40 }, (_, index) => `a${index + 1}: [a${index}, a${index}]`).join(", ");
    const model = await modelOf(definitions(decision("A", literal(`{a0: [1, 1], ${doubled}}`))));
    expect(() => decide(model, "A")).toThrow("parts");
  });

  test("never recurses without end", async () => {
    const xml = definitions(
      knowledge("f", ["n"], literal("f(n + 1)")) + decision("A", literal("f(1)"), { knowledge: ["f"] }),
    );
    const model = await modelOf(xml);
    expect(() => decide(model, "A")).toThrow(FeelError);
  });
});

describe("the types of a model", () => {
  const status = `<itemDefinition name="tStatus"><typeRef>string</typeRef><allowedValues><text>"new", "old"</text></allowedValues></itemDefinition>`;
  const person = `<itemDefinition name="tPerson"><itemComponent name="Full Name"><typeRef>string</typeRef></itemComponent><itemComponent name="status"><typeRef>tStatus</typeRef></itemComponent></itemDefinition>`;
  const numbers = `<itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>`;

  test("let members have names with spaces", async () => {
    const xml = definitions(
      status +
        person +
        inputData("Person", "tPerson") +
        decision("A", literal("Person.Full Name"), { needs: ["Person"] }),
    );
    expect(decide(await modelOf(xml), "A", { Person: { "Full Name": "Ada", status: "new" } })).toBe("Ada");
  });

  test("make an input null that is not of its type, with a warning", async () => {
    const model = await modelOf(
      definitions(status + inputData("S", "tStatus") + decision("A", literal("S"), { needs: ["S"] })),
    );
    expect(decide(model, "A", { S: "old" })).toBe("old");
    expect(model.decide("A", contextFrom({ S: "ancient" }))).toMatchObject({
      value: null,
      warnings: [{ code: "type" }],
    });
  });

  test("take a member that nobody answered as null, but do not let a result lack one", async () => {
    const made = decision("B", literal('{"Full Name": "Ada"}'), { typeRef: "tPerson" });
    const asked = decision("A", literal("[Person.Full Name, Person.status]"), { needs: ["Person"] });
    const model = await modelOf(definitions(status + person + inputData("Person", "tPerson") + asked + made));
    expect(decide(model, "A", { Person: { "Full Name": "Ada" } })).toEqual(["Ada", null]);
    expect(decide(model, "B")).toBe(null);
  });

  test("make one item a list, and a list of one its item", async () => {
    const xml = definitions(
      numbers +
        decision("List", literal("1"), { typeRef: "tNumbers" }) +
        decision("Item", literal("[1]"), { typeRef: "number" }),
    );
    const model = await modelOf(xml);
    expect(decide(model, "List")).toEqual([1]);
    expect(decide(model, "Item")).toBe(1);
  });

  test("make a result null that is not of its type", async () => {
    const model = await modelOf(definitions(decision("A", literal('"x"'), { typeRef: "number" })));
    expect(model.decide("A", {})).toMatchObject({ value: null, warnings: [{ code: "type" }] });
  });

  test("hold a single expression to its own type", async () => {
    const logic = '<literalExpression typeRef="number"><text>"x"</text></literalExpression>';
    expect(decide(await modelOf(definitions(decision("A", logic))), "A")).toBe(null);
  });

  test("are known to instance of", async () => {
    const xml = definitions(numbers + decision("A", literal('[[1] instance of tNumbers, ["x"] instance of tNumbers]')));
    expect(decide(await modelOf(xml), "A")).toEqual([true, false]);
  });
});

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
