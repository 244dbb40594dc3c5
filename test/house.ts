/** A house for a test: fresh database, fixed clock, the edge of the world replaced by things a test can hold. */
import { mkdtempSync, rmSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyOverlay, readPackage, type Overlay } from "@allmende/service-package";
import pg from "pg";
import { inject } from "vitest";
import { adoptService } from "../src/domains/services/index.ts";
import {
  addAlliance,
  addDepartment,
  addStaff,
  addTenant,
  type Department,
  type Tenant,
} from "../src/domains/tenancy/index.ts";
import { openHouse, type House, type Neighbours } from "../src/main.ts";
import { FixedClock } from "../src/platform/clock.ts";
import { readConfig } from "../src/platform/config.ts";
import { newId, newSecret } from "../src/platform/ids.ts";
import { silentLog } from "../src/platform/log.ts";
import { readFolder } from "../src/platform/read-folder.ts";
import { root } from "../src/platform/root.ts";
import { allianceOf, departmentsOf, tenantsOf } from "../demo/world.ts";

export interface TestHouse {
  house: House;
  clock: FixedClock;
  musterstadt: Tenant;
  beispielheim: Tenant;
  owner: pg.PoolConfig;
  app: pg.PoolConfig;
  close(): Promise<void>;
}

export interface TestOptions {
  neighbours?: Partial<Neighbours>;
  beforeStatement?: (text: string) => void;
  now?: string;
  /** What both municipalities offer, by slug. */
  services?: readonly string[];
}

/** Two municipalities with departments and two members of staff each, both offering the same services. */
export async function openTestHouse({
  neighbours = {},
  beforeStatement,
  now = "2026-11-17T09:00:00+01:00",
  services = ["hund-anmelden"],
}: TestOptions = {}): Promise<TestHouse> {
  const socket = inject("postgresSocket");
  const database = `test_${randomBytes(6).toString("hex")}`;
  await asOwner(socket, "postgres", `create database ${database} template template_allmende`);
  const owner = { host: socket, port: 5432, user: "postgres", database };
  const app = { ...owner, user: "allmende_app" };
  const clock = new FixedClock(now);
  const dataDirectory = mkdtempSync(join(tmpdir(), "allmende-files-"));
  const house = openHouse({
    config: { ...readConfig({}), BASE_DOMAIN: "localhost" },
    connection: app,
    dataDirectory,
    neighbours: { ...refusing, ...neighbours },
    log: silentLog,
    secretKey: newSecret(),
    clock,
    ...(beforeStatement && { beforeStatement }),
  });
  await house.jobs.startSending();
  const [, musterstadt, beispielheim] = tenantsOf(() => newId(clock.now())) as [Tenant, Tenant, Tenant];
  await house.database.withAlliance(async (scope) => {
    await addAlliance(scope, allianceOf(newId()));
    await addTenant(scope, musterstadt, 1);
    await addTenant(scope, beispielheim, 2);
  });
  for (const tenant of [musterstadt, beispielheim]) await furnish(house, tenant, services);
  return {
    house,
    clock,
    musterstadt,
    beispielheim,
    owner,
    app,
    async close() {
      await house.close();
      await asOwner(socket, "postgres", `drop database ${database} with (force)`);
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Neighbours that must not be asked unless a test brings its own. */
const refuse = (): never => {
  throw new Error("this test brought no such neighbour");
};
const refusing: Neighbours = {
  payments: { create: refuse, ask: refuse },
  mails: { send: refuse },
  scanner: undefined,
  citizens: { depart: refuse, arrive: refuse },
  staff: { depart: refuse, arrive: refuse },
};

async function furnish(house: House, tenant: Tenant, services: readonly string[]): Promise<void> {
  await house.database.withTenant(tenant.id, async (scope) => {
    const departments: Department[] = departmentsOf(tenant, () => newId());
    for (const department of departments) await addDepartment(scope, department);
    await addStaff(scope, {
      id: newId(),
      subject: `${tenant.slug}-1`,
      name: "Kim Muster",
      departmentId: departments[0]!.id,
      treasury: true,
    });
    await addStaff(scope, {
      id: newId(),
      subject: `${tenant.slug}-2`,
      name: "Sascha Probe",
      departmentId: departments[0]!.id,
    });
    for (const slug of services)
      await adoptService(scope, "system", loadLibrary(slug), emptyOverlay as Overlay, "live");
  });
}

export function loadLibrary(slug: string) {
  const reading = readPackage(readFolder(join(root, "library", slug)));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.pkg;
}

async function asOwner(socket: string, database: string, statement: string): Promise<void> {
  const client = new pg.Client({ host: socket, port: 5432, user: "postgres", database });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
