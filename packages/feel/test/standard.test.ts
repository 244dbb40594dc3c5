import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run } from "./evaluate.ts";

const text = readFileSync(join(import.meta.dirname, "standard.txt"), "utf8");

/** The rows by the heading they stand under. */
const families = text
  .split(/^## /m)
  .slice(1)
  .map((part) => part.trim().split("\n"));

for (const [heading = "", ...rows] of families)
  describe(heading, () => {
    test.each(rows.map((row) => row.split(" ==> ") as [string, string]))("%s is %s", (source, expected) => {
      expect(run(source)).toBe(expected);
    });
  });
