/** G6: the inbox of an administration with a million open cases, asked as a browser asks: first page, with its counters, and the search. */
import { openSession } from "../../src/domains/identity/index.ts";
import { newSecret } from "../../src/platform/ids.ts";
import type { Child } from "../child.ts";
import { look, requestText, send, type Driven } from "../load/index.ts";
import { figure, table, told, type Chapter } from "../report.ts";
import { start, type World } from "../world.ts";
import type { Desk } from "./fill.ts";

const each = 200;

/** What somebody at the desk asks for; `proof` is what the page must hold, checked before the clock. */
const questionsOf = (cases: number): { name: string; paths: readonly string[]; proof: RegExp }[] => [
  { name: "my cases, first page and counters", paths: ["/amt?ansicht=meine"], proof: /Weitere Vorgänge/ },
  { name: "due today", paths: ["/amt?ansicht=heute"], proof: /überfällig/ },
  { name: "all open, by due day", paths: ["/amt?ansicht=alle"], proof: /Weitere Vorgänge/ },
  {
    name: "all open, newest first, one service",
    paths: ["/amt?ansicht=alle&leistung=hund-anmelden&ordnung=eingang"],
    proof: /Weitere Vorgänge/,
  },
  {
    name: "text search: one word in thousands of cases",
    paths: ["/amt?q=M%C3%BCller&ansicht=alle", "/amt?q=Petra&ansicht=alle"],
    proof: /100 Vorgänge gefunden/,
  },
  {
    name: "text search: name and dog",
    paths: ["/amt?q=Petra+M%C3%BCller+Luna&ansicht=alle", "/amt?q=Ida+Steinmann&ansicht=alle"],
    proof: /gefunden|Nichts/,
  },
  {
    name: "text search: file reference",
    paths: [referenceAt(cases / 2), referenceAt(cases / 3)],
    proof: /1 Vorgang gefunden/,
  },
];

/** The search for a file reference that one case has. */
const referenceAt = (number: number): string =>
  `/amt?q=20.4-2026-${String(10_000 + Math.floor(number)).padStart(7, "0")}&ansicht=alle`;

export async function inbox(world: World, desk: Desk, driver: Child, rounds: number): Promise<Chapter> {
  const questions = questionsOf(desk.cases);
  const product = await start(world, { socket: String(world.app.host) });
  const runs = new Map<string, Driven[]>(questions.map(({ name }) => [name, []]));
  try {
    const cookies = await signIn(world, desk.staff.slice(0, 20));
    const asked = (path: string, cookie: string): string => requestText("GET", path, { host: world.host, cookie });
    for (const { name, paths, proof } of questions) {
      const page = await look(product.port, paths[0]!, { host: world.host, cookie: cookies[0]! });
      if (page.status !== 200 || !proof.test(page.body.toString()))
        throw new Error(`${name}: ${page.status}, not what was asked for`);
    }
    for (let round = -1; round < rounds; round++)
      for (const { name, paths } of questions) {
        const requests = Array.from({ length: each }, (_, i) =>
          asked(paths[i % paths.length]!, cookies[i % cookies.length]!),
        );
        const driven = await send(driver, { port: product.port, connections: 1, requests });
        if (driven.statuses["200"] !== each) throw new Error(`${name}: ${JSON.stringify(driven.statuses)}`);
        if (round >= 0) runs.get(name)!.push(driven);
      }
    const rows = questions.map(({ name }) => ({
      name,
      p50: figure(runs.get(name)!.map((run) => run.p50)),
      p95: figure(runs.get(name)!.map((run) => run.p95)),
    }));
    return {
      title: "G6 Inbox",
      verdicts: rows.map(({ name, p95 }) => ({
        goal: `${name}: p95 ≤ 15 ms`,
        measured: told(p95, " ms"),
        holds: p95.median <= 15,
      })),
      lines: [
        `${desk.cases.toLocaleString("en-GB")} open cases of one administration, ${desk.staff.length} caseworkers. Whole pages over one connection, each with session,`,
        `all counters, saved lists and tools, ${each} requests a round by 20 caseworkers in turn, ${rounds} rounds.`,
        "",
        ...table(
          ["page", "p50 ms", "p95 ms"],
          rows.map(({ name, p50, p95 }) => [name, told(p50), told(p95)]),
        ),
        `The web process held ${product.child.memory.toFixed(0)} MB afterwards (VmRSS).`,
      ],
    };
  } finally {
    await product.child.end();
  }
}

async function signIn({ house, tenant }: World, staff: readonly string[]): Promise<string[]> {
  return house.database.withTenant(tenant.id, async (scope) => {
    const cookies: string[] = [];
    for (const staffId of staff) {
      const secret = newSecret();
      await openSession(scope, secret, { kind: "staff", staffId, name: "Kim Muster" });
      cookies.push(`__Host-al_amt=${secret}`);
    }
    return cookies;
  });
}
