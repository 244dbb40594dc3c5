import { describe, expect, test } from "vitest";
import { canonical, contentHash } from "./content-hash.ts";
import { samplePackage } from "./sample.testing.ts";

describe("the content hash", () => {
  test("does not depend on the order of keys", () => {
    const pkg = samplePackage();
    const turned = Object.fromEntries(Object.entries(pkg).toReversed()) as typeof pkg;
    turned.texts = { de: Object.fromEntries(Object.entries(pkg.texts.de!).toReversed()) };
    expect(contentHash(turned)).toBe(contentHash(pkg));
    expect(contentHash(pkg)).toMatch(/^[0-9a-f]{64}$/);
  });

  test("does not depend on how the YAML was written", () => {
    const otherwise = samplePackage({
      "texts/de.yaml": (text) => text.replace("klein: Kleine Laube", "'klein':   \"Kleine Laube\" # gleich"),
    });
    expect(contentHash(otherwise)).toBe(contentHash(samplePackage()));
  });

  test("survives storage as JSON", () => {
    const pkg = samplePackage();
    expect(contentHash(JSON.parse(JSON.stringify(pkg)) as typeof pkg)).toBe(contentHash(pkg));
  });

  test.each([
    ["a text", "texts/de.yaml", "Kleine Laube\n", "Kleine Laube.\n"],
    ["a rate", "fees.dmn", "1000", "1001"],
    ["a letter", "letters/zusage.de.md", "Der Strom", "Das Licht"],
    ["the order of pages and fields", "form.yaml", "[klein, gross]", "[gross, klein]"],
    ["a journey", "journeys/laube.yaml", "answers: { name: Petra", "answers: { name: Kim"],
  ])("changes with %s", (_, file, from, to) => {
    expect(contentHash(samplePackage({ [file]: (text) => text.replace(from, to) }))).not.toBe(
      contentHash(samplePackage()),
    );
  });

  test("keeps apart what looks alike", () => {
    const texts = [
      { a: 1 },
      { a: "1" },
      ["a", 1],
      [["a"], 1],
      { a: null },
      {},
      "",
      null,
      { "a:1,b": 2 },
      { a: 1, b: 2 },
    ].map(canonical);
    expect(new Set(texts).size).toBe(texts.length);
    expect(canonical({ a: undefined })).toBe(canonical({}));
  });
});
