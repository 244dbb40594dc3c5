import { optionId, type ElementDefinition, type FieldDefinition, type FieldOf } from "@allmende/forms";
import type { Anzahl, CodelisteReferenz, Datenfeld, Praezisierung, Struktur } from "@allmende/xdatenfelder";
import { mostEntries, mostFiles } from "./draft-field.ts";
import type { Exporting } from "./exporting.ts";

type Written = Pick<Datenfeld, "feldart" | "datentyp"> & Partial<Datenfeld>;

/** A question as a field ("Datenfeld") in its place. `filled` is when the optional group around it asks for it. */
export function exportField(field: FieldDefinition, filled: string | undefined, exporting: Exporting): Struktur {
  const { id, fim } = field;
  const enthaelt: Datenfeld = {
    typ: "datenfeld",
    pfad: "",
    ...exporting.head("F", id, fim),
    bezeichnungEingabe: exporting.label(id),
    hilfetextEingabe: exporting.text(id, "hint"),
    regeln: [],
    mediaTypes: [],
    ...written(field, exporting),
  };
  return { anzahl: anzahlOf(field, filled, exporting), bezuege: [], enthaelt };
}

function anzahlOf(field: FieldDefinition, filled: string | undefined, exporting: Exporting): Anzahl {
  if (field.type === "information" || field.type === "computed") return { min: 1, max: 1 };
  const { required, repeat, id } = field;
  if (typeof required === "string" && required !== filled) demandRule(id, required, exporting);
  const needed = required === true || required === filled;
  const min = needed ? Math.max(1, repeat?.min ?? 1) : 0;
  if (repeat) return { min, max: repeat.max >= mostEntries ? "*" : Math.max(repeat.max, min) };
  if (field.type === "choices") return { min, max: "*" };
  if (field.type === "file") return { min, max: field.maxFiles >= mostFiles ? "*" : field.maxFiles };
  return { min, max: 1 };
}

export function demandRule(id: string, feel: string, exporting: Exporting): void {
  const label = exporting.label(id);
  exporting.rule(`${id} required`, {
    name: `Pflicht: ${label}`,
    sentence: `„${label}“ (${id}) ist Pflicht, sobald die Bedingung im Skript erfüllt ist.`,
    feel,
    typ: "M",
  });
}

export function whenRule({ id, when }: Pick<ElementDefinition, "id" | "when">, exporting: Exporting): void {
  if (when === undefined) return;
  const label = exporting.label(id);
  exporting.rule(`${id} when`, {
    name: `Bedingung: ${label}`,
    sentence: `„${label}“ (${id}) kommt nur vor, solange die Bedingung im Skript erfüllt ist.`,
    feel: when,
    typ: "K",
  });
}

function written(field: FieldDefinition, exporting: Exporting): Written {
  const input = (datentyp: Datenfeld["datentyp"], praezisierung: Praezisierung = {}): Written => ({
    feldart: "input",
    datentyp,
    ...(Object.keys(praezisierung).length > 0 && { praezisierung }),
  });
  switch (field.type) {
    case "text":
      return field.fim?.list === undefined ? input("text", textBounds(field, exporting)) : listed(field.fim.list);
    case "integer":
      return input("num_int", bounds(field.min, field.max));
    case "number":
      return number(field, input, exporting);
    case "money":
      return input("num_currency", bounds(field.min / 100, field.max === undefined ? undefined : field.max / 100));
    case "date":
      return input("date", dateBounds(field, exporting));
    case "time":
      return input("time");
    case "declaration":
      exporting.lose(field.id, "a declaration is written as a plain yes or no");
      return input("bool");
    case "yesno":
      return input("bool");
    case "choice":
    case "choices":
      return select(field, exporting);
    case "file":
      return {
        ...input("file"),
        maxSize: Math.round(field.maxMegabytes * 1_000_000),
        mediaTypes: field.accept.map((kind) => mediaTypes[kind]),
      };
    case "information":
      return {
        feldart: "label",
        datentyp: "text",
        inhalt: exporting.text(field.id, "text") ?? exporting.label(field.id),
      };
    case "computed":
      exporting.rule(`${field.id} value`, {
        name: `Berechnung: ${exporting.label(field.id)}`,
        sentence: `„${exporting.label(field.id)}“ (${field.id}) errechnet sich aus dem Ausdruck im Skript.`,
        feel: field.value,
        typ: "B",
      });
      return { feldart: "locked", datentyp: computedTypes[field.as] };
    default:
      exporting.lose(field.id, `the type ${field.type} and its check are written as plain text`);
      return input("text");
  }
}

const mediaTypes = { pdf: "application/pdf", jpeg: "image/jpeg", png: "image/png" } as const;
const computedTypes = { text: "text", number: "num", money: "num_currency", date: "date" } as const;

function number(
  { id, min, max, decimals, fim }: FieldOf<"number">,
  input: (type: Datenfeld["datentyp"], bounds?: Praezisierung) => Written,
  exporting: Exporting,
): Written {
  // An import makes two decimals of an amount of money, and six of any other number.
  if (fim && decimals === 2) return input("num_currency", bounds(min, max));
  if (decimals !== 6) exporting.lose(id, `at most ${decimals} decimals`);
  return input("num", bounds(min, max));
}

const bounds = (min?: number, max?: number): Praezisierung => ({
  ...(min !== undefined && { minValue: String(min) }),
  ...(max !== undefined && { maxValue: String(max) }),
});

function textBounds(
  { id, minLength, maxLength, pattern, compact, autocomplete }: FieldOf<"text">,
  exporting: Exporting,
): Praezisierung {
  if (compact) exporting.lose(id, "blanks and hyphens that are taken out (compact)");
  if (autocomplete) exporting.lose(id, `what browsers fill in by themselves (autocomplete: ${autocomplete})`);
  return { ...(minLength !== undefined && { minLength }), maxLength, ...(pattern && { pattern }) };
}

/** A fixed day is a precision; any other bound is a rule. */
function dateBounds({ id, min, max }: FieldOf<"date">, exporting: Exporting): Praezisierung {
  const day = (feel: string | undefined, which: "min" | "max"): string | undefined => {
    const fixed = feel && /^date\("(\d{4}-\d{2}-\d{2})"\)$/.exec(feel)?.[1];
    if (fixed || feel === undefined) return fixed || undefined;
    const label = exporting.label(id);
    exporting.rule(`${id} ${which}`, {
      name: `Grenze: ${label}`,
      sentence: `„${label}“ (${id}) liegt nicht ${which === "min" ? "vor" : "nach"} dem Tag aus dem Skript.`,
      feel: `${id} ${which === "min" ? ">=" : "<="} ${feel}`,
      typ: "V",
    });
    return undefined;
  };
  const [minValue, maxValue] = [day(min, "min"), day(max, "max")];
  return { ...(minValue && { minValue }), ...(maxValue && { maxValue }) };
}

function select(field: FieldOf<"choice"> | FieldOf<"choices">, exporting: Exporting): Written {
  if (field.fim?.list !== undefined)
    exporting.lose(field.id, `the reference to the code list ${field.fim.list}; its values are written instead`);
  const werte = field.options.map((option) => {
    const id = optionId(option);
    const code = typeof option === "string" ? option : option.value;
    const hilfe = exporting.text(id, "hint");
    exporting.name(id, `Code ${code}`);
    return { code, name: exporting.label(id), ...(hilfe && { hilfe }) };
  });
  return { feldart: "select", datentyp: "text", werte };
}

/** Free text that still waits for its code list asks for it by its key. */
function listed(key: string): Written {
  const codelisteReferenz: CodelisteReferenz = { canonicalVersionUri: key };
  const cut = key.lastIndexOf("_");
  if (cut > 0)
    Object.assign(codelisteReferenz, { canonicalIdentification: key.slice(0, cut), version: key.slice(cut + 1) });
  return { feldart: "select", datentyp: "text", codelisteReferenz };
}
