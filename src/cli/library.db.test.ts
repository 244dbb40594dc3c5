import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { overlaySchema, type Overlay } from "@allmende/service-package";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findCurrentRelease } from "../domains/services/index.ts";
import { readFolder } from "../platform/read-folder.ts";
import { root } from "../platform/root.ts";
import { openTestHouse, type TestHouse } from "../../test/house.ts";
import { BadInput } from "./bad-input.ts";
import { listening } from "./cli.testing.ts";
import { addLibraryFolder } from "./library.ts";
import { readYaml } from "./read-yaml.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const files = (): Map<string, string> => readFolder(join(root, "library/geburtsurkunde"));
const add = async (tenant: string, given: Map<string, string>, overlay?: Overlay) => {
  const { io, out, err } = listening();
  const code = await addLibraryFolder(
    (work) => work(house.house.database),
    { name: "geburtsurkunde", files: given, tenant, status: "live", ...(overlay && { overlay }) },
    io,
  );
  return { code, out, err };
};
const released = () =>
  house.house.database.withTenant(house.musterstadt.id, (scope) => findCurrentRelease(scope, "geburtsurkunde"));

test("a package with anything open is not taken in", async () => {
  const { code, err } = await add(house.musterstadt.slug, files().set("OPEN.md", "- [ ] liste: fehlt\n"));
  expect([code, err]).toEqual([1, [expect.stringContaining("is not ready: 0 wrong, 1 open")]]);
  expect(await released()).toBeUndefined();
});

test("a package that is not ready is told so before any database is asked for", async () => {
  const { io, err } = listening();
  const asked = () => Promise.reject(new Error("the database was asked for"));
  const broken = new Map([["service.yaml", "id: ["]]);
  const given = { name: "kaputt", files: broken, tenant: "musterstadt", status: "live" } as const;
  expect(await addLibraryFolder(asked, given, io)).toBe(1);
  expect(err).toEqual([expect.stringContaining("See them with: allmende library check kaputt")]);
});

test("an unknown tenant is answered with those that are there", async () => {
  await expect(add("atlantis", files())).rejects.toThrow(
    new BadInput(`There is no tenant atlantis. Choose one of: ${house.musterstadt.slug}, ${house.beispielheim.slug}`),
  );
});

test("a complete package is adopted, and is the tenant's current release", async () => {
  expect(await add(house.musterstadt.slug, files())).toMatchObject({
    code: 0,
    out: [expect.stringContaining("geburtsurkunde")],
  });
  expect(await released()).toMatchObject({ slug: "geburtsurkunde", number: 1, status: "live" });
});

test("other content under a published version is refused with what to do", async () => {
  const other = files();
  other.set("CHANGELOG.md", `${other.get("CHANGELOG.md")}\nEin Satz mehr.\n`);
  expect(await add(house.musterstadt.slug, other)).toMatchObject({
    code: 1,
    err: [expect.stringContaining("Raise the version in service.yaml")],
  });
});

test("a municipality's own changes are laid over the package, stay with the next version, and must fit it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "allmende-overlay-"));
  const written = (text: string): string => {
    writeFileSync(join(folder, "eigenes.yaml"), text);
    return join(folder, "eigenes.yaml");
  };
  const own = "texts:\n  de:\n    service: { title: Geburtsurkunde in Musterstadt }\nservice: { processingDays: 9 }\n";
  const overlay = readYaml(written(own), overlaySchema);
  expect(await add(house.musterstadt.slug, files(), overlay)).toMatchObject({ code: 0 });
  expect(await released()).toMatchObject({ overlay });
  const next = files();
  next.set("service.yaml", next.get("service.yaml")!.replace(/^version: .*$/m, "version: 9.9.0"));
  expect(await add(house.musterstadt.slug, next)).toMatchObject({ code: 0 });
  expect(await released()).toMatchObject({ overlay });
  expect(await add(house.musterstadt.slug, next, { ...overlay, fees: { gibtesnicht: ["1"] } })).toMatchObject({
    code: 1,
    err: [expect.stringContaining("fees.gibtesnicht")],
  });
  for (const [wrong, why] of [
    ["texts: [", "eigenes.yaml:1:"],
    ["farben: { rot: 1 }", "farben"],
    ["service: { processingDays: bald }", "service.processingDays"],
    ["a: &x { b: 1 }\nc: *x", "alias"],
  ] as const)
    expect(() => readYaml(written(wrong), overlaySchema), wrong).toThrow(new RegExp(why, "i"));
  rmSync(folder, { recursive: true });
});

test("the changes that the handbook shows fit the package", async () => {
  const page = readFileSync(join(root, "docs/handbuch/einen-dienst-uebernehmen.md"), "utf8");
  const [, shown = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const folder = mkdtempSync(join(tmpdir(), "allmende-overlay-"));
  writeFileSync(join(folder, "musterstadt.yaml"), shown);
  const { io, out, err } = listening();
  const given = {
    name: "hund-anmelden",
    files: readFolder(join(root, "library/hund-anmelden")),
    tenant: house.musterstadt.slug,
    status: "live" as const,
    overlay: readYaml(join(folder, "musterstadt.yaml"), overlaySchema),
  };
  expect([await addLibraryFolder((work) => work(house.house.database), given, io), err]).toEqual([0, []]);
  expect(out.join()).toContain("hund-anmelden");
  rmSync(folder, { recursive: true });
});
