import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, json, rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { mail } from "../messages/index.ts";
import { getOwnTenant } from "../tenancy/index.ts";
import { checkMail } from "./contact.ts";

/** What a daily mail can tell of ("Sammelmail"); none unless somebody chose it. */
export const digestEvents = [
  "answer",
  "assigned",
  "due-soon",
  "overdue-step",
  "deemed-soon",
  "statement",
  "objection",
] as const;
export type DigestEvent = (typeof digestEvents)[number];

/** How somebody wants their desk. */
export interface DeskSettings {
  email: string;
  digests: DigestEvent[];
  /** Columns of the lists that are left out. */
  hidden: string[];
  /** The list the desk begins with, as the words of its address. */
  start: Record<string, string>;
}

export const usual: DeskSettings = { email: "", digests: [], hidden: [], start: {} };

export async function getDeskSettings(scope: TenantScope, staffId: string): Promise<DeskSettings> {
  const found = await findRow(
    scope,
    sql<DeskSettings>`select email, digests, hidden, start from cases.desk_settings where staff_id = ${staffId}`,
  );
  return found ?? usual;
}

export async function saveDeskSettings(
  scope: TenantScope,
  staffId: string,
  changes: Partial<DeskSettings>,
): Promise<void> {
  const { email, digests, hidden, start } = { ...(await getDeskSettings(scope, staffId)), ...changes };
  if (digests.length > 0 && !email) throw new Refusal("cases.mail_missing");
  checkMail(email);
  write(
    scope,
    sql`insert into cases.desk_settings (tenant_id, staff_id, email, digests, hidden, start)
        values (${scope.tenant}, ${staffId}, ${email}, ${digests}, ${hidden}, ${json(start)})
        on conflict (tenant_id, staff_id) do update set email = excluded.email, digests = excluded.digests, hidden = excluded.hidden, start = excluded.start`,
  );
}

const words: Record<DigestEvent, [one: string, many: string]> = {
  answer: ["neue Antwort", "neue Antworten"],
  assigned: ["neu zugewiesener Vorgang", "neu zugewiesene Vorgänge"],
  "due-soon": ["bald fälliger Vorgang", "bald fällige Vorgänge"],
  "overdue-step": ["überfälliger Vorgang", "überfällige Vorgänge"],
  "deemed-soon": ["Vorgang, der bald als genehmigt gilt", "Vorgänge, die bald als genehmigt gelten"],
  statement: ["Stellungnahme", "Stellungnahmen"],
  objection: ["Widerspruch", "Widersprüche"],
};

/** Once a day one mail to each who wants it and for whom there is something: numbers only, nothing of a citizen. */
export async function sendDigests(scope: TenantScope): Promise<number> {
  const found = await rows(
    scope,
    sql<{ email: string; news: DigestEvent; count: number; staff: string }>`
      select s.staff_id as staff, s.email, c.news, count(*)::int as count from cases.desk_settings s
      join cases.cases c on c.tenant_id = s.tenant_id and c.assignee_id = s.staff_id and c.news = any(s.digests)
      where c.mode = 'live' group by 1, 2, 3 order by 1, 3`,
  );
  const { name } = await getOwnTenant(scope);
  const people = Map.groupBy(found, ({ staff }) => staff);
  for (const lines of people.values()) {
    const said = lines.map(({ news, count }) => `- ${count} ${words[news][count === 1 ? 0 : 1]}`).join("\n");
    await mail(
      scope,
      lines[0]!.email,
      `${name}: Ihr Arbeitsplatz heute`,
      `Guten Morgen,\n\nauf Ihrem Arbeitsplatz liegt:\n\n${said}\n\nDiese Mail stellen Sie im Arbeitsplatz unter „Einstellungen“ ein oder ab.\n\n${name}\n`,
    );
  }
  return people.size;
}
