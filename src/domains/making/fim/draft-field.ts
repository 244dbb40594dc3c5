import { codelistKey, formatAnzahl, type Anzahl, type Datenfeld } from "@allmende/xdatenfelder";
import { labelOf, nameOf, origin, type DraftElement, type Drafting, type Standing } from "./drafting.ts";
import { choiceOf, mostAnswers, nameOptions, unfitForChoice } from "./name-options.ts";
import { datePrecision, numberPrecision, textPrecision } from "./precision.ts";

/** Most entries a form may ask for, and most files in one answer. */
export const mostEntries = 200;
export const mostFiles = 20;

/** A field ("Datenfeld") as a question, or undefined where none can be asked and a task says so. */
export function draftField(
  field: Datenfeld,
  anzahl: Anzahl,
  standing: Standing,
  drafting: Drafting,
): DraftElement | undefined {
  const id = drafting.idOf(field.pfad);
  if (anzahl.max === 0) return leaveOut(field, id, "es darf nie ausgefüllt werden (Anzahl 0)", drafting);
  if (field.feldart === "hidden")
    return leaveOut(field, id, "es ist verborgen; sein Wert kommt nicht von der antragstellenden Person", drafting);
  if (field.feldart === "locked")
    return leaveOut(field, id, "es ist gesperrt; sein Wert steht fest oder wird berechnet", drafting);
  if (field.feldart === "label") return information(field, id, drafting);
  if (field.datentyp === "obj")
    return leaveOut(field, id, "es ist ein Objekt (obj), das kein Formular erfragen kann", drafting);
  const base = { id, ...typed(field, id, anzahl, drafting) };
  drafting.say(id, labelOf(field), { hint: field.hilfetextEingabe });
  return {
    ...base,
    ...required(anzahl, standing),
    ...repeated(base.type, field, id, anzahl, drafting),
    fim: origin(field),
  };
}

function leaveOut(field: Datenfeld, id: string, why: string, drafting: Drafting): undefined {
  drafting.open("feld", `${nameOf(id, field)} „${labelOf(field)}“ fehlt im Formular: ${why}.`);
  return undefined;
}

function information(field: Datenfeld, id: string, drafting: Drafting): DraftElement {
  drafting.say(id, labelOf(field), { text: field.inhalt || field.hilfetextEingabe || labelOf(field) });
  return { id, type: "information", fim: origin(field) };
}

function required({ min }: Anzahl, { filled }: Standing): { required?: false | string } {
  return min === 0 ? { required: false } : filled === undefined ? {} : { required: filled };
}

function typed(
  field: Datenfeld,
  id: string,
  anzahl: Anzahl,
  drafting: Drafting,
): { type: string; [key: string]: unknown } {
  if (field.feldart === "select") return select(field, id, anzahl, drafting);
  switch (field.datentyp) {
    case "num_int":
      return { type: "integer", ...numberPrecision(field, id, drafting) };
    case "num":
      return { type: "number", decimals: 6, ...numberPrecision(field, id, drafting) };
    case "num_currency":
      return { type: "number", decimals: 2, ...numberPrecision(field, id, drafting) };
    case "date":
      return { type: "date", ...datePrecision(field, id, drafting) };
    case "time":
      return { type: "time" };
    case "bool":
      return { type: "yesno" };
    case "file":
      return file(field, id, anzahl, drafting);
    case "datetime":
      drafting.open(
        "feld",
        `${nameOf(id, field)}: Datum mit Uhrzeit ist hier ein Textfeld; in ein Datum und eine Uhrzeit teilen.`,
      );
      return text(field, id, drafting);
    default:
      return text(field, id, drafting);
  }
}

function text(field: Datenfeld, id: string, drafting: Drafting): { type: string } {
  const label = labelOf(field);
  const keyboard = /e-?mail/i.test(label) ? "email" : /telefon|mobil|fax/i.test(label) ? "tel" : undefined;
  return { type: "text", ...textPrecision(field, id, drafting), ...(keyboard && { keyboard }) };
}

function select(
  field: Datenfeld,
  id: string,
  { max }: Anzahl,
  drafting: Drafting,
): { type: string; [key: string]: unknown } {
  const werte = field.werte ?? [];
  const list = field.codelisteReferenz ? codelistKey(field.codelisteReferenz) : "ohne Namen";
  const why = werte.length === 0 ? "fehlt" : unfitForChoice(werte)?.de;
  if (why !== undefined) {
    drafting.open(
      "liste",
      `${nameOf(id, field)}: die Codeliste ${list} ${why}; das Feld ist freier Text. Eine Auswahl daraus machen oder den freien Text behalten.`,
    );
    drafting.listless.add(id);
    return { type: "text" };
  }
  const options = nameOptions(id, werte, drafting.taken);
  for (const { id: option, words } of options) drafting.texts[option] = words;
  if (max !== "*" && max > 1 && max < options.length) drafting.open("feld", mostAnswers(nameOf(id, field), max));
  return { ...choiceOf(options, { several: max === "*" || max > 1 }) };
}

const mediaTypes: Record<string, string> = {
  "application/pdf": "pdf",
  "image/jpeg": "jpeg",
  "image/jpg": "jpeg",
  "image/png": "png",
};

function file(
  field: Datenfeld,
  id: string,
  { min, max }: Anzahl,
  drafting: Drafting,
): { type: string; [key: string]: unknown } {
  const accept = [...new Set(field.mediaTypes.flatMap((type) => mediaTypes[type.toLowerCase()] ?? []))];
  const others = field.mediaTypes.filter((type) => !mediaTypes[type.toLowerCase()]);
  if (others.length > 0)
    drafting.open("feld", `${nameOf(id, field)}: diese Dateiarten werden nicht angenommen: ${others.join(", ")}.`);
  if (min > 1)
    drafting.open("feld", `${nameOf(id, field)}: mindestens ${min} Dateien sind nötig; als Prüfung schreiben.`);
  return {
    type: "file",
    ...(accept.length > 0 && accept.length < 3 && { accept }),
    maxFiles: max === "*" ? mostFiles : Math.min(max, mostFiles),
    ...(field.maxSize !== undefined && {
      maxMegabytes: Math.min(20, Math.max(0.1, Math.round(field.maxSize / 100_000) / 10)),
    }),
  };
}

function repeated(
  type: string,
  field: Datenfeld,
  id: string,
  anzahl: Anzahl,
  drafting: Drafting,
): { repeat?: { min: number; max: number } } {
  const { min, max } = anzahl;
  if ((max !== "*" && max <= 1) || type === "file" || type === "choices") return {};
  return { repeat: repeatOf(anzahl, `${nameOf(id, field)}`, drafting, min) };
}

/** How often, within what a form can hold. */
export function repeatOf(anzahl: Anzahl, name: string, drafting: Drafting, min: number): { min: number; max: number } {
  const most = anzahl.max === "*" ? mostEntries : Math.min(anzahl.max, mostEntries);
  if (anzahl.max !== "*" && anzahl.max > mostEntries) {
    drafting.open(
      "feld",
      `${name}: das Schema erlaubt ${formatAnzahl(anzahl)}, ein Formular höchstens ${mostEntries} Angaben.`,
    );
  }
  return { min: Math.min(min, most), max: most };
}
