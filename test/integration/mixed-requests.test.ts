/**
 * Requests for two municipalities, mixed at random over shared connections, one process and one pool: each answer is of
 * its own municipality (fault T5). `ALLMENDE_MIXED=100000` asks as many; a build asks fewer.
 */
import { Agent, request, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listStaff, type Tenant } from "../../src/domains/tenancy/index.ts";
import { newId } from "../../src/platform/ids.ts";
import { listen, openWeb, type Web } from "../../src/web/server.ts";
import { start, type PaymentProvider } from "../../stand-ins/payment/index.ts";
import { fillTenant, providerAt, type FullTenant } from "../full-tenant.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, someAccount, webPort } from "../visitor.ts";

const howMany = Number(process.env.ALLMENDE_MIXED ?? 1_500);

interface Side {
  tenant: Tenant;
  word: string;
  mine: FullTenant;
  citizen: string;
  staff: string;
}

let t: TestHouse;
let web: Web;
let server: Server;
let port: number;
let provider: PaymentProvider;
let sides: [Side, Side];
const agent = new Agent({ keepAlive: true, maxSockets: 24 });

beforeAll(async () => {
  provider = await start();
  t = await openTestHouse({
    services: ["hund-anmelden", "geburtsurkunde"],
    neighbours: { payments: providerAt(provider.url) },
  });
  web = await openWeb(t.house, webPort);
  server = await listen(web, 0, "127.0.0.1");
  ({ port } = server.address() as AddressInfo);
  sides = [await furnish(t.musterstadt, "Amselwort"), await furnish(t.beispielheim, "Drosselwort")];
});
afterAll(async () => {
  agent.destroy();
  web.close();
  server.closeAllConnections();
  server.close();
  await t.close();
  await provider.close();
});

async function furnish(tenant: Tenant, word: string): Promise<Side> {
  const accountId = someAccount();
  const citizen = await signedIn(t.house, web, tenant, { kind: "citizen", accountId });
  const mine = await fillTenant(t.house, tenant, { sessionId: citizen.sessionId, accountId }, word);
  const [kim] = await t.house.database.withTenant(tenant.id, listStaff);
  const staff = await signedIn(t.house, web, tenant, { kind: "staff", staffId: kim!.id });
  const cookie = ({ cookies }: { cookies: Map<string, string> }) =>
    [...cookies].map((pair) => pair.join("=")).join("; ");
  return { tenant, word, mine, citizen: cookie(citizen.visitor), staff: cookie(staff.visitor) };
}

interface Asked {
  host: string;
  path: string;
  headers?: Record<string, string>;
}

function ask({
  host,
  path,
  headers = {},
}: Asked): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "127.0.0.1", port, path, headers: { ...headers, host } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts).toString("utf8") }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}

const hostOf = ({ tenant }: Side): string => `${tenant.host}.localhost:${webPort}`;
/** How the title of every page of this municipality's portal ends. */
const nameOf = ({ tenant }: Side): string => `${tenant.name}</title>`;

interface Kind {
  path: (own: Side, other: Side) => string;
  headers?: (own: Side, other: Side) => Record<string, string>;
  status: number;
  /** Whether the word of its own people stands there; the other's never may. */
  word?: boolean;
  /** The desk does not say where it stands. */
  unnamed?: boolean;
}

const citizen = ({ citizen: cookie }: Side) => ({ cookie });
const staff = ({ staff: cookie }: Side) => ({ cookie });
const forwarded = (own: Side, other: Side) => ({
  "x-forwarded-host": hostOf(other),
  "x-forwarded-for": "192.0.2.1",
  "x-original-url": `/antraege/${other.mine.decided}`,
  forwarded: `host=${hostOf(other)}`,
});
const kinds: Kind[] = [
  { path: () => "/", status: 200 },
  { path: () => `/?x=${newId()}`, status: 200 },
  { path: () => "/", headers: forwarded, status: 200 },
  { path: () => "/leistungen/hund-anmelden", status: 200 },
  { path: () => "/%6Ceistungen/hund%2danmelden", headers: forwarded, status: 200 },
  { path: () => "/suche?q=hund", status: 200 },
  { path: () => "/gibt-es-nicht", status: 404 },
  { path: () => "/meine-antraege", headers: citizen, status: 200, word: true },
  { path: ({ mine }) => `/antraege/${mine.decided}`, headers: citizen, status: 200, word: true },
  {
    path: ({ mine }) => `/antraege/${mine.decided}`,
    headers: (own, other) => ({ ...citizen(own), ...forwarded(own, other) }),
    status: 200,
    word: true,
  },
  { path: (_, { mine }) => `/antraege/${mine.decided}`, headers: citizen, status: 404 },
  { path: ({ mine }) => `/antraege/${mine.decided}`, headers: (_, other) => citizen(other), status: 401 },
  { path: ({ mine }) => `/amt/vorgaenge/${mine.waitingCase}`, headers: staff, unnamed: true, status: 200, word: true },
  { path: (_, { mine }) => `/amt/vorgaenge/${mine.waitingCase}`, headers: staff, unnamed: true, status: 404 },
  { path: () => "/amt", headers: staff, unnamed: true, status: 200, word: true },
];

test(
  `${howMany} mixed requests for two municipalities are each answered by their own`,
  async () => {
    const wrong: string[] = [];
    const seen = new Map<string, number>();
    let left = howMany;
    const line = async (): Promise<void> => {
      while (left-- > 0) {
        const turn = Math.random() < 0.5;
        const [own, other] = turn ? sides : [sides[1], sides[0]];
        const number = Math.floor(Math.random() * kinds.length);
        const kind = kinds[number]!;
        const path = kind.path(own, other);
        const { status, body } = await ask({ host: hostOf(own), path, headers: kind.headers?.(own, other) ?? {} });
        seen.set(`${own.word} ${number}`, (seen.get(`${own.word} ${number}`) ?? 0) + 1);
        const mixed = body.includes(other.word) || body.includes(nameOf(other));
        const lost = kind.word && !body.includes(own.word);
        if (mixed || lost || status !== kind.status || (!kind.unnamed && !body.includes(nameOf(own))))
          wrong.push(
            `${hostOf(own)}${path}: ${status}${mixed ? ", of the other" : ""}${lost ? ", without its own" : ""}`,
          );
      }
    };
    await Promise.all(Array.from({ length: 24 }, line));
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(seen.size).toBe(2 * kinds.length);
  },
  Math.max(60_000, howMany * 60),
);

test.each([
  "musterstadt.localhost.angreifer.example",
  "unbekannt.localhost:3000",
  "127.0.0.1:3000",
  "musterstadt.localhost:3000, beispielheim.localhost:3000",
  "",
])("a host that is none of ours is refused: %j", async (host) => {
  const { status, body } = await ask({ host, path: "/" });
  expect([400, 404, 421]).toContain(status);
  for (const side of sides) expect(body).not.toContain(nameOf(side));
});
