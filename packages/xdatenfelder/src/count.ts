import type { CodelisteReferenz, Datenfeld, Datenfeldgruppe, Regel, Stammdatenschema, Struktur } from "./schema.ts";

/** How much there is: each occurrence of a field or group counts; rules once by id and version (`total`) and each time (`uses`); code lists once each. */
export type Counts = { fields: number; groups: number; rules: { total: number; uses: number }; codelists: number };

export function count(schema: Stammdatenschema): Counts {
  const elements = [...listElements(schema)];
  const rules = listRules(schema);
  return {
    fields: elements.filter((element) => element.typ === "datenfeld").length,
    groups: elements.filter((element) => element.typ === "datenfeldgruppe").length,
    rules: { total: new Set(rules.map(({ regel }) => keyOf(regel))).size, uses: rules.length },
    codelists: listCodelists(schema).length,
  };
}

/** All groups and fields, from the top down, in the order of the structure. */
export function* listElements(schema: { struktur: readonly Struktur[] }): Generator<Datenfeldgruppe | Datenfeld> {
  for (const { enthaelt } of schema.struktur) {
    yield enthaelt;
    if (enthaelt.typ === "datenfeldgruppe") yield* listElements(enthaelt);
  }
}

/** A rule where it is used: `pfad` is empty for the schema itself. */
export type RuleUse = { regel: Regel; pfad: string };

export function listRules(schema: Stammdatenschema): RuleUse[] {
  const own = schema.regeln.map((regel) => ({ regel, pfad: "" }));
  return [...own, ...[...listElements(schema)].flatMap(({ regeln, pfad }) => regeln.map((regel) => ({ regel, pfad })))];
}

/** The lists the schema refers to, each once. */
export function listCodelists(schema: Stammdatenschema): CodelisteReferenz[] {
  const found = new Map<string, CodelisteReferenz>();
  for (const element of listElements(schema))
    if (element.typ === "datenfeld" && element.codelisteReferenz)
      found.set(codelistKey(element.codelisteReferenz), element.codelisteReferenz);
  return [...found.values()];
}

/** What a list is looked up by: the address of its version, or its name and version. */
export function codelistKey({ canonicalVersionUri, canonicalIdentification = "", version }: CodelisteReferenz): string {
  return (
    canonicalVersionUri ?? (version === undefined ? canonicalIdentification : `${canonicalIdentification}_${version}`)
  );
}

function keyOf({ identifikation: { id, version } }: Regel): string {
  return `${id} ${version ?? ""}`;
}
