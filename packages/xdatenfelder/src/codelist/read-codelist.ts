import { Refused, type Problem } from "../read/problem.ts";
import { shape, text, type Shape } from "../read/shape.ts";
import { readXml, type Limits, type Source } from "../read/xml.ts";

/** A code list ("Codeliste") in genericode 1.0; columns nobody knows are kept. */
export type Codelist = {
  canonicalUri?: string;
  version?: string;
  canonicalVersionUri?: string;
  name: string;
  columns: readonly Column[];
  /** The column that holds the codes: the one of the first key, else the first. */
  keyColumn: string;
  rows: Row[];
};
export type Column = { id: string; name: string; required: boolean };
/** Values by column id. */
export type Row = Readonly<Record<string, string>>;

export type CodelistResult = { ok: true; codelist: Codelist } | { ok: false; problems: Problem[] };

const namespace = "http://docs.oasis-open.org/codelist/ns/genericode/1.0/";

/** Reads genericode 1.0 within the same bounds as a schema. */
export async function readCodelist(source: Source, limits?: Limits): Promise<CodelistResult> {
  const read = await readXml(
    source,
    (local, uri) => {
      if (local !== "CodeList" || uri !== namespace)
        throw new Refused("xdf.unknown_standard", `<${local.slice(0, 80)}> is not a code list in genericode 1.0`);
      return codeList;
    },
    limits,
  );
  return read.ok ? { ok: true, codelist: read.value as Codelist } : read;
}

type Identification = Pick<Codelist, "canonicalUri" | "version" | "canonicalVersionUri" | "name">;
type Columns = { columns: readonly Column[]; keys: readonly string[] };
type Value = { column?: string; value: string };

const identification = shape(
  { "ShortName?": text, "LongName*": text, "Version?": text, "CanonicalUri?": text, "CanonicalVersionUri?": text },
  (parts): Identification => ({
    name: parts.all<string>("LongName")[0] ?? parts.one("ShortName") ?? "",
    version: parts.one("Version"),
    canonicalUri: parts.one("CanonicalUri"),
    canonicalVersionUri: parts.one("CanonicalVersionUri"),
  }),
);

const column = shape({ "ShortName?": text, "LongName*": text }, (parts): Column => {
  const { Id: id, Use } = parts.attributes;
  if (!id) throw new Refused("xdf.missing_element", "A <Column> has no Id");
  return { id, name: parts.all<string>("LongName")[0] ?? parts.one("ShortName") ?? id, required: Use === "required" };
});
const columnRef: Shape = { ...text, build: (parts) => parts.attributes.Ref };
const key = shape({ "ColumnRef*": columnRef }, (parts) => parts.all<string>("ColumnRef")[0]);
const columnSet = shape({ "Column*": column, "Key*": key }, (parts): Columns => ({
  columns: parts.all("Column"),
  keys: parts.all("Key"),
}));

const value = shape({ "SimpleValue?": text }, (parts): Value => ({
  column: parts.attributes.ColumnRef,
  value: parts.one("SimpleValue") ?? "",
}));
const row = shape({ "Value*": value }, (parts) => parts.all<Value>("Value"));
const simpleCodeList = shape({ "Row*": row }, (parts) => parts.all<Value[]>("Row"));

const codeList = shape(
  { "Identification!": identification, "ColumnSet!": columnSet, "SimpleCodeList?": simpleCodeList },
  (parts): Codelist => {
    const { columns, keys } = parts.must<Columns>("ColumnSet");
    const keyColumn = keys[0] ?? columns[0]?.id;
    if (keyColumn === undefined) throw new Refused("xdf.missing_element", "The list has no column");
    const rows = parts.one<Value[][]>("SimpleCodeList") ?? [];
    return {
      ...parts.must<Identification>("Identification"),
      columns,
      keyColumn,
      rows: rows.map((values) => toRow(values, columns)),
    };
  },
);

/** A value without a column belongs to the one after the value before it. */
function toRow(values: readonly Value[], columns: readonly Column[]): Row {
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  let next = 0;
  for (const { column: id = columns[next]?.id, value } of values) {
    if (id === undefined) continue;
    found[id] = value;
    next = columns.findIndex((one) => one.id === id) + 1;
  }
  return found;
}
