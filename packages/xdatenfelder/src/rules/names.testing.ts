import type { Named, Names } from "./names.ts";

/** Invented elements for tests of the rule language. */
const elements: Named[] = [
  named("F99000000001", ["Fesselballon"], { yesNo: true }),
  named("F99000000002", ["Länge des Seils"]),
  named("F99000000003", ["Art der Hülle", "Hülle"], {
    werte: [
      { code: "01", name: "Heißluft" },
      { code: "02", name: "Gas" },
      { code: "03", name: "Gas und Heißluft oder anderes" },
      { code: "X", name: "Sonstiges" },
    ],
  }),
  named("F99000000004", ["Beschreibung (Hülle)"]),
  named("F99000000005", ["Startplatz (Code)"]),
  named("F99000000006", ["Anzahl der Personen"]),
  named("F99000000007", ["Nachtflug"], { yesNo: true }),
  named("F99000000008", ["Beginn"]),
  named("F99000000009", ["Ende"]),
  named("G99000000001", ["Angaben zum Seil"]),
  named("G99000000002", ["Angaben zum Gas"]),
  named("G99000000003", ["Pilot"]),
];

function named(id: string, names: string[], rest: Partial<Named> = {}): Named {
  return { id, names, yesNo: false, werte: [], ...rest };
}

export const names: Names = { find: (id) => elements.find((element) => element.id === id) };

/** "F1" for F99000000001, "G2" for G99000000002: rules in tests stay readable. */
export function spellOut(text: string): string {
  return text.replace(/\b([FG])(\d)\b/g, "$19900000000$2");
}
