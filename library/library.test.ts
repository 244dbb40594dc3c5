import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { compileService, readPackage, runJourney } from "@allmende/service-package";
import { describe, expect, test } from "vitest";
import { readFolder } from "../src/platform/read-folder.ts";
import { root } from "../src/platform/root.ts";

const folder = join(root, "library");
const slugs = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());

describe.each(slugs)("the package %s", async (slug) => {
  const reading = readPackage(readFolder(join(folder, slug)));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems, null, 1));
  const compilation = await compileService(reading.pkg);
  if (!compilation.ok) throw new Error(JSON.stringify(compilation.problems, null, 1));
  const { service } = compilation;

  test.each(reading.pkg.journeys.map((journey) => [journey.name, journey] as const))("journey: %s", (_, journey) => {
    expect(runJourney(service, journey)).toEqual([]);
  });

  test("speaks English as well as German", () => {
    expect(Object.keys(reading.pkg.texts.en ?? {}).toSorted()).toEqual(
      Object.keys(reading.pkg.texts.de ?? {}).toSorted(),
    );
  });
});
