import { listElements } from "../count.ts";
import type { Datenfeldgruppe, Datenfeld, Stammdatenschema, Wert } from "../schema.ts";

/** What a rule may know of a field or group: how it is called, and what can be chosen in it. */
export type Named = { id: string; yesNo: boolean; names: string[]; werte: readonly Wert[] };

/** Looks up the elements a rule speaks of. */
export type Names = { find(id: string): Named | undefined };

/** The names of a schema. An element that occurs with several names or choices has them all. */
export function namesOf(schema: Stammdatenschema): Names {
  const byId = new Map<string, Named>();
  for (const element of listElements(schema)) {
    const known = byId.get(element.identifikation.id);
    if (known) known.names.push(...namesOfElement(element));
    else
      byId.set(element.identifikation.id, {
        id: element.identifikation.id,
        yesNo: element.typ === "datenfeld" && element.datentyp === "bool",
        names: namesOfElement(element),
        werte: (element.typ === "datenfeld" && element.werte) || [],
      });
  }
  for (const named of byId.values()) named.names = [...new Set(named.names)].sort((a, b) => b.length - a.length);
  return { find: (id) => byId.get(id) ?? byId.get(longId(id)) };
}

function namesOfElement({ name, bezeichnungEingabe, bezeichnungAusgabe }: Datenfeldgruppe | Datenfeld): string[] {
  return [name, bezeichnungEingabe, bezeichnungAusgabe]
    .filter((one) => one !== undefined)
    .map((one) => one.replace(/\s+/g, " ").trim());
}

/** Older rules use the short ids of 2.0 (F60000243) for what is called F60000000243 now. */
function longId(id: string): string {
  return id.replace(/^([FG]\d{2})(\d{6})$/, "$1000$2");
}
