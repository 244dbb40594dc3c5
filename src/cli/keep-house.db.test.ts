import { afterAll, beforeAll, expect, test } from "vitest";
import { audit } from "../platform/audit/audit.ts";
import { verifyAudit } from "../platform/audit/chain.ts";
import { publishOffer } from "../domains/catalogue/index.ts";
import { addTenant } from "../domains/tenancy/index.ts";
import { newId } from "../platform/ids.ts";
import { openWeb, type Web } from "../web/server.ts";
import { webPort } from "../../test/visitor.ts";
import { openTestHouse, type TestHouse } from "../../test/house.ts";
import { keepEach, keepHouse } from "./keep-house.ts";

let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse();
});
afterAll(() => t.close());

test("a municipality that came after the start is kept as well", async () => {
  const web = await openWeb(t.house, webPort);
  const newcomer = { ...t.musterstadt, id: newId(), slug: "neuhausen", host: "neuhausen" };
  const offer = {
    tenantId: newcomer.id,
    slug: "hund-anmelden",
    version: 1,
    kind: "own",
    title: "Hund anmelden",
  } as const;
  const plain = {
    lead: "",
    category: "tiere",
    lifeEvents: [],
    words: [],
    office: "",
    minutes: null,
    cost: "",
    translations: {},
  };
  await t.house.database.withAlliance(async (scope) => {
    await addTenant(scope, newcomer, 3);
    await publishOffer(scope, { ...offer, ...plain, accountNeeded: false, ozg: null, leika: [] });
  });
  await web.refresh();
  web.close();
  expect(web.directory.tenants.map(({ id }) => id)).toContain(newcomer.id);
});

test("a tenant that fails keeps no other from being sealed", async () => {
  const { id } = t.musterstadt;
  await t.house.database.withTenant(id, (scope) => audit(scope, { actor: "system", act: "test.act" }));
  await keepEach(t.house, [{ id: "none" }, { id }]);
  const { head, unsealed } = await t.house.database.withTenant(id, (scope) => verifyAudit(scope));
  expect(unsealed).toBe(0);
  expect(head.position).toBeGreaterThan(0);
});

test("a stop waits for the tenant in hand and begins no other", async () => {
  const begun: string[] = [];
  const ended: string[] = [];
  const inHand = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  const keeping = keepHouse(t.house, { directory: { tenants: [{ id: "a" }, { id: "b" }] } } as unknown as Web, {
    everyMs: 1,
    keepings: [
      async (_, tenant) => {
        begun.push(tenant);
        inHand.resolve();
        await letGo.promise;
        ended.push(tenant);
      },
    ],
  });
  await inHand.promise;
  const stopped = keeping.stop().then(() => ended.push("stopped"));
  letGo.resolve();
  await stopped;
  expect([begun, ended]).toEqual([["a"], ["a", "stopped"]]);
});
