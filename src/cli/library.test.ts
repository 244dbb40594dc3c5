import { mkdirSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../platform/root.ts";
import { call, scratch } from "./cli.testing.ts";
import { commands } from "./library.ts";

const check = commands["library check"];
const { path: folder, file } = scratch();
const subfolder = (name: string): string => {
  mkdirSync(join(folder, name));
  return join(folder, name);
};

test("a package of the library is found by its slug and by its folder", async () => {
  expect(await call(check, "hund-anmelden", join(root, "library/hund-anmelden"))).toEqual({
    code: 0,
    err: [],
    out: [
      expect.stringMatching(/^hund-anmelden: complete, \d+ journeys pass$/),
      expect.stringMatching(/complete, \d+ journeys pass$/),
    ],
  });
});

test("what is wrong is named with file and line", async () => {
  const broken = subfolder("broken");
  file("broken/service.yaml", "publisher: x\nslug: Groß\n");
  const said = await call(check, broken);
  expect(said.code).toBe(1);
  expect(said.out).toContain(`${broken}/form.yaml: wrong: this file is missing`);
});

subfolder("large");
file("large/service.yaml", "");
truncateSync(file("large/form.yaml", ""), 6_000_000);
subfolder("many");
file("many/service.yaml", "");
for (let nth = 0; nth < 501; nth++) file(`many/${nth}.txt`, "");

test.each([
  ["an unknown slug", ["katze-anmelden"], "no package of that name in the library"],
  ["a path out of the library", ["../library"], "no package of that name in the library"],
  ["a file", [file("a.yaml", "")], "is a file. Name the folder of a package."],
  ["a folder without package", [subfolder("empty")], "holds no service.yaml"],
  ["a folder with a huge file", [join(folder, "large")], "larger than 5 MB"],
  ["a folder with hundreds of files", [join(folder, "many")], "more than 500 files"],
  ["an unknown option", ["--all"], "Use it like this"],
])("check: %s is answered with what to do", async (_, args, sentence) => {
  const said = await call(check, ...args);
  expect(said.err.join("\n")).toContain(sentence);
  expect(said).toMatchObject({ code: 2, out: [] });
});

test.each([
  ["no tenant", ["hund-anmelden"], "Name one folder and the tenant"],
  ["no folder", ["--tenant", "kreis"], "Name one folder and the tenant"],
  ["an unknown status", ["hund-anmelden", "--tenant", "kreis", "--status", "paused"], '--status is "live"'],
  ["a missing folder", ["katze-anmelden", "--tenant", "kreis"], "no package of that name"],
])("add: %s is answered before the database is asked", async (_, args, sentence) => {
  const said = await call(commands["library add"], ...args);
  expect(said.err.join("\n")).toContain(sentence);
  expect(said).toMatchObject({ code: 2, out: [] });
});
