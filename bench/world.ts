/** The world of a measurement: a database of its own, one municipality, and the product started as in production. */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { openServer, prepare, type Server } from "../src/cli/connect.ts";
import { loadDirectory, type Tenant } from "../src/domains/tenancy/index.ts";
import { openHouse, type House, type Neighbours } from "../src/main.ts";
import { readConfig } from "../src/platform/config.ts";
import { silentLog } from "../src/platform/log.ts";
import { freePort } from "../test/free-port.ts";
import { startProduct, type Child } from "./child.ts";
import { small } from "./durability/small-world.ts";
import { look } from "./load/index.ts";

export interface World {
  readonly folder: string;
  readonly house: House;
  readonly owner: pg.Client;
  readonly tenant: Tenant;
  /** Connection options of the application's role, for the limits. */
  readonly app: pg.PoolConfig;
  /** The portal's host, as a browser names it. */
  readonly host: string;
  /** May be called twice. */
  close(): Promise<void>;
}

const domain = "bench.example";

/** Nobody is asked for anything while the world is laid out. */
const neighbours = {} as Neighbours;

export async function openWorld(fill: (house: House, tenant: Tenant) => Promise<void>): Promise<World> {
  const folder = mkdtempSync(join(process.getuid?.() === 0 ? "/var/tmp" : tmpdir(), "allmende-bench-"));
  chmodSync(folder, 0o755);
  const config = readConfig({ DATA_DIR: folder, BASE_DOMAIN: domain });
  const server: Server = await openServer(config, () => {});
  const house = openHouse({
    config,
    connection: server.app,
    dataDirectory: server.dataDirectory,
    neighbours,
    log: silentLog,
    secretKey: "",
  });
  await prepare(server, house.jobs.names, () => {});
  await house.jobs.startSending();
  await small(house);
  const directory = await house.database.withAlliance(loadDirectory);
  const tenant = directory!.tenants[0]!;
  await fill(house, tenant);
  const owner = new pg.Client(server.owner);
  await owner.connect();
  let closed = false;
  return {
    folder,
    house,
    owner,
    tenant,
    app: server.app,
    host: `${tenant.host}.${domain}`,
    async close() {
      if (closed) return;
      closed = true;
      await owner.end();
      await house.close();
      await server.stop();
    },
  };
}

export function bury(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** A production start on the world's database; with `socket` on a PostgreSQL that runs already, else on its own. */
export async function start(
  { folder, host }: Pick<World, "folder" | "host">,
  { socket, mail = "127.0.0.1:9" }: { socket?: string; mail?: string } = {},
): Promise<{ child: Child; port: number; firstPage: number }> {
  const port = await freePort();
  const unasked = "https://neighbour.bench.example";
  const database = (role: string): string => `postgres://${role}@localhost/allmende?host=${socket}`;
  const began = performance.now();
  const child = startProduct({
    PORT: String(port),
    BASE_DOMAIN: domain,
    DATA_DIR: folder,
    LOG_LEVEL: "warn",
    SECRET_KEY: randomBytes(32).toString("base64url"),
    SMTP_URL: `smtp://${mail}`,
    MAIL_FROM: "Allmende <noreply@bench.example>",
    CLAMAV_ADDRESS: "127.0.0.1:9",
    OIDC_CITIZEN_ISSUER: unasked,
    OIDC_CITIZEN_CLIENT_ID: "bench",
    OIDC_CITIZEN_CLIENT_SECRET: randomBytes(16).toString("hex"),
    OIDC_STAFF_ISSUER: unasked,
    OIDC_STAFF_CLIENT_ID: "bench",
    OIDC_STAFF_CLIENT_SECRET: randomBytes(16).toString("hex"),
    PAYMENT_URL: unasked,
    PAYMENT_ORIGINATOR_ID: "bench",
    ...(socket && { DATABASE_URL: database("allmende_app"), DATABASE_OWNER_URL: database("postgres") }),
  });
  for (;;) {
    const answer = await look(port, "/", { host }).catch(() => undefined);
    if (answer?.status === 200) return { child, port, firstPage: (performance.now() - began) / 1000 };
    if (child.ended || performance.now() - began > 30_000) throw new Error("the product did not start");
    await wait(5);
  }
}
