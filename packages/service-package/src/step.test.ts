import { describe, expect, test } from "vitest";
import { missingWords, readStep } from "./step.ts";

describe("a step of a person", () => {
  const inputs = {
    checks: ["chip"],
    outcomes: ["grant", "refuse"],
    asks: { refuse: ["begruendung"] },
  };

  test("says its checks, its endings, and the words an ending asks for", () => {
    const step = readStep(inputs);
    expect(step.checks).toEqual(["chip"]);
    expect(step.outcomes).toEqual(["grant", "refuse"]);
    expect(step.problems).toEqual([]);
    expect(missingWords(step, "grant", {})).toEqual([]);
    expect(missingWords(step, "refuse", {})).toEqual(["begruendung"]);
    expect(missingWords(step, "refuse", { begruendung: "  \n" })).toEqual(["begruendung"]);
    expect(missingWords(step, "refuse", { begruendung: "Too young." })).toEqual([]);
  });

  test("that asks for an unknown ending or unknown words is told", () => {
    expect(readStep({ ...inputs, asks: { forbid: ["begruendung"], refuse: ["poem"] } }).problems).toEqual([
      "asks names forbid, which is no outcome of this step",
      "asks wants poem; a step can ask for begruendung and auflagen",
    ]);
  });

  test("offers an ending only where its condition is true", () => {
    expect(readStep(inputs).offered).toEqual(["grant", "refuse"]);
    for (const condition of [false, null]) {
      const step = readStep({ ...inputs, offers: { refuse: condition } });
      expect([step.outcomes, step.offered]).toEqual([["grant", "refuse"], ["grant"]]);
    }
    expect(readStep({ ...inputs, offers: { refuse: true } }).offered).toEqual(["grant", "refuse"]);
    expect(readStep({ ...inputs, offers: { forbid: true } }).problems).toEqual([
      "offers names forbid, which is no outcome of this step",
    ]);
  });

  test("may say nothing: it is simply done", () => {
    expect(readStep({})).toMatchObject({ checks: [], outcomes: [], problems: [] });
  });
});
