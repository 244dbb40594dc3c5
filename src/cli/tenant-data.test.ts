import { expect, test } from "vitest";
import { commands as audits } from "./audit.ts";
import { call, scratch } from "./cli.testing.ts";
import { commands as persons } from "./person.ts";
import { commands as plans } from "./records.ts";
import { commands as tenants } from "./tenant-data.ts";

const folder = scratch();
const all = { ...tenants, ...persons, ...plans, ...audits };

/** What the call is told, before any database is asked. */
test.each([
  ["tenant export", [], "Use it like this"],
  ["tenant export", ["musterstadt"], "Say where to write"],
  ["tenant export", ["a", "b", "--out", "x"], "Use it like this"],
  ["tenant export", ["a", "--nach", "x"], "Unknown option"],
  ["tenant import", [], "Use it like this"],
  ["tenant remove", [], "Use it like this"],
  ["person export", ["--mail", "a@b.example"], "Say where to write"],
  ["person export", ["--out", "x-neu"], "Name the person in one way"],
  ["person erase", [], "Name the person in one way"],
  ["person erase", ["--mail", "a@b.example", "--reference", "20.4-2026-0001"], "Name the person in one way"],
  ["person erase", ["--account", "petra"], "is the id of an account"],
  ["person erase", ["--mail", " "], "--mail is empty"],
  ["plan import", [], "Name one file and the tenant"],
  ["plan import", ["gibtesnicht.csv", "--tenant", "musterstadt"], "is not there"],
  ["audit verify", ["--head", "x", "--tenant", "a"], "POSITION:HASH"],
])("%s %j is told what to write", async (name, args, said) => {
  const answer = await call(all[name], ...args);
  expect(answer.code).toBe(2);
  expect(answer.err.join("\n")).toContain(said);
});

test("nothing is written into a folder that holds something, or that is a file", async () => {
  const file = folder.file("da.txt", "da");
  expect((await call(all["tenant export"], "musterstadt", "--out", folder.path)).err[0]).toContain("is not empty");
  expect((await call(all["tenant export"], "musterstadt", "--out", file)).err[0]).toContain("is no folder");
  expect((await call(all["person export"], "--mail", "a@b.example", "--out", folder.path)).err[0]).toContain(
    "not empty",
  );
});
