/** G2: a form page of 30 fields and a page of the catalogue, each against the least code that answers the same. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { freePort } from "../../test/free-port.ts";
import { startPart, startPeer, type Child } from "../child.ts";
import { look, requestText, send } from "../load/index.ts";
import { cookieOf, fillIn } from "../people.ts";
import { ratio, figure, table, told, toldShare, type Chapter, type Figure } from "../report.ts";
import { start, type World } from "../world.ts";
import type { Model } from "./limits.ts";
import { answers, page, slug } from "./long-form.ts";

const connections = 32;
const seconds = 2;

interface Contender {
  name: string;
  port: number;
  path: string;
  headers: Record<string, string>;
  child: Child;
  rates: number[];
}

export async function pages(world: World, driver: Child, rounds: number, peers?: string): Promise<Chapter> {
  const { host, tenant, folder, app } = world;
  const citizen = await fillIn(world.house, tenant, slug, answers);
  const product = await start(world, { socket: String(app.host) });
  const form = {
    path: `/antraege/${citizen.applicationId}/seiten/${page}`,
    headers: { host, cookie: cookieOf(citizen) },
  };
  const catalogue = { path: "/leistungen/hund-anmelden", headers: { host } };

  const formPage = await look(product.port, form.path, form.headers);
  const html = formPage.body.toString("utf8");
  const fields = Object.keys(answers);
  const missing = fields.filter((id) => !html.includes(` name="${id}"`) && !html.includes(` name="${id}.`));
  if (formPage.status !== 200 || missing.length > 0)
    throw new Error(`the form page (${formPage.status}) does not ask: ${missing.join(", ")}`);
  const anonymous = await look(product.port, catalogue.path, catalogue.headers);

  const limit = async (part: string, shown: string): Promise<{ child: Child; port: number }> => {
    const model: Model = { html: shown, tenant: tenant.id, app, controls: ["_token", "_stand", ...typed()] };
    const file = join(folder, `${part}.json`);
    writeFileSync(file, JSON.stringify(model));
    const port = await freePort();
    return { child: await startPart(part, { MODEL: file, PORT: String(port) }), port };
  };
  const formLimit = await limit("form-limit", html);
  const anonymousLimit = await limit("anonymous-limit", anonymous.body.toString("utf8"));
  const constant = await limit("constant-limit", anonymous.body.toString("utf8"));
  await same(constant.port, catalogue, anonymous.body);
  await same(formLimit.port, form, formPage.body);
  await same(anonymousLimit.port, catalogue, anonymous.body);

  const contenders: Contender[] = [
    { name: "form page, Allmende", ...form, ...product, rates: [] },
    { name: "form page, limit: node:http, string template, one query", ...form, ...formLimit, rates: [] },
    { name: "catalogue page, Allmende", ...catalogue, ...product, rates: [] },
    { name: "catalogue page, limit: node:http, string template", ...catalogue, ...anonymousLimit, rates: [] },
    {
      name: "catalogue page, for comparison: node:http, the same bytes each time",
      ...catalogue,
      ...constant,
      rates: [],
    },
  ];
  for (const variant of peers ? ["limit-string", "preact", "react"] : []) {
    const port = await freePort();
    const child = startPeer(peers!, ["web.mjs", variant, String(port)]);
    contenders.push({
      name: `for comparison, a smaller page of 30 fields without rows: ${variant}`,
      path: "/antrag",
      headers: { host: "127.0.0.1" },
      port,
      child,
      rates: [],
    });
    for (let i = 0; i < 100 && !(await look(port, "/antrag").catch(() => undefined)); i++) await wait(50);
  }

  const drive = async ({ port, path, headers, name }: Contender, time: number): Promise<number> => {
    const driven = await send(driver, {
      port,
      connections,
      requests: [requestText("GET", path, headers)],
      seconds: time,
    });
    if (driven.statuses["200"] !== driven.answers) throw new Error(`${name}: ${JSON.stringify(driven.statuses)}`);
    return driven.answers / driven.seconds;
  };
  for (const contender of contenders) await drive(contender, 3);
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) contender.rates.push(await drive(contender, seconds));
  }
  // The clock has stopped: what was answered under load is still the same page.
  await same(product.port, form, formPage.body);
  const scripts = await scriptsOf(product.port, world.host, html);
  for (const { child } of contenders) await child.end();

  const [formRates, formLimits, anonymousRates, anonymousLimits] = contenders.map(({ rates }) => rates);
  const formShare = ratio(formRates!, formLimits!);
  const anonymousShare = ratio(anonymousRates!, anonymousLimits!);
  const bytes = gzipSync(formPage.body).length;
  return {
    title: "G2 Pages",
    verdicts: [
      verdict("form page of 30 fields ≥ 50 % of the limit", formShare, 0.5),
      verdict("catalogue page ≥ 90 % of the limit", anonymousShare, 0.9),
      {
        goal: "form page ≤ 15 kB gzip with its scripts, theme and font apart",
        measured: `${kilobytes(bytes + scripts)} (page ${kilobytes(bytes)}, scripts ${kilobytes(scripts)}; the journeys pass without them)`,
        holds: bytes + scripts <= 15_000,
      },
    ],
    lines: [
      `Pages a second over ${connections} connections, ${rounds} alternating rounds of ${seconds} s: median (range). The limits`,
      "answer the product's page byte by byte (checked before the clock); nobody asks for compression.",
      "",
      ...table(
        ["what", "pages/s"],
        contenders.map(({ name, rates }) => [name, told(figure(rates))]),
      ),
      peers ? "" : "**Left out: the peers (React, Preact). Name their folder with `--peers`.**",
    ],
  };
}

/** Bytes, gzip, of the scripts a page names. */
async function scriptsOf(port: number, host: string, html: string): Promise<number> {
  let bytes = 0;
  for (const [, path] of html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g)) {
    const { status, body } = await look(port, path!, { host });
    if (status !== 200) throw new Error(`${path}: ${status}`);
    bytes += gzipSync(body).length;
  }
  return bytes;
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

function verdict(goal: string, share: Figure, least: number) {
  return { goal, measured: toldShare(share), holds: share.median >= least };
}

/** Ids of questions whose answer is shown as it was typed: what the limit fills in. */
const typed = (): string[] =>
  Object.entries(answers)
    .filter(([, value]) => typeof value === "string" && !/^\d{4}-/.test(value))
    .map(([id]) => id);

async function same(
  port: number,
  { path, headers }: { path: string; headers: Record<string, string> },
  body: Buffer,
): Promise<void> {
  const answer = await look(port, path, headers);
  if (answer.status !== 200 || !answer.body.equals(body)) {
    const at = answer.body.findIndex((byte, i) => byte !== body[i]);
    throw new Error(`an answer differs at ${at}: ${answer.body.subarray(Math.max(0, at - 80), at + 40).toString()}`);
  }
}
