import { expect, test } from "vitest";
import { isId, newCode, newId } from "./ids.ts";

test("ids made at one instant keep the order in which they were made", () => {
  const now = new Date("2026-11-17T08:00:00Z");
  const ids = Array.from({ length: 2000 }, () => newId(now));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every(isId)).toBe(true);
});

test("an id carries version 7 and its instant", () => {
  const id = newId(new Date(0x0190_0000_0000));
  expect(id).toMatch(/^01900000-0000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a code is easy to read aloud: no letter that looks like a digit", () => {
  expect(newCode(3)).toMatch(/^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}$/);
});
