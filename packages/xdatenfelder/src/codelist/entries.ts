import { codelistKey } from "../count.ts";
import type { CodelisteReferenz, Wert } from "../schema.ts";
import type { Codelist } from "./read-codelist.ts";

/** Where code lists are found; the schema itself holds only references. */
export type CodelistStore = { find(reference: CodelisteReferenz): Promise<Codelist | undefined> };

/** A store of lists that are at hand. A reference without version is met by any version of the list, the last one given first. */
export function codelistStore(codelists: readonly Codelist[]): CodelistStore {
  const byKey = new Map(codelists.flatMap((one) => namesOf(one).map((name) => [name, one] as const)));
  return {
    async find(reference) {
      const exact = byKey.get(codelistKey(reference));
      if (exact || reference.version !== undefined || reference.canonicalIdentification === undefined) return exact;
      return codelists.findLast((one) => one.canonicalUri === reference.canonicalIdentification);
    },
  };
}

function namesOf({ canonicalUri, version, canonicalVersionUri }: Codelist): string[] {
  const versioned = canonicalUri !== undefined && version !== undefined ? [`${canonicalUri}_${version}`] : [];
  return [...(canonicalVersionUri === undefined ? [] : [canonicalVersionUri]), ...versioned];
}

/** Which columns a field wants to see; without them the key column and the first that looks like a name. */
export type Wanted = { codeKey?: string; nameKey?: string; helpKey?: string };

/** The choices of a list as a field shows them; rows without a code are left out. */
export function entriesOf(codelist: Codelist, wanted: Wanted = {}): Wert[] {
  const code = known(codelist, wanted.codeKey) ?? codelist.keyColumn;
  const name = known(codelist, wanted.nameKey) ?? nameColumn(codelist, code);
  const help = known(codelist, wanted.helpKey);
  return codelist.rows
    .filter((row) => row[code])
    .map((row) => ({
      code: row[code]!,
      name: row[name] || row[code]!,
      ...(help && row[help] ? { hilfe: row[help] } : {}),
    }));
}

function known({ columns }: Codelist, id: string | undefined): string | undefined {
  return columns.find((column) => column.id === id)?.id;
}

function nameColumn({ columns }: Codelist, code: string): string {
  const others = columns.filter((column) => column.id !== code);
  const named = others.find(({ id }) => /^(name|wert|bezeichnung|beschreibung|label|description|text)/i.test(id));
  return (named ?? others[0])?.id ?? code;
}
