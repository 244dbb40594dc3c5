import { FeelError } from "@allmende/feel";
import { describe, expect, test } from "vitest";
import { contextFrom, decide, decision, definitions, inputData, literal, modelOf, table } from "../test/samples.ts";
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
