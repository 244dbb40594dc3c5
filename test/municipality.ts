/** Stadt Musterstadt with its web: opened before the tests of a file, closed after them. */
import { afterAll, beforeAll } from "vitest";
import type { Person } from "../src/domains/applications/index.ts";
import { listStaff } from "../src/domains/tenancy/index.ts";
import type { TenantScope } from "../src/platform/db/database.ts";
import { openWeb, type Web } from "../src/web/server.ts";
import { openTestHouse, type TestHouse, type TestOptions } from "./house.ts";
import { signedIn, someAccount, Visitor, webPort } from "./visitor.ts";

/** Somebody with a browser. */
export interface SeatedPerson {
  visitor: Visitor;
  person: Person;
}

export interface Municipality {
  readonly t: TestHouse;
  readonly web: Web;
  /** A step in Musterstadt. */
  here<T>(work: (scope: TenantScope) => Promise<T>): Promise<T>;
  /** A citizen with an account. */
  citizen(): Promise<SeatedPerson>;
  /** Its first caseworker is Kim Muster, its second Sascha Probe. */
  caseworker(place?: number): Promise<SeatedPerson & { staff: Awaited<ReturnType<typeof listStaff>>[number] }>;
  /** A browser that nobody knows. */
  stranger(): Visitor;
}

export function openMunicipality(options: TestOptions = {}): Municipality {
  let t: TestHouse;
  let web: Web;
  beforeAll(async () => {
    t = await openTestHouse(options);
    web = await openWeb(t.house, webPort);
  });
  afterAll(async () => {
    web.close();
    await t.close();
  });
  const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
    t.house.database.withTenant(t.musterstadt.id, work);
  return {
    get t() {
      return t;
    },
    get web() {
      return web;
    },
    here,
    async citizen() {
      const accountId = someAccount();
      const { visitor, sessionId } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
      return { visitor, person: { sessionId, accountId } };
    },
    async caseworker(place = 0) {
      const staff = (await here(listStaff))[place]!;
      const who = { kind: "staff" as const, staffId: staff.id, name: staff.name };
      const { visitor, sessionId } = await signedIn(t.house, web, t.musterstadt, who);
      return { visitor, person: { sessionId, accountId: null, staffId: staff.id }, staff };
    },
    stranger: () => new Visitor(web, t.musterstadt.host),
  };
}
