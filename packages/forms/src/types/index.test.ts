import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stories } from "../testing/stories.ts";
import { builtInTypes, nameOf } from "./index.ts";

test("every type has its folder with a face, a story and a test, and goes by one name", () => {
  for (const [name, type] of Object.entries(builtInTypes)) {
    expect(nameOf(type)).toBe(name);
    for (const file of ["index.tsx", "story.ts", `${name}.test.ts`])
      expect(existsSync(join(import.meta.dirname, name, file)), `${name}/${file}`).toBe(true);
  }
  expect(stories.map(({ definition }) => definition.type).toSorted()).toEqual(Object.keys(builtInTypes).toSorted());
});
