import { describe, expect, test } from "vitest";
import { contextFrom, decide, decision, definitions, inputData, literal, modelOf } from "../../test/samples.ts";

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
