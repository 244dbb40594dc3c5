/** Real schemas at hand, the largest first, as they come from the import: filled by keyboard on a narrow screen without scripts. */
import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { compileService, readPackage, wordingIn } from "@allmende/service-package";
import { readSchema } from "@allmende/xdatenfelder";
import { afterAll, describe, expect, inject, test } from "vitest";
import { stringify } from "yaml";
import { draftFromFim } from "../../src/domains/making/index.ts";
import { root } from "../../src/platform/root.ts";
import { openBrowser } from "../browser.ts";
import { answerAnything } from "./answer-anything.ts";
import { fillPage } from "./fill-page.ts";
import { keyboard } from "./hands.ts";
import { look } from "./look.ts";
import { portalUrl, someone } from "./walk.ts";

const folderOfFim = join(resolve(root, process.env.ALLMENDE_SHARED_DATA ?? "../shared/data"), "fim");
/** The largest, and one of the older standard with lists of at least two lines; `ALLMENDE_SCHEMAS` is a pattern for others. */
const wanted = new RegExp(process.env.ALLMENDE_SCHEMAS ?? "S05000001198|S00000121");
const schemas = ["xdf3", "xdf2"]
  .filter((kind) => existsSync(join(folderOfFim, kind)))
  .flatMap((kind) => readdirSync(join(folderOfFim, kind)).map((name) => `${kind}/${name}`))
  .filter((name) => name.endsWith(".xml") && wanted.test(name));
const evidence = join(import.meta.dirname, "nachweis.pdf");
// oxlint-disable-next-line no-console -- what a test run leaves out must be seen
if (schemas.length === 0) console.warn(`LEFT OUT: ${folderOfFim} is not there; no real form was filled`);
const browser = await openBrowser();
afterAll(() => browser?.close());

/** What a maker does to a draft before it is released: placeholders, tasks, a journey. */
function completed(files: ReadonlyMap<string, string>, answers: object): Map<string, string> {
  const done = new Map(files);
  const change = (path: string, by: (text: string) => string): void => void done.set(path, by(done.get(path)!));
  change("service.yaml", (text) =>
    text
      .replace("publisher: offen", "publisher: lindenau")
      .replace("category: offen", "category: gewerbe")
      .replace("department: offen", "department: jagdbehoerde")
      .replace('filingPlan: "0"', 'filingPlan: "32.6"')
      .replaceAll(/ # OFFEN.*/g, ""),
  );
  for (const path of done.keys())
    if (/^(texts|letters)\//.test(path)) change(path, (text) => text.replaceAll("OFFEN: ", ""));
  change("OPEN.md", (text) => text.replaceAll("- [ ]", "- [x]"));
  return done.set(
    "journeys/weg.yaml",
    stringify([
      {
        name: "Alles ist beantwortet",
        on: "2026-11-17",
        answers,
        tasks: [{ task: "angaben_pruefen", outcome: "bewilligen" }],
        closure: "granted",
        letters: [{ name: "bescheid" }],
      },
    ]),
  );
}

describe.skipIf(!browser || schemas.length === 0)("a real schema", () => {
  test.each(schemas)(
    "%s is filled and sent by keyboard, at 320 px, without scripts; its pages are small",
    async (name) => {
      const read = await readSchema(createReadStream(join(folderOfFim, name)));
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      const slug = `antrag-${/S\d+/.exec(name)![0].toLowerCase()}`;
      const { files: drafted } = draftFromFim(read.schema, { slug });
      const reading = readPackage(drafted);
      if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
      const compiled = await compileService(reading.pkg);
      if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
      const { service } = compiled;
      const answers = answerAnything(service.form);
      const folder = join(mkdtempSync(join(tmpdir(), "allmende-largest-")), slug);
      for (const [path, text] of completed(drafted, answers)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      try {
        execFileSync(
          process.execPath,
          [join(root, "bin/allmende.mjs"), "library", "add", folder, "--tenant", "kreis"],
          {
            env: { ...process.env, DATA_DIR: inject("world").dataDirectory },
            stdio: "pipe",
          },
        );
      } finally {
        rmSync(dirname(folder), { recursive: true, force: true });
      }

      const way = { browser: browser!, hands: keyboard, javaScriptEnabled: false, pictures: false };
      const { context, page, hands } = await someone(way, { viewport: { width: 320, height: 640 } });
      context.setDefaultTimeout(30_000);
      // A portal that runs sees what was added a second later.
      const begun = async () => (await page.goto(`${portalUrl("kreis.lindenau")}/leistungen/${slug}/antrag`))?.status();
      await expect.poll(begun, { timeout: 15_000 }).toBe(200);
      const wording = wordingIn(service, "de");
      const path = service.form.walk(answers).pages;
      const sizes: number[] = [];
      for (const id of path) {
        expect((await page.locator("h1").first().innerText()).trim()).toBe(wording.label(id));
        await fillPage(service.form, id, answers, evidence)(page, hands);
        // As long as it gets: with the answers and every entry of its lists.
        sizes.push(gzipSync(await page.content()).length);
        await look(page, wording.label(id));
        await hands.go(page.getByRole("button", { name: "Weiter", exact: true }));
      }
      expect(Math.max(...sizes)).toBeLessThan(15_000);
      expect((await page.locator("h1").first().innerText()).trim()).toBe("Stimmt alles?");
      await look(page, "check");
      await hands.tick(page.getByRole("checkbox", { name: "Meine Angaben stimmen" }));
      await hands.go(page.getByRole("button", { name: "Antrag absenden" }));
      expect((await page.locator("h1").first().innerText()).trim()).toBe("Abgeschickt");
      await context.close();
    },
    600_000,
  );
});
