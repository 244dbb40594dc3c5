import { describe, expect, test } from "vitest";
import {
  contextFrom,
  decide,
  decision,
  definitions,
  inputData,
  modelOf,
  problemsOf,
  table,
  type TableSample,
} from "../../test/samples.ts";

/** A dog tax as municipalities know it: per dog, more for each further one, most for a dangerous one. */
const dogTax = {
  inputs: ["dogs", "dangerous"],
  rules: ["1 | false => 60", "2 | false => 90", "> 2 | false => 120", "- | true => 600"],
  outputs: [{}],
};

const overlapping = {
  inputs: ["age"],
  rules: ["> 6 => 10", "> 12 => 20", "> 18 => 30"],
  outputs: [{}],
};

function model(sample: TableSample) {
  const names = ["dogs", "dangerous", "age"];
  return modelOf(
    definitions(names.map((name) => inputData(name)).join("") + decision("Tax", table(sample), { needs: names })),
  );
}

async function taxFor(sample: Partial<TableSample>, input: object): Promise<unknown> {
  return decide(await model({ ...overlapping, ...sample }), "Tax", input);
}

describe("a decision table", () => {
  test("gives the output of the one rule that matches, and tells which it was", async () => {
    const compiled = await model(dogTax);
    const decided = compiled.decide("Tax", contextFrom({ dogs: 2, dangerous: false }));
    expect(decided.value?.toString()).toBe("90");
    expect(decided.matched).toEqual([{ decision: "Tax", ruleIds: ["r2"] }]);
  });

  test("is null where no rule matches, and the reasons are empty", async () => {
    const compiled = await model(dogTax);
    const decided = compiled.decide("Tax", contextFrom({ dogs: 0, dangerous: false }));
    expect(decided).toMatchObject({ value: null, matched: [{ decision: "Tax", ruleIds: [] }] });
  });

  test("takes a missing answer as no match", async () => {
    expect(decide(await model(dogTax), "Tax", { dangerous: false })).toBe(null);
  });

  test("falls back to the default output", async () => {
    expect(await taxFor({ outputs: [{ fallback: "0" }] }, { age: 1 })).toBe(0);
  });

  test("gives several outputs as a context", async () => {
    const sample = {
      inputs: ["age"],
      outputs: [{ name: "fee" }, { name: "reason" }],
      rules: ['> 6 => 10 | "older than " + string(6)'],
    };
    expect(decide(await model(sample), "Tax", { age: 7 })).toEqual({ fee: 10, reason: "older than 6" });
  });

  test("may test a condition about the value and other names", async () => {
    const sample = { inputs: ["age"], outputs: [{}], rules: ["? > dogs => 1", "? <= dogs => 2"] };
    expect(decide(await model(sample), "Tax", { age: 7, dogs: 8 })).toBe(2);
  });

  test("does not take a value that the column does not allow", async () => {
    const xml = definitions(
      inputData("dogs") +
        decision(
          "Tax",
          `<decisionTable><input><inputExpression><text>dogs</text></inputExpression><inputValues><text>[1..3]</text></inputValues></input>
           <output/><rule id="r1"><inputEntry><text>> 0</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable>`,
          { needs: ["dogs"] },
        ),
    );
    const compiled = await modelOf(xml);
    expect(decide(compiled, "Tax", { dogs: 3 })).toBe(1);
    expect(compiled.decide("Tax", contextFrom({ dogs: 4 }))).toMatchObject({
      value: null,
      warnings: [{ code: "not_allowed" }],
    });
  });

  test("is refused if its hit policy or aggregation is none", async () => {
    for (const unknown of [{ hitPolicy: "BEST" }, { hitPolicy: "COLLECT", aggregation: "AVG" }]) {
      const xml = definitions(
        inputData("age") + decision("Tax", table({ ...overlapping, ...unknown }), { needs: ["age"] }),
      );
      expect(await problemsOf(xml)).toMatchObject([{ code: "table" }]);
    }
  });

  test("is refused if a rule lacks an entry", async () => {
    const xml = definitions(
      inputData("age") + decision("Tax", table({ ...overlapping, rules: ["1 | 2 => 3"] }), { needs: ["age"] }),
    );
    expect(await problemsOf(xml)).toMatchObject([{ code: "table" }]);
  });
});

describe("the hit policy", () => {
  test("UNIQUE is null with a warning if two rules match", async () => {
    const decided = (await model(overlapping)).decide("Tax", contextFrom({ age: 13 }));
    expect(decided).toMatchObject({
      value: null,
      matched: [{ ruleIds: ["r1", "r2"] }],
      warnings: [{ code: "not_unique" }],
    });
  });

  test("FIRST takes the first rule", async () => {
    expect(await taxFor({ hitPolicy: "FIRST" }, { age: 20 })).toBe(10);
  });

  test("ANY takes rules that agree, and only those", async () => {
    expect(await taxFor({ hitPolicy: "ANY", rules: ["> 6 => 10", "> 12 => 10.0"] }, { age: 20 })).toBe(10);
    expect(await taxFor({ hitPolicy: "ANY" }, { age: 20 })).toBe(null);
  });

  test("PRIORITY takes the output that stands first among the output values", async () => {
    expect(await taxFor({ hitPolicy: "PRIORITY", outputs: [{ values: "20, 30, 10" }] }, { age: 20 })).toBe(20);
  });

  test("PRIORITY with several outputs compares them from left to right", async () => {
    const sample = {
      hitPolicy: "PRIORITY",
      inputs: ["age"],
      outputs: [
        { name: "a", values: '"x", "y"' },
        { name: "b", values: "1, 2" },
      ],
      rules: ['> 0 => "y" | 1', '> 0 => "x" | 2', '> 0 => "x" | 1'],
    };
    expect(decide(await model(sample), "Tax", { age: 20 })).toEqual({ a: "x", b: 1 });
  });

  test("OUTPUT ORDER lists the outputs by priority", async () => {
    expect(await taxFor({ hitPolicy: "OUTPUT ORDER", outputs: [{ values: "20, 30, 10" }] }, { age: 20 })).toEqual([
      20, 30, 10,
    ]);
  });

  test("RULE ORDER lists the outputs by rule", async () => {
    expect(await taxFor({ hitPolicy: "RULE ORDER" }, { age: 13 })).toEqual([10, 20]);
  });

  test.each([
    ["SUM", 60],
    ["MIN", 10],
    ["MAX", 30],
    ["COUNT", 3],
  ])("COLLECT with %s makes one number", async (aggregation, expected) => {
    expect(await taxFor({ hitPolicy: "COLLECT", aggregation }, { age: 20 })).toBe(expected);
  });

  test("COLLECT without aggregation lists the outputs", async () => {
    expect(await taxFor({ hitPolicy: "COLLECT" }, { age: 20 })).toEqual([10, 20, 30]);
  });

  test("COLLECT cannot sum up text", async () => {
    expect(
      await taxFor({ hitPolicy: "COLLECT", aggregation: "SUM", rules: ['> 6 => "a"', "> 7 => 1"] }, { age: 20 }),
    ).toBe(null);
  });

  test("COLLECT with an aggregation is refused for several outputs", async () => {
    const sample = {
      hitPolicy: "COLLECT",
      aggregation: "SUM",
      inputs: ["age"],
      outputs: [{ name: "a" }, { name: "b" }],
      rules: ["1 => 1 | 2"],
    };
    expect(
      await problemsOf(definitions(inputData("age") + decision("Tax", table(sample), { needs: ["age"] }))),
    ).toMatchObject([{ code: "table" }]);
  });
});
