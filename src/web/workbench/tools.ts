import { countWaitingForPost } from "../../domains/letters/index.ts";
import { countAskedStatements, countOwnTasks, listSeenIncidents } from "../../domains/cases/index.ts";
import { countTreasuryTasks } from "../../domains/payments/index.ts";
import { countDueDossiers } from "../../domains/records/index.ts";
import type { Staff } from "../../domains/tenancy/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { readerOf } from "./records/reader.ts";
import type { View } from "./staff-page.tsx";

/** Places beside the lists; what counts work is shown only while there is some. */
export async function toolsFor(
  scope: TenantScope,
  staff: Staff,
  { path, offices }: { path: string; offices: readonly string[] },
): Promise<View[]> {
  const [treasury, incidents, asked, due, post, tasks] = await Promise.all([
    staff.treasury ? countTreasuryTasks(scope) : 0,
    listSeenIncidents(scope, staff).then(({ length }) => length),
    countAskedStatements(scope, staff.departmentId),
    readerOf(scope, staff).then((reader) => countDueDossiers(scope, reader)),
    countWaitingForPost(scope, offices),
    countOwnTasks(scope, staff),
  ]);
  const tool = (href: string, name: string, icon: View["icon"], count: number): View[] =>
    count > 0 ? [{ href, name, icon, count, due: true, current: path === href }] : [];
  return [
    {
      href: "/amt/antrag-aufnehmen",
      name: "Antrag aufnehmen",
      icon: "pen",
      current: path === "/amt/antrag-aufnehmen" || path.startsWith("/amt/antraege/"),
    },
    { href: "/amt/neuer-vorgang", name: "Neuer Vorgang", icon: "phone", current: path === "/amt/neuer-vorgang" },
    {
      href: "/amt/akten",
      name: "Akten",
      icon: "file",
      current: path === "/amt/akten" || path === "/amt/aktenplan" || path.startsWith("/amt/akten/"),
    },
    ...tool("/amt/postausgang", "Postausgang", "send", post),
    ...tool("/amt/aussonderung", "Aussonderung", "box", due),
    ...tool("/amt/aufgaben", "Meine Aufgaben", "check", tasks),
    { href: "/amt/vertretung", name: "Vertretung", icon: "swap", current: path === "/amt/vertretung" },
    { href: "/amt/zahlen", name: "Zahlen", icon: "chart", current: path === "/amt/zahlen" },
    { href: "/amt/einstellungen", name: "Einstellungen", icon: "sliders", current: path === "/amt/einstellungen" },
    ...tool("/amt/stellungnahmen", "Stellungnahmen", "speech", asked),
    ...tool("/amt/stoerungen", "Störungen", "warning", incidents),
    ...(staff.treasury
      ? [
          {
            href: "/amt/kasse",
            name: "Kasse",
            icon: "euro" as const,
            ...(treasury > 0 && { count: treasury, due: true }),
            current: path === "/amt/kasse",
          },
        ]
      : []),
  ];
}
