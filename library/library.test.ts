import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { compileService, readPackage, runJourney, type Texts } from "@allmende/service-package";
import { describe, expect, test } from "vitest";
import { readSourceFiles } from "../test/walls/source-files.ts";
import { readFolder } from "../src/platform/read-folder.ts";
import { root } from "../src/platform/root.ts";

const folder = join(root, "library");
const slugs = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());

/** What the sources name in quotes or as the key of a general sentence: the facets that somebody reads. */
const facetNames = new Set(
  [...readSourceFiles(root, ["packages", "src"])]
    .filter(([path]) => !/\.test\.tsx?$|testing|\.md$/.test(path))
    .flatMap(([, text]) => [...text.matchAll(/"(\w+)"|^ {2}(\w+): "/gm)].map(([, quoted, key]) => quoted ?? key ?? "")),
);

describe.each(slugs)("the package %s", async (slug) => {
  const reading = readPackage(readFolder(join(folder, slug)));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems, null, 1));
  const compilation = await compileService(reading.pkg);
  if (!compilation.ok) throw new Error(JSON.stringify(compilation.problems, null, 1));
  const { service } = compilation;

  test.each(reading.pkg.journeys.map((journey) => [journey.name, journey] as const))("journey: %s", (_, journey) => {
    expect(runJourney(service, journey)).toEqual([]);
  });

  test("says everything in English that it says in German, facet by facet and in the same order", () => {
    const german = facetsOf(reading.pkg.texts.de ?? {});
    expect(german.length).toBeGreaterThan(50);
    expect(facetsOf(reading.pkg.texts.en ?? {})).toEqual(german);
  });

  test("leaves no text empty, and names in every language the same answers", () => {
    for (const [path, text] of sentences(reading.pkg.texts.de ?? {})) {
      const inEnglish = sentences(reading.pkg.texts.en ?? {}).get(path) ?? "";
      expect(text.trim(), path).not.toBe("");
      expect(inEnglish.trim(), path).not.toBe("");
      expect(answersIn(inEnglish), path).toEqual(answersIn(text));
    }
  });

  test("has no facet that nothing reads", () => {
    // Besides the house, a facet can be read for an outcome of a step or for a check of the form.
    const own = new Set([...Object.keys(reading.pkg.texts.de ?? {}), ...(reading.pkg.workflow.match(/\w+/g) ?? [])]);
    const unread = [...sentences(reading.pkg.texts.de ?? {}).keys()]
      .map((path) => path.split(".").at(-1)!)
      .filter((facet) => !facetNames.has(facet) && !own.has(facet));
    expect([...new Set(unread)]).toEqual([]);
  });
});

/** Every sentence by element and facet. */
function sentences(texts: Texts): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([id, text]) =>
      typeof text === "string"
        ? [[`${id}.label`, text] as const]
        : Object.entries(text).map(([facet, words]) => [`${id}.${facet}`, words] as const),
    ),
  );
}

const facetsOf = (texts: Texts): string[] => [...sentences(texts).keys()];

/** The answers a sentence names: "{hundename|Ihr Hund}" names hundename. */
const answersIn = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)/g)].map(([, answer = ""]) => answer).toSorted();
