import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSchema } from "@allmende/xdatenfelder";
import { expect, test } from "vitest";
import { call, scratch } from "./cli.testing.ts";
import { commands } from "./fim-export.ts";
import { commands as imports } from "./fim.ts";
import { field, place, rule, sampleXml } from "../../test/fim-schema.ts";

const { path: folder, file } = scratch();
const run = (...args: string[]) => call(commands["fim export"], ...args);

test("a package of the library goes out by its slug, to the screen or into a file; what is lost is said", async () => {
  const out = join(folder, "hund.xml");
  const told = await run("hund-anmelden", "--out", out);
  expect(told).toMatchObject({ code: 0, out: [expect.stringMatching(/hund\.xml: .* \(S99\d{9} \d+\.\d+\.\d+\)/)] });
  expect(told.err[0]).toBe("XDatenfelder 3.0 has no place for:");
  const printed = await run("hund-anmelden");
  for (const xml of [readFileSync(out, "utf8"), printed.out.join("\n")])
    expect(await readSchema(xml)).toMatchObject({ ok: true, standard: "3.0", warnings: [] });
  expect(printed.err).toEqual(told.err);
});

test("a rule that still waits for a person is named", async () => {
  const schema = file("s.xml", sampleXml(place("1:1", field("F1", "Höhe")) + rule("R1", "Der Wind entscheidet.")));
  const draft = join(folder, "ballon-starten");
  await call(imports["fim import"], schema, "--out", draft, "--store", join(folder, "store"));
  expect((await run(draft)).err).toContainEqual(
    expect.stringMatching(/OPEN\.md:\d+: the open rule R1: Der Wind entscheidet\./),
  );
});

mkdirSync(join(folder, "broken"));
file("broken/service.yaml", "publisher: x\n");

test.each([
  ["no package", [], 2, "Name one package"],
  ["two packages", ["hund-anmelden", "geburtsurkunde"], 2, "Name one package"],
  ["an unknown slug", ["katze-anmelden"], 2, "no package of that name in the library"],
  ["a package that is not in order", [join(folder, "broken")], 1, "form.yaml: this file is missing"],
  ["a folder for the file", ["hund-anmelden", "--out", folder], 2, "is a folder. Name a file"],
  ["a file where nothing can stand", ["hund-anmelden", "--out", join(folder, "none/x.xml")], 2, "cannot be written"],
])("%s is answered with what to do", async (_, args, code, sentence) => {
  const said = await run(...args);
  expect(said.err.join("\n")).toContain(sentence);
  expect(said).toMatchObject({ code, out: [] });
});
