/** The page of faults names tests that are there, so that a newcomer finds the guard and nobody removes it unseen. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../src/platform/root.ts";

const sections = readFileSync(join(root, "docs/faults.md"), "utf8").split(/^## /m).slice(1);

test.each(sections.map((section) => [section.split("\n")[0]!, section]))("%s", (_, section) => {
  const named = [...section.matchAll(/^- `([^`]+)`: (.+)$/gm)];
  expect(named.length).toBeGreaterThan(0);
  const missing = named.filter(
    ([, path, title]) => !existsSync(join(root, path!)) || !readFileSync(join(root, path!), "utf8").includes(title!),
  );
  expect(missing.map(([line]) => line)).toEqual([]);
});
