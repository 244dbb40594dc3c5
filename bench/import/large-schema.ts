/** A schema of XDatenfelder 3.0 of any size, in the proportions of real ones: groups in groups, values, texts, rules. */
import { writeSchema, type Datenfeld, type Datenfeldgruppe, type Kopf, type Struktur } from "@allmende/xdatenfelder";

const perGroup = 12;

export function largeSchema(fields: number): string {
  let made = 0;
  const head = (id: string, name: string): Kopf => ({
    identifikation: { id, version: "1.0.0" },
    name,
    definition: `Was unter „${name}“ zu verstehen ist & wie es gebraucht wird.`,
    bezuege: [{ text: "§ 1 Ballonverordnung" }],
    freigabestatus: "6",
    relationen: [],
    stichworte: [],
  });
  const element = (id: string, name: string, path: string) => ({
    ...head(id, name),
    pfad: path,
    bezeichnungEingabe: name,
    bezeichnungAusgabe: name,
    schemaelementart: "RNG",
    hilfetextEingabe: `Tragen Sie ein: ${name}.`,
    regeln: [],
  });
  const field = (path: string): Datenfeld => {
    const number = made++;
    const id = `F99${String(number).padStart(9, "0")}`;
    const kind = number % 6;
    return {
      ...element(id, `Angabe ${number}`, `${path}.${id}`),
      typ: "datenfeld",
      feldart: kind === 0 ? "select" : "input",
      datentyp: kind === 1 ? "date" : kind === 2 ? "num_int" : "text",
      mediaTypes: [],
      ...(kind === 0 && { werte: [1, 2, 3].map((code) => ({ code: `00${code}`, name: `Möglichkeit ${code}` })) }),
      ...(kind > 2 && { praezisierung: { minLength: 1, maxLength: 80 } }),
    };
  };
  const place = (enthaelt: Datenfeld | Datenfeldgruppe): Struktur => ({
    anzahl: { min: made % 2, max: 1 },
    bezuege: [{ text: "§ 2 Ballonverordnung" }],
    enthaelt,
  });
  const struktur: Struktur[] = [];
  for (let group = 0; group < fields / perGroup; group++) {
    const id = `G99${String(group).padStart(9, "0")}`;
    const inner = Array.from({ length: Math.min(perGroup, fields - made) }, () => place(field(`S1.${id}`)));
    struktur.push(place({ ...element(id, `Gruppe ${group}`, `S1.${id}`), typ: "datenfeldgruppe", struktur: inner }));
  }
  return writeSchema({
    ...head("S99000000001", "Ballonfahrt im Großen"),
    wurzel: "stammdatenschema",
    nachricht: { nachrichtID: "1", erstellungszeitpunkt: "2026-01-01T00:00:00Z" },
    regeln: [],
    struktur,
  });
}
