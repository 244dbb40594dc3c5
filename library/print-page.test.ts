/** Pages from moulds are the pages that are drawn: over every page of the library, by answers in every state. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { printPage, renderPage, withAnswersIn, type Answers } from "@allmende/forms";
import { PageBytes } from "@allmende/kern";
import { compileService, readPackage, wordingIn } from "@allmende/service-package";
import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";

const library = import.meta.dirname;

function filesIn(folder: string, prefix = ""): [string, string][] {
  return readdirSync(join(folder, prefix)).flatMap((name): [string, string][] => {
    const path = prefix ? `${prefix}/${name}` : name;
    return statSync(join(folder, path)).isDirectory()
      ? filesIn(folder, path)
      : [[path, readFileSync(join(folder, path), "utf8")]];
  });
}

/** Answers as they grow: none, the first, the first two … and then with hostile words in every text. */
function* states(answers: Answers): Generator<Answers> {
  const entries = Object.entries(answers);
  for (let count = 0; count <= entries.length; count++) yield Object.fromEntries(entries.slice(0, count));
  const hostile = '"><script>alert(1)</script>&amp; \u{1F600} {hundename}\nzweite Zeile';
  yield Object.fromEntries(
    entries.map(([id, value]) => [id, typeof value === "string" && /\s|[A-Z]/.test(value) ? hostile : value]),
  );
  yield Object.fromEntries(entries.filter(([, value]) => typeof value !== "string"));
}

/** An empty attribute may be written both ways. */
const alike = (html: string): string => html.replaceAll(/ value(?=[ />])/g, ' value=""');

describe.each(readdirSync(library).filter((name) => !name.includes(".")))("the pages of %s", (slug) => {
  test("are the same from moulds and drawn", async () => {
    const reading = readPackage(new Map(filesIn(join(library, slug))));
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    const compiled = await compileService(reading.pkg);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const { service } = compiled;
    const now = new Date("2026-11-17T09:00:00+01:00");
    for (const language of ["de", "en"]) {
      for (const journey of reading.pkg.journeys) {
        for (const answers of states(journey.answers as Answers)) {
          const wording = withAnswersIn(
            service.form,
            service.form.walk(answers, { now }),
            wordingIn(service, language),
          );
          for (const { id } of service.form.pages) {
            const view = { page: service.form.page(id)!, answers, wording };
            const page = new PageBytes();
            printPage(view, page);
            expect(alike(page.end().toString())).toBe(alike(renderToString(renderPage(view))));
          }
        }
      }
    }
  });
});
