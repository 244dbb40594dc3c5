import { describe, expect, test } from "vitest";
import { root } from "../../src/platform/root.ts";
import { circles } from "./circles.ts";
import { missingFurniture } from "./furniture.ts";
import { importsThroughWalls } from "./import-walls.ts";
import { listImports } from "./imports.ts";
import { readSourceFiles } from "./source-files.ts";
import { sqlThroughWalls } from "./sql-walls.ts";

describe("the house as it stands", () => {
  const files = readSourceFiles(root, ["packages", "src", "stand-ins", "demo"]);
  const imports = listImports(files);

  test("is read at all", () => {
    expect(files.size).toBeGreaterThan(300);
    expect(imports.length).toBeGreaterThan(500);
  });

  test("no import goes through a wall", () => {
    expect(importsThroughWalls(imports)).toEqual([]);
  });

  test("no import leads back to where it came from", () => {
    expect(circles(imports).map((path) => path.join(" → "))).toEqual([]);
  });

  test("no SQL names the schema of another room", () => {
    expect(sqlThroughWalls(files)).toEqual([]);
  });

  test("every room has a door, a page and a floor", () => {
    expect(missingFurniture(files)).toEqual([]);
  });
});

const through = (path: string, text: string): string[] => importsThroughWalls(listImports(new Map([[path, text]])));

describe("each wall stands", () => {
  test.each([
    [
      "a room behind another room's door",
      "src/domains/cases/x.ts",
      'import { a } from "../payments/payment-store.ts";',
      "through its door",
    ],
    [
      "the web behind a door",
      "src/web/portal/x.ts",
      'import { a } from "../../domains/payments/payment-store.ts";',
      "through its door",
    ],
    [
      "main behind a door",
      "src/main.ts",
      'import { a } from "./domains/payments/payment-store.ts";',
      "through its door",
    ],
    [
      "a test behind another room's door",
      "src/domains/cases/x.test.ts",
      'import { a } from "../payments/payment-store.ts";',
      "through its door",
    ],
    ["a room a higher floor", "src/domains/payments/x.ts", 'import { a } from "../cases/index.ts";', "higher floor"],
    [
      "a room a higher floor, for a type",
      "src/domains/payments/x.ts",
      'import type { A } from "../cases/index.ts";',
      "higher floor",
    ],
    [
      "a room a higher floor, inside a type",
      "src/domains/payments/x.ts",
      'let a: import("../cases/index.ts").A;',
      "higher floor",
    ],
    [
      "a room a higher floor, later",
      "src/domains/payments/x.ts",
      'const a = await import("../cases/index.ts");',
      "higher floor",
    ],
    [
      "a room a higher floor, passed on",
      "src/domains/payments/x.ts",
      'export { a } from "../cases/index.ts";',
      "higher floor",
    ],
    ["a room its own floor", "src/domains/payments/x.ts", 'import { a } from "../letters/index.ts";', "same floor"],
    ["a room without a floor", "src/domains/cases/x.ts", 'import { a } from "../attic/index.ts";', "no floor"],
    ["a room the web", "src/domains/cases/x.ts", 'import { a } from "../../web/site.ts";', "must not know web"],
    [
      "a room an adapter",
      "src/domains/messages/x.ts",
      'import { a } from "../../adapters/smtp/smtp-sender.ts";',
      "must not know adapters",
    ],
    ["a room the start", "src/domains/cases/x.ts", 'import type { House } from "../../main.ts";', "must not know main"],
    [
      "a package the house",
      "packages/feel/src/x.ts",
      'import { a } from "../../../src/platform/ids.ts";',
      "nothing of the house",
    ],
    ["a package one above it", "packages/feel/src/x.ts", 'import { a } from "@allmende/dmn";', "must not know dmn"],
    [
      "a package one beside it",
      "packages/dmn/src/x.ts",
      'import type { A } from "@allmende/bpmn";',
      "must not know bpmn",
    ],
    ["kern the forms", "packages/kern/src/x.tsx", 'import { a } from "@allmende/forms";', "must not know forms"],
    [
      "a standard an engine",
      "packages/xdatenfelder/src/x.ts",
      'import { a } from "@allmende/forms";',
      "must not know forms",
    ],
    [
      "a standard without a line here an engine",
      "packages/oparl/src/x.ts",
      'import { a } from "@allmende/bpmn";',
      "must not know bpmn",
    ],
    ["deadlines an engine", "packages/deadlines/src/x.ts", 'import { a } from "@allmende/feel";', "must not know feel"],
    [
      "a package behind another's door",
      "packages/dmn/src/x.ts",
      'import { a } from "@allmende/feel/compile.ts";',
      "through its door",
    ],
    [
      "a room behind a package's door",
      "src/domains/cases/x.ts",
      'import { a } from "../../../packages/bpmn/src/parse.ts";',
      "through its door",
    ],
    [
      "the platform a room",
      "src/platform/x.ts",
      'import type { A } from "../domains/tenancy/index.ts";',
      "knows no room",
    ],
    [
      "the platform an adapter",
      "src/platform/x.ts",
      'import { a } from "../adapters/smtp/smtp-sender.ts";',
      "must not know adapters",
    ],
    ["the platform the web", "src/platform/x.ts", 'import { a } from "../web/site.ts";', "must not know web"],
    [
      "the web an adapter",
      "src/web/x.tsx",
      'import { a } from "../adapters/oidc/oidc-client.ts";',
      "must not know adapters",
    ],
    [
      "the web an adapter, for a type",
      "src/web/x.tsx",
      'import type { A } from "../adapters/oidc/oidc-client.ts";',
      "must not know adapters",
    ],
    [
      "the machines' doors an adapter",
      "src/api/x.ts",
      'import { a } from "../adapters/oidc/oidc-client.ts";',
      "must not know adapters",
    ],
    ["the web the start", "src/web/x.ts", 'import { openHouse } from "../main.ts";', "must not know main"],
    ["the web the command line", "src/web/x.ts", 'import { a } from "../cli/index.ts";', "must not know cli"],
    ["an adapter the web", "src/adapters/oidc/x.ts", 'import { a } from "../../web/site.ts";', "must not know web"],
    ["the start a stand-in", "src/main.ts", 'import { a } from "../stand-ins/mail/index.ts";', "by the demo"],
    [
      "the production start a stand-in, later",
      "src/cli/start.ts",
      'await import("../../stand-ins/mail/index.ts");',
      "by the demo",
    ],
    [
      "the production start the demo, at once",
      "src/cli/index.ts",
      'import { startDemo } from "../../demo/start.ts";',
      "must not know demo-start",
    ],
    [
      "a stand-in the house",
      "stand-ins/mail/x.ts",
      'import { a } from "../../src/web/site.ts";',
      "nothing of the house",
    ],
  ])("%s is refused", (_, path, text, why) => {
    expect(through(path, text)).toEqual([expect.stringContaining(why)]);
  });

  test.each([
    ["a room a lower room's door", "src/domains/cases/x.ts", 'import { a } from "../payments/index.ts";'],
    ["a room its own files", "src/domains/cases/x.ts", 'import { a } from "./case-store.ts";'],
    [
      "an adapter the door whose port it fills",
      "src/adapters/oidc/x.ts",
      'import type { A } from "../../domains/identity/index.ts";',
    ],
    ["the web the type of the house", "src/web/x.ts", 'import type { House } from "../main.ts";'],
    ["the command line the demo, later", "src/cli/index.ts", 'await import("../../demo/start.ts");'],
    ["the demo its stand-ins", "src/cli/demo.ts", 'import { a } from "../../stand-ins/mail/index.ts";'],
    ["a test the whole house", "src/domains/cases/x.test.ts", 'import { openHouse } from "../../main.ts";'],
    ["a standard feel", "packages/xdatenfelder/src/x.ts", 'import { a } from "@allmende/feel";'],
  ])("%s is let through", (_, path, text) => {
    expect(through(path, text)).toEqual([]);
  });

  test("a circle is found; types that name each other are none", () => {
    const files = (last: string) =>
      new Map([
        ["src/platform/a.ts", 'import { b } from "./b.ts";'],
        ["src/platform/b.ts", 'export * from "./c.ts";'],
        ["src/platform/c.ts", last],
      ]);
    expect(circles(listImports(files('import { type A, a } from "./a.ts";')))).toEqual([
      ["src/platform/a.ts", "src/platform/b.ts", "src/platform/c.ts", "src/platform/a.ts"],
    ]);
    expect(circles(listImports(files('import { type A } from "./a.ts";')))).toEqual([]);
  });

  test("a room without door, page or floor is found", () => {
    expect(missingFurniture(new Map([["src/domains/attic/box.ts", ""]]))).toEqual(
      expect.arrayContaining([
        expect.stringContaining("attic: the room stands on no floor"),
        expect.stringContaining("attic/README.md is missing"),
        expect.stringContaining("attic/index.ts is missing"),
        expect.stringContaining("cases: floors.ts names a room that is not there"),
      ]),
    );
  });
});

describe("the wall around each schema stands", () => {
  test.each([
    ["another room's table", "src/domains/cases/x.ts", "sql`select 1 from applications.drafts`", "applications.drafts"],
    [
      "it in a typed template with values",
      "src/domains/cases/x.ts",
      "sql<{ a: string }>`select ${a} from ${b} join applications.drafts d on true`",
      "applications.drafts",
    ],
    [
      "it in quotation marks",
      "src/domains/cases/x.ts",
      'sql`select 1 from "applications" . "drafts"`',
      "applications.drafts",
    ],
    ["it in capitals", "src/domains/cases/x.ts", "sql`SELECT 1 FROM Applications.Drafts`", "applications.drafts"],
    ["it as raw text", "src/domains/cases/x.ts", 'sql.raw("delete from applications.drafts")', "applications.drafts"],
    [
      "it in Kysely's words",
      "src/domains/cases/x.ts",
      'trx.selectFrom("applications.drafts as d")',
      "applications.drafts",
    ],
    [
      "it in a migration",
      "src/domains/cases/migrations/0002-x.sql",
      "-- why\ncreate view cases.v as select * from tenancy.staff;",
      "x.sql:2 names tenancy.staff",
    ],
    [
      "it in a function of a migration",
      "src/domains/cases/migrations/0002-x.sql",
      "create function cases.f() as $$ select id from tenancy.staff $$;",
      "tenancy.staff",
    ],
    [
      "it in a test of the room",
      "src/domains/cases/x.db.test.ts",
      "sql`select 1 from applications.drafts`",
      "applications.drafts",
    ],
    ["the audit", "src/domains/cases/x.ts", "sql`delete from audit.lines`", "audit.lines"],
    ["the queue", "src/domains/cases/x.ts", "sql`delete from pgboss.job`", "pgboss.job"],
    ["a room from the platform", "src/platform/jobs.ts", "sql`select 1 from cases.cases`", "cases.cases"],
    ["a room from the web", "src/web/x.tsx", "sql`select 1 from cases.cases`", "cases.cases"],
  ])("naming %s is refused", (_, path, text, name) => {
    expect(sqlThroughWalls(new Map([[path, text]]))).toEqual([expect.stringContaining(name)]);
  });

  test.each([
    ["its own tables and aliases", "src/domains/cases/x.ts", "sql`select c.id from cases.cases c`"],
    [
      "the functions of the platform",
      "src/domains/cases/migrations/0001-x.sql",
      "call platform.wall('cases.cases'); select platform.current_tenant();",
    ],
    ["what is shared", "src/domains/cases/migrations/0001-x.sql", "using (tenancy.shared_with_me('cases', id))"],
    [
      "codes in quotation marks and comments",
      "src/domains/cases/x.ts",
      "sql`insert into cases.lines values ('letters.sent') -- see letters.letters`",
    ],
    ["words outside of SQL", "src/domains/cases/x.ts", 'const act = "letters.sent"; say(`letters.sent`);'],
    ["the audit's own tables", "src/platform/audit/audit.ts", "sql`select 1 from audit.lines`"],
  ])("a file may name %s", (_, path, text) => {
    expect(sqlThroughWalls(new Map([[path, text]]))).toEqual([]);
  });
});
