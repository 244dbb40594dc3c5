import { expect, test } from "vitest";
import { Names } from "./names.ts";

test("a prefix is what the nearest element around declared, and is gone with that element", () => {
  const names = new Names();
  expect(names.open("a:one", { "xmlns:a": "urn:a", xmlns: "urn:default" })).toEqual({ local: "one", uri: "urn:a" });
  expect(names.open("two", {})).toEqual({ local: "two", uri: "urn:default" });
  names.close();
  expect(names.open("two", { xmlns: "", "xmlns:a": "urn:other" })).toEqual({ local: "two", uri: "" });
  expect(names.open("a:one", { lang: "de" })).toEqual({ local: "one", uri: "urn:other" });
  names.close();
  names.close();
  expect(names.open("a:one", {})).toEqual({ local: "one", uri: "urn:a" });
  expect(names.open("xml:base", {}).uri).toBe("http://www.w3.org/XML/1998/namespace");
});

test.each(["b:one", ":one", "a:", "a:b:c"])("what no element declared is refused: %s", (name) => {
  const names = new Names();
  names.open("root", { "xmlns:a": "urn:a" });
  expect(() => names.open(name, {})).toThrow(/is not declared/);
});

test("what a scope remembers is bounded: a file of a million different names costs no memory for them", () => {
  const names = new Names();
  names.open("root", { xmlns: "urn:a" });
  const openAndClose = (name: string) => {
    const found = names.open(name, {});
    names.close();
    return found;
  };
  const first = Array.from({ length: 2_000 }, (_, n) => openAndClose(`n${n}`));
  // One that is remembered is the same object again, one beyond the bound is made anew.
  const remembered = first.filter((found, n) => openAndClose(`n${n}`) === found).length;
  expect(remembered).toBeGreaterThan(900);
  expect(remembered).toBeLessThanOrEqual(1_000);
  expect(openAndClose("n1999")).toEqual({ local: "n1999", uri: "urn:a" });
});
