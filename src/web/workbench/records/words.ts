import type { Dossier, DisposalRule } from "../../../domains/records/index.ts";
import { plainDay } from "../dates.ts";

/** What becomes of a dossier when its time is over. */
export const ruleWords: Record<DisposalRule, string> = { destroy: "vernichten", offer: "dem Archiv anbieten" };

/** What lies in a dossier, as staff call it. */
export const kindWords: Record<string, string> = {
  application: "Antrag",
  attachment: "Anlage",
  "letter-out": "Brief",
  handover: "Abgabe",
  "handover-file": "Anlage der Abgabe",
  request: "Nachforderung",
  supplement: "Nachreichung",
  statement: "Stellungnahme",
  objection: "Widerspruch",
  note: "Vermerk",
  "deemed-approval": "Genehmigungsfiktion",
};

/** "geschlossen, aufbewahrt bis 31.12.2036". */
export function stateOf({ closedOn, retainUntil }: Dossier, today: string): string {
  if (closedOn === null || retainUntil === null) return "offen";
  return retainUntil < today
    ? `Frist abgelaufen am ${plainDay(retainUntil)}`
    : `geschlossen, aufbewahrt bis ${plainDay(retainUntil)}`;
}

export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
