import type { IconName } from "@allmende/kern";
import type { DeskView, InboxQuery } from "../../domains/cases/index.ts";

/** What of the inbox somebody chose to see, as the words of its address. */
export interface InboxChoice {
  ansicht: string;
  leistung: string;
  stand: string;
  schlagwort: string;
  /** "mehrere": rows can be ticked for a step on several at once. */
  auswahl: string;
  ordnung: string;
  /** Where the page begins. */
  ab: string;
}

export const views: readonly { key: string; name: string; icon: IconName; view: DeskView }[] = [
  { key: "heute", name: "Heute fällig", icon: "clock", view: "due" },
  { key: "antworten", name: "Neue Antworten", icon: "mail", view: "news" },
  { key: "meine", name: "Meine Vorgänge", icon: "inbox", view: "mine" },
  { key: "vertretung", name: "In Vertretung", icon: "swap", view: "deputy" },
  { key: "warten", name: "Wartet auf andere", icon: "pause", view: "waiting" },
  { key: "ohne", name: "Noch ohne Person", icon: "unassigned", view: "unassigned" },
  { key: "verspaetet", name: "Überfällig im Amt", icon: "warning", view: "late" },
  { key: "alle", name: "Alle offenen", icon: "list", view: "open" },
  { key: "mitgearbeitet", name: "Mitgearbeitet", icon: "people", view: "part" },
  { key: "erledigt", name: "Erledigt", icon: "check", view: "closed" },
];

export const states: readonly { key: string; name: string; status: NonNullable<InboxQuery["status"]> }[] = [
  { key: "neu", name: "Neu", status: "new" },
  { key: "arbeit", name: "In Arbeit", status: "in-progress" },
  { key: "wartet", name: "Wartet", status: "waiting" },
];

export const orders: readonly { key: string; name: string; order: InboxQuery["order"] }[] = [
  { key: "frist", name: "Nach Frist", order: "due" },
  { key: "eingang", name: "Nach Eingang", order: "arrival" },
];

/** Columns that can be left out; what the case is stays. */
export const columns = [
  { key: "von", name: "Von" },
  { key: "nr", name: "Nr." },
  { key: "schritt", name: "Nächster Schritt" },
  { key: "frist", name: "Frist" },
  { key: "stand", name: "Stand" },
  { key: "eingang", name: "Eingang" },
] as const;

export const several = "mehrere";

const standard = { view: "meine", order: "frist" };

/** What an address says that no list of the desk knows: asked for by nobody who means well, and never guessed at (fault T10). */
export function unknownIn(words: Readonly<Record<string, string | undefined>>): string[] {
  const values: Record<string, readonly { key: string }[] | undefined> = {
    ansicht: views,
    stand: states,
    ordnung: orders,
    auswahl: [{ key: several }],
  };
  const free = ["leistung", "schlagwort", "ab", "q"];
  return Object.entries(words).flatMap(([name, word = ""]) => {
    if (free.includes(name)) return [];
    const known = Object.hasOwn(values, name) ? values[name] : undefined;
    return known && (word === "" || known.some(({ key }) => key === word)) ? [] : [name];
  });
}

export function readChoice(words: Readonly<Record<string, string | undefined>>): InboxChoice {
  const known = (list: readonly { key: string }[], word = "") => (list.some(({ key }) => key === word) ? word : "");
  return {
    ansicht: known(views, words.ansicht) || standard.view,
    leistung: /^[a-z0-9-]{1,80}$/.test(words.leistung ?? "") ? words.leistung! : "",
    stand: known(states, words.stand),
    schlagwort: (words.schlagwort ?? "").trim().slice(0, 40),
    auswahl: words.auswahl === several ? several : "",
    ordnung: known(orders, words.ordnung) || standard.order,
    ab: (words.ab ?? "").slice(0, 60),
  };
}

/** The address of a choice; what is as usual is not said in it. */
export function addressOf({ ansicht, leistung, stand, schlagwort, auswahl, ordnung, ab }: InboxChoice): string {
  const query = new URLSearchParams({ ansicht });
  if (leistung) query.set("leistung", leistung);
  if (stand) query.set("stand", stand);
  if (schlagwort) query.set("schlagwort", schlagwort);
  if (auswahl) query.set("auswahl", auswahl);
  if (ordnung !== standard.order) query.set("ordnung", ordnung);
  if (ab) query.set("ab", ab);
  return `/amt?${query}`;
}

export const viewNamed = ({ ansicht }: InboxChoice) => views.find(({ key }) => key === ansicht) ?? views[2]!;

/** What the list is asked for. */
export function filterOf(
  choice: InboxChoice,
): Pick<InboxQuery, "view" | "slug" | "tag" | "status" | "order" | "after"> {
  const status = states.find(({ key }) => key === choice.stand)?.status;
  return {
    view: viewNamed(choice).view,
    order: orders.find(({ key }) => key === choice.ordnung)?.order ?? "due",
    ...(choice.leistung && { slug: choice.leistung }),
    ...(choice.schlagwort && { tag: choice.schlagwort }),
    ...(status && { status }),
    ...(choice.ab && { after: choice.ab }),
  };
}
