import {
  codelistKey,
  entriesOf,
  listCodelists,
  type Codelist,
  type CodelistStore,
  type Stammdatenschema,
  type Struktur,
} from "@allmende/xdatenfelder";

/** A schema whose references to lists at hand were followed; keys of the lists found and missing. */
export interface FilledSchema {
  schema: Stammdatenschema;
  found: string[];
  missing: string[];
}

/** Puts the entries of each code list that is in the store into the fields that refer to it; the reference stays. */
export async function fillLists(schema: Stammdatenschema, store: CodelistStore): Promise<FilledSchema> {
  const lists = new Map<string, Codelist>();
  const references = listCodelists(schema);
  for (const reference of references) {
    const list = await store.find(reference);
    if (list) lists.set(codelistKey(reference), list);
  }
  const keys = references.map(codelistKey);
  return {
    schema: lists.size === 0 ? schema : { ...schema, struktur: filled(schema.struktur, lists) },
    found: keys.filter((key) => lists.has(key)),
    missing: keys.filter((key) => !lists.has(key)),
  };
}

function filled(struktur: readonly Struktur[], lists: ReadonlyMap<string, Codelist>): Struktur[] {
  return struktur.map((place) => {
    const { enthaelt } = place;
    if (enthaelt.typ === "datenfeldgruppe")
      return { ...place, enthaelt: { ...enthaelt, struktur: filled(enthaelt.struktur, lists) } };
    const list = enthaelt.codelisteReferenz && lists.get(codelistKey(enthaelt.codelisteReferenz));
    if (!list || (enthaelt.werte && enthaelt.werte.length > 0)) return place;
    return { ...place, enthaelt: { ...enthaelt, werte: entriesOf(list, enthaelt) } };
  });
}
