import { describe, expect, test } from "vitest";
import type { Answers } from "./answer.ts";
import { children, formOfPages, formWith } from "./testing/form.ts";

const seen = (problems: { path: string; code: string }[]): string[] =>
  problems.map(({ path, code }) => `${path} ${code}`);

describe("in a list of entries", () => {
  test("limits of a date see the other answers of the same entry", () => {
    const form = formWith([
      children({ id: "geboren", type: "date" }, { id: "eingeschult", type: "date", min: "geboren", required: false }),
    ]);
    const kinder = [
      { vorname: "A", geboren: "2015-05-01", eingeschult: "2021-08-01" },
      { vorname: "B", geboren: "2018-05-01", eingeschult: "2017-08-01" },
    ];
    expect(seen(form.check({ kinder }))).toEqual(["kinder.1.eingeschult dateTooEarly"]);
  });

  test("a check shown at an entry's field is asked of every entry, with its own answers", () => {
    const form = formWith(
      [{ id: "grenze", type: "integer" }, children({ id: "alter", type: "integer" })],
      [{ id: "zu_alt", test: "alter <= grenze", at: "alter" }],
    );
    const kinder = [
      { vorname: "A", alter: 3 },
      { vorname: "B", alter: 9 },
      { vorname: "C", alter: 12 },
    ];
    expect(seen(form.check({ grenze: 8, kinder }))).toEqual(["kinder.1.alter zu_alt", "kinder.2.alter zu_alt"]);
    expect(form.check({ grenze: 12, kinder })).toEqual([]);
  });

  test("a duty inside an entry depends on the same entry only", () => {
    const form = formWith([
      children({ id: "betreut", type: "yesno" }, { id: "notiz", type: "text", required: "betreut" }),
    ]);
    const kinder = [
      { vorname: "A", betreut: true },
      { vorname: "B", betreut: false },
    ];
    expect(seen(form.check({ kinder }))).toEqual(["kinder.0.notiz requiredText"]);
  });

  test("a question that another entry opens stays closed here", () => {
    const form = formWith([
      children({ id: "betreut", type: "yesno" }, { id: "notiz", type: "text", when: "betreut = true" }),
    ]);
    const walk = form.walk({ kinder: [{ betreut: true }, { betreut: false }, {}] });
    expect(walk.asked.map(({ path }) => path).filter((path) => path.endsWith("notiz"))).toEqual(["kinder.0.notiz"]);
  });

  test("what is no entry is refused at its place, and the others keep theirs", () => {
    const form = formWith([children()]);
    const kinder = ["x", null, { vorname: "C", fremd: 1 }] as unknown as Answers[];
    expect(seen(form.check({ kinder }))).toEqual([
      "kinder.0 wrongType",
      "kinder.1 wrongType",
      "kinder.2.fremd unknownField",
      "kinder.0.vorname requiredText",
      "kinder.1.vorname requiredText",
    ]);
    expect(seen(form.check({ kinder: "x" }))).toEqual(["kinder wrongType"]);
  });
});

describe("shown at a whole list", () => {
  test("a check stands at the group or the repeated field", () => {
    const form = formWith(
      [children(), { id: "staaten", type: "text", repeat: {}, required: false }],
      [
        { id: "namen", test: "count(distinct values(kinder.vorname)) = count(kinder)", at: "kinder" },
        { id: "zwei", test: "staaten = null or count(staaten) >= 2", at: "staaten" },
      ],
    );
    const kinder = [{ vorname: "A" }, { vorname: "A" }];
    expect(seen(form.check({ kinder, staaten: ["x"] }))).toEqual(["kinder namen", "staaten zwei"]);
    expect(form.check({ kinder: [{ vorname: "A" }, { vorname: "B" }], staaten: ["x", "y"] })).toEqual([]);
  });

  test("a group can be a duty only sometimes", () => {
    const form = formWith([
      { id: "hat", type: "yesno" },
      { ...children(), required: "hat = true" },
    ]);
    expect(seen(form.check({ hat: true }))).toEqual(["kinder tooFew"]);
    expect(form.check({ hat: false })).toEqual([]);
    expect(form.check({ hat: true, kinder: [{ vorname: "A" }] })).toEqual([]);
  });

  test("too few and too many", () => {
    const form = formWith([
      { ...children(), repeat: { min: 1, max: 2 } },
      { id: "staaten", type: "text", repeat: { min: 2, max: 3 } },
    ]);
    const entry = { vorname: "A" };
    expect(form.check({ staaten: ["a"] })).toEqual([
      { path: "staaten", code: "tooFew", details: { min: 2, count: 1 } },
      { path: "kinder", code: "tooFew", details: { min: 1, count: 0 } },
    ]);
    expect(seen(form.check({ kinder: [entry, entry, entry], staaten: ["a", "b", "c", "d"] }))).toEqual([
      "staaten tooMany",
      "kinder tooMany",
    ]);
  });

  test("a hundred thousand entries of a repeated field are refused by their number", () => {
    const form = formWith([{ id: "staaten", type: "text", repeat: { min: 0, max: 3 } }]);
    const staaten = Array.from({ length: 100_000 }, () => 5) as unknown as string[];
    expect(form.check({ staaten })).toHaveLength(5);
  });
});

describe("across the form", () => {
  const form = formOfPages([
    { id: "eins", elements: [{ id: "anfang", type: "date" }] },
    {
      id: "zwei",
      when: 'anfang > date("2000-01-01")',
      elements: [{ id: "ende", type: "date" }],
      checks: [{ id: "folge", test: "ende >= anfang", at: "ende" }],
    },
  ]);

  test("a check looks only where it is asked, and not where something is wrong already", () => {
    expect(seen(form.check({ anfang: "2024-01-02", ende: "2024-01-01" }))).toEqual(["ende folge"]);
    expect(seen(form.check({ anfang: "2024-01-02", ende: "kein Tag" }))).toEqual(["ende wrongType"]);
    expect(form.check({ anfang: "1999-01-02", ende: "1998-01-01" })).toEqual([]);
  });

  test("one page is checked alone", () => {
    expect(seen(form.check({ anfang: "2024-01-01" }, { page: "eins" }))).toEqual([]);
    expect(seen(form.check({ anfang: "2024-01-01" }, { page: "zwei" }))).toEqual(["ende requiredDate"]);
  });

  test("unknown answers are named, whatever they are called", () => {
    const answers = JSON.parse('{"anfang":"1999-01-01","fremd":1,"__proto__":{"x":1},"constructor":2}') as Answers;
    expect(seen(form.check(answers))).toEqual([
      "fremd unknownField",
      "__proto__ unknownField",
      "constructor unknownField",
    ]);
  });

  test("the clock is the caller's", () => {
    const dated = formWith([{ id: "tag", type: "date", max: "today()" }]);
    const now = new Date("2026-03-01T12:00:00Z");
    expect(dated.check({ tag: "2026-03-01" }, { now })).toEqual([]);
    expect(seen(dated.check({ tag: "2026-03-02" }, { now }))).toEqual(["tag dateTooLate"]);
  });
});
