import { expect, test } from "vitest";
import { readSourceFiles } from "../../../../test/walls/source-files.ts";
import { root } from "../../../platform/root.ts";
import { de } from "./de.ts";

/** Said by the page of its own, or on the command line only. */
const elsewhere = /^services\./;

test("every refusal has its sentence, and no sentence is without a refusal", () => {
  const refusals = new Set<string>();
  for (const [path, text] of readSourceFiles(root, ["src/domains", "src/web"]))
    if (!path.endsWith(".test.ts"))
      for (const [, code = ""] of text.matchAll(/new Refusal\(\s*"([a-z_.]+)"/g)) refusals.add(code);
  const codes = [...refusals].filter((code) => !elsewhere.test(code)).toSorted();
  expect(codes.length).toBeGreaterThan(20);
  expect(Object.keys(de.refusals).toSorted()).toEqual(codes);
});
