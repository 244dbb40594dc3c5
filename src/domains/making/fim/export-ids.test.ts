import { expect, test } from "vitest";
import { OwnIds } from "./export-ids.ts";

test("the same package and name give the same id, another package another", () => {
  const [one, again, other] = ["hund", "hund", "katze"].map((slug) => new OwnIds(slug).of("F", "name"));
  expect(one).toMatch(/^F99\d{9}$/);
  expect(again).toBe(one);
  expect(other).not.toBe(one);
});

test("no id is given twice, however many there are", () => {
  const ids = new OwnIds("hund");
  // Of so many, some fall on the same number.
  const given = Array.from({ length: 150_000 }, (_, nth) => ids.of("F", `feld_${nth}`));
  expect(new Set(given).size).toBe(given.length);
});
