import { describe, expect, test } from "vitest";
import { explain } from "../test/evaluate.ts";
import { format } from "./index.ts";

function readings(source: string, answers: object): string[] {
  return explain(source, answers).read.map(({ name, value }) => `${name} = ${format(value)}`);
}

describe("an explanation", () => {
  test("names the answers that were looked at", () => {
    expect(readings("age >= 18 and town = home", { age: 20, town: "Brandis", home: "Wurzen", other: 1 })).toEqual([
      "age = 20",
      'town = "Brandis"',
      'home = "Wurzen"',
    ]);
  });

  test("leaves out what did not matter", () => {
    expect(readings("age >= 18 and income > 0", { age: 17, income: 5 })).toEqual(["age = 17"]);
    expect(readings("if young then 1 else income", { young: true, income: 5 })).toEqual(["young = true"]);
  });

  test("names members by their path", () => {
    expect(readings("person.address.zip", { person: { address: { zip: "04821" } } })).toEqual([
      'person.address.zip = "04821"',
    ]);
  });

  test("does not name what the expression bound itself", () => {
    expect(readings("for x in xs return x.a", { xs: [{ a: 1 }] })).toEqual(["xs = [{a: 1}]"]);
  });

  test("tells what could not be computed", () => {
    const { value, warnings } = explain('age + "1"', { age: 1 });
    expect(value).toBe(null);
    expect(warnings).toMatchObject([{ code: "not_computable" }]);
  });

  test("does not warn of a member that is null", () => {
    expect(explain("a.b", { a: { b: null } }).warnings).toEqual([]);
    expect(explain("a.c", { a: { b: null } }).warnings).toMatchObject([{ code: "no_member" }]);
  });

  test("keeps the warnings of an endless mistake few", () => {
    expect(explain('for i in 1..1000 return i + "1"').warnings.length).toBe(100);
  });
});

describe("the clock", () => {
  const now = () => new Date("2026-06-30T22:30:00Z");

  test("is the caller's, and the day is that of Berlin", () => {
    const { value } = explain("[now(), today()]", {}, { now });
    expect(format(value)).toBe('[@"2026-07-01T00:30:00@Europe/Berlin", @"2026-07-01"]');
  });

  test("may stand in another zone", () => {
    expect(format(explain("today()", {}, { now, zone: "UTC" }).value)).toBe('@"2026-06-30"');
  });

  test("is null with a warning if there is none", () => {
    expect(explain("today()")).toMatchObject({ value: null, warnings: [{ code: "no_clock" }] });
  });
});
