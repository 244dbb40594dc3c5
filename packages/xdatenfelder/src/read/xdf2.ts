import type {
  Bezug,
  CodelisteReferenz,
  Datenfeld,
  Datenfeldgruppe,
  Datentyp,
  Element,
  Feldart,
  Identifikation,
  Kopf,
  Praezisierung,
  Regel,
  Struktur,
} from "../schema.ts";
import type { Content, Message } from "./message.ts";
import { bezug, datentyp, feldart, header, identifikation, strukturOf, tidy } from "./parts-of-both.ts";
import { code, shape, text, type Parts, type Shape } from "./shape.ts";

/** XDatenfelder 2.0 */
export const namespace2 = "urn:xoev-de:fim:standard:xdatenfelder_2";

const kopf = {
  "identifikation!": identifikation,
  "name!": text,
  "bezeichnungEingabe?": text,
  "bezeichnungAusgabe?": text,
  "beschreibung?": text,
  "definition?": text,
  "bezug?": bezug,
  "status?": code,
  "gueltigAb?": text,
  "gueltigBis?": text,
  "fachlicherErsteller?": text,
  "versionshinweis?": text,
  "freigabedatum?": text,
  "veroeffentlichungsdatum?": text,
};

/** "active" says nothing about gold or silver: the lesser promise is taken. */
const freigabestatus: Readonly<Record<string, string>> = { inVorbereitung: "2", aktiv: "5", inaktiv: "7" };

function kopfOf(parts: Parts): Kopf {
  const status = parts.one("status");
  if (status !== undefined && !Object.hasOwn(freigabestatus, status))
    parts.warn(`<status> ${JSON.stringify(status.slice(0, 60))} is not known`);
  return {
    identifikation: parts.must<Identifikation>("identifikation"),
    name: parts.must("name"),
    beschreibung: parts.one("beschreibung"),
    definition: parts.one("definition"),
    bezuege: parts.all<Bezug>("bezug"),
    freigabestatus: status === undefined || !Object.hasOwn(freigabestatus, status) ? undefined : freigabestatus[status],
    statusGesetztAm: parts.one("freigabedatum"),
    statusGesetztDurch: parts.one("fachlicherErsteller"),
    gueltigAb: parts.one("gueltigAb"),
    gueltigBis: parts.one("gueltigBis"),
    versionshinweis: parts.one("versionshinweis"),
    veroeffentlichungsdatum: parts.one("veroeffentlichungsdatum"),
    relationen: [],
    stichworte: [],
  };
}

/** The text of a 2.0 rule stands in `definition`; some write it into `beschreibung`. */
const regel = shape({ ...kopf, "script?": text }, (parts): Regel => {
  const definition = parts.one("definition");
  return tidy({
    identifikation: parts.must<Identifikation>("identifikation"),
    name: parts.must("name"),
    beschreibung: definition === undefined ? undefined : parts.one("beschreibung"),
    freitextRegel: definition ?? parts.one("beschreibung"),
    bezuege: parts.all<Bezug>("bezug"),
    stichworte: [],
    fachlicherErsteller: parts.one("fachlicherErsteller"),
    skript: parts.one("script"),
  });
});

const element = {
  ...kopf,
  "schemaelementart?": code,
  "hilfetextEingabe?": text,
  "hilfetextAusgabe?": text,
  "regel*": regel,
};

function elementOf(parts: Parts): Element {
  return {
    ...kopfOf(parts),
    pfad: "",
    bezeichnungEingabe: parts.one("bezeichnungEingabe"),
    bezeichnungAusgabe: parts.one("bezeichnungAusgabe"),
    schemaelementart: parts.one("schemaelementart"),
    hilfetextEingabe: parts.one("hilfetextEingabe"),
    hilfetextAusgabe: parts.one("hilfetextAusgabe"),
    regeln: parts.all<Regel>("regel"),
  };
}

/** In 2.0 a JSON object stands in the text; anything else is a note for people. */
const praezisierung: Shape = {
  ...text,
  build(parts): Praezisierung | undefined {
    if (parts.text === undefined) return undefined;
    const found = parseObject(parts.text);
    if (!found) {
      parts.warn("<praezisierung> is not JSON and kept as a note");
      return { text: parts.text };
    }
    const read = tidy({
      minLength: wholeNumber(found.minLength),
      maxLength: wholeNumber(found.maxLength),
      minValue: written(found.minValue),
      maxValue: written(found.maxValue),
      pattern: written(found.pattern),
      text: written(found.note),
    });
    return Object.keys(read).length > 0 ? read : undefined;
  },
};

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(json) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function written(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value).trim() || undefined : undefined;
}

function wholeNumber(value: unknown): number | undefined {
  const digits = written(value);
  return digits !== undefined && /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

const genericode = shape(
  { "canonicalIdentification?": text, "version?": text, "canonicalVersionUri?": text },
  (parts): CodelisteReferenz =>
    tidy({
      canonicalIdentification: parts.one("canonicalIdentification"),
      version: parts.one("version"),
      canonicalVersionUri: parts.one("canonicalVersionUri"),
    }),
);
const codelisteReferenz = shape(
  { "identifikation?": identifikation, "genericodeIdentification?": genericode },
  (parts) => {
    const found = parts.one<CodelisteReferenz>("genericodeIdentification");
    return found && Object.keys(found).length > 0 ? found : undefined;
  },
);

const datenfeld: Shape = shape(
  {
    ...element,
    "feldart!": feldart,
    "datentyp!": datentyp,
    "praezisierung?": praezisierung,
    "inhalt?": text,
    "codelisteReferenz?": codelisteReferenz,
  },
  (parts): Datenfeld =>
    tidy({
      typ: "datenfeld",
      ...elementOf(parts),
      feldart: parts.must<Feldart>("feldart"),
      datentyp: parts.must<Datentyp>("datentyp"),
      praezisierung: parts.one<Praezisierung>("praezisierung"),
      inhalt: parts.one("inhalt"),
      codelisteReferenz: parts.one<CodelisteReferenz>("codelisteReferenz"),
      mediaTypes: [],
    }),
);

const struktur: Shape = strukturOf(
  () => datenfeldgruppe,
  () => datenfeld,
);
const datenfeldgruppe: Shape = shape({ ...element, "struktur*": () => struktur }, (parts): Datenfeldgruppe =>
  tidy({ typ: "datenfeldgruppe", ...elementOf(parts), struktur: parts.all<Struktur>("struktur") }),
);

const stammdatenschema = shape(
  {
    ...kopf,
    "hilfetext?": text,
    "ableitungsmodifikationenStruktur?": code,
    "ableitungsmodifikationenRepraesentation?": code,
    "regel*": regel,
    "struktur*": () => struktur,
  },
  (parts): Content => ({
    ...kopfOf(parts),
    wurzel: "stammdatenschema",
    bezeichnung: parts.one("bezeichnungEingabe"),
    hilfetext: parts.one("hilfetext"),
    ableitungsmodifikationenStruktur: parts.one("ableitungsmodifikationenStruktur"),
    ableitungsmodifikationenRepraesentation: parts.one("ableitungsmodifikationenRepraesentation"),
    regeln: parts.all<Regel>("regel"),
    struktur: parts.all<Struktur>("struktur"),
  }),
);

/** The messages of 2.0 that hold something to fill in. */
export const message2: Message = { header, stammdatenschema, datenfeldgruppe, datenfeld };
