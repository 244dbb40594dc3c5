import { parseArgs } from "node:util";
import { readRow } from "@allmende/forms";
import { unfitFor, writePrefill } from "../domains/applications/index.ts";
import { findCurrentRelease, loadService } from "../domains/services/index.ts";
import { loadDirectory, type Tenant } from "../domains/tenancy/index.ts";
import { legalDay } from "../platform/clock.ts";
import { readConfig, type Config } from "../platform/config.ts";
import type { Database } from "../platform/db/database.ts";
import { Addresses } from "../web/site.ts";
import { BadInput } from "./bad-input.ts";
import { chooseTenant } from "./choose-tenant.ts";
import { secretKey, withDatabase } from "./connect.ts";
import type { Command, Io } from "./command.ts";

const usage = "allmende prefill link SLUG --tenant SLUG --set FIELD=VALUE … [--days 30]";
const mostDays = 365;

/** Exit codes: 0 the link is printed, 2 the call or an answer is wrong: every one is named. */
export const commands: Record<string, Command> = {
  "prefill link": {
    summary: "make a signed link that opens a form with some answers filled in",
    usage,
    async run(args, io) {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: {
          tenant: { type: "string" },
          set: { type: "string", multiple: true, default: [] },
          days: { type: "string", default: "30" },
        },
      });
      const [slug] = positionals;
      const { tenant } = values;
      if (slug === undefined || positionals.length > 1 || tenant === undefined || values.set.length === 0)
        throw new BadInput(`Name one service, the tenant and at least one answer: ${usage}`);
      const days = Number(values.days);
      if (!Number.isInteger(days) || days < 1 || days > mostDays)
        throw new BadInput(`--days is a whole number from 1 to ${mostDays}`);
      const row = rowOf(values.set);
      const config = readConfig(process.env);
      return withDatabase(config, async (database, _files, dataDirectory) => {
        const key = secretKey(config, dataDirectory);
        return makeLink(database, await chooseTenant(database, tenant), { slug, row, days, key, config }, io);
      });
    },
  },
};

function rowOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, field, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
      if (field === undefined || value === undefined)
        throw new BadInput(`Write an answer as FIELD=VALUE, not: ${pair}`);
      return [field.trim(), value] as const;
    }),
  );
}

export async function makeLink(
  database: Database,
  { id, host, slug: place }: Tenant,
  {
    slug,
    row,
    days,
    key,
    config,
  }: { slug: string; row: Readonly<Record<string, string>>; days: number; key: string; config: Config },
  io: Io,
): Promise<number> {
  const link = await database.withTenant(id, async (scope) => {
    const release = await findCurrentRelease(scope, slug);
    if (release?.status !== "live") throw new BadInput(`${place} does not offer a service ${slug}`);
    const { form } = await loadService(scope, release);
    const now = scope.clock.now();
    const { answers, faults } = readRow(form, row);
    const unread = new Set(faults.map(({ path }) => path));
    const wrong = [...faults, ...unfitFor(form, answers, now).filter(({ path }) => !unread.has(path))];
    if (wrong.length > 0)
      throw new BadInput(
        `The link is not made, please correct:\n${wrong.map(({ path, code }) => `  ${path}: ${why[code] ?? code}`).join("\n")}`,
      );
    const until = new Date(now.getTime() + days * 86_400_000);
    const data = writePrefill(key, { tenant: id, slug, until, answers });
    if (data === undefined) throw new BadInput("The answers are too long for a link. Leave some out.");
    return { data, until };
  });
  const directory = await database.withAlliance(loadDirectory);
  const base = new Addresses(config, directory!, config.PORT).of(host);
  io.out(`${base}/leistungen/${slug}/antrag?daten=${link.data}`);
  io.err(
    `It works until ${legalDay(link.until)}. Whoever has the link can read the answers in it: put nothing sensitive into it.`,
  );
  return 0;
}

const why: Record<string, string> = {
  unknownField: "the form has no such answer (lists cannot be filled by a link)",
  notByLink: "cannot be filled by a link: it is sensitive, or only the person themselves can give it",
};
