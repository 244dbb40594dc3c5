import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { makeDataDirectory } from "./data-directory.ts";

const umask = process.umask();
afterEach(() => void process.umask(umask));

test("the database's own user can enter each folder that is made, whatever the umask, and the umask stays", () => {
  const place = join(mkdtempSync(join(tmpdir(), "allmende-place-")), "Ämter und Städte", "Daten");
  process.umask(0o077);
  makeDataDirectory(place);
  expect([place, dirname(place)].map((folder) => statSync(folder).mode & 0o777)).toEqual([0o755, 0o755]);
  expect(process.umask()).toBe(0o077);
});
