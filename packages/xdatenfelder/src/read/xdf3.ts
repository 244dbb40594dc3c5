import type {
  Bezug,
  CodelisteReferenz,
  Datenfeld,
  Datenfeldgruppe,
  Element,
  Identifikation,
  Kopf,
  Praezisierung,
  Regel,
  Relation,
  Stichwort,
  Struktur,
  Wert,
} from "../schema.ts";
import { Refused } from "./problem.ts";
import {
  bezug,
  codeOf,
  datentyp,
  feldart,
  header,
  identifikation,
  identifikationOrNothing,
  strukturOf,
  tidy,
} from "./parts-of-both.ts";
import type { Content, Message } from "./message.ts";
import { code, shape, text, type Parts, type Shape } from "./shape.ts";

/** XDatenfelder 3.0.0 */
export const namespace3 = "urn:xoev-de:fim:standard:xdatenfelder_3.0.0";

const stichwort: Shape = {
  ...text,
  build: (parts): Stichwort | undefined =>
    parts.text === undefined ? undefined : tidy({ text: parts.text, uri: parts.attributes.uri }),
};
const relation = shape({ "praedikat!": code, "objekt!": identifikation }, (parts): Relation => ({
  praedikat: parts.must("praedikat"),
  objekt: parts.must<Identifikation>("objekt"),
}));

const freigabestatus = codeOf(["1", "2", "3", "4", "5", "6", "7", "8"], "freigabestatus");

const kopf = {
  "identifikation!": identifikation,
  "name!": text,
  "beschreibung?": text,
  "definition?": text,
  "bezug*": bezug,
  "freigabestatus?": freigabestatus,
  "statusGesetztAm?": text,
  "statusGesetztDurch?": text,
  "gueltigAb?": text,
  "gueltigBis?": text,
  "versionshinweis?": text,
  "veroeffentlichungsdatum?": text,
  "letzteAenderung?": text,
  "relation*": relation,
  "stichwort*": stichwort,
};

function kopfOf(parts: Parts): Kopf {
  return {
    identifikation: parts.must<Identifikation>("identifikation"),
    name: parts.must("name"),
    beschreibung: parts.one("beschreibung"),
    definition: parts.one("definition"),
    bezuege: parts.all<Bezug>("bezug"),
    freigabestatus: parts.one("freigabestatus"),
    statusGesetztAm: parts.one("statusGesetztAm"),
    statusGesetztDurch: parts.one("statusGesetztDurch"),
    gueltigAb: parts.one("gueltigAb"),
    gueltigBis: parts.one("gueltigBis"),
    versionshinweis: parts.one("versionshinweis"),
    veroeffentlichungsdatum: parts.one("veroeffentlichungsdatum"),
    letzteAenderung: parts.one("letzteAenderung"),
    relationen: parts.all<Relation>("relation"),
    stichworte: parts.all<Stichwort>("stichwort"),
  };
}

const regel = shape(
  {
    "identifikation!": identifikation,
    "name?": text,
    "beschreibung?": text,
    "freitextRegel?": text,
    "bezug*": bezug,
    "stichwort*": stichwort,
    "fachlicherErsteller?": text,
    "letzteAenderung?": text,
    "typ?": code,
    "skript?": text,
  },
  (parts): Regel =>
    tidy({
      identifikation: parts.must<Identifikation>("identifikation"),
      name: parts.one("name") ?? "",
      beschreibung: parts.one("beschreibung"),
      freitextRegel: parts.one("freitextRegel"),
      bezuege: parts.all<Bezug>("bezug"),
      stichworte: parts.all<Stichwort>("stichwort"),
      fachlicherErsteller: parts.one("fachlicherErsteller"),
      letzteAenderung: parts.one("letzteAenderung"),
      typ: parts.one("typ"),
      skript: parts.one("skript"),
    }),
);

const element = {
  ...kopf,
  "bezeichnungEingabe?": text,
  "bezeichnungAusgabe?": text,
  "schemaelementart?": code,
  "hilfetextEingabe?": text,
  "hilfetextAusgabe?": text,
  "regel*": regel,
};

/** Names under which the model keeps what the standard calls the same. */
const plain = new Set(
  Object.keys({
    ...element,
    "praezisierung?": 0,
    "inhalt?": 0,
    "vorbefuellung?": 0,
    "werte?": 0,
    "codelisteReferenz?": 0,
  })
    .concat("feldart!", "datentyp!", "codeKey?", "nameKey?", "helpKey?")
    .filter((key) => !key.endsWith("*"))
    .map((key) => key.slice(0, -1)),
);

function elementOf<Typ extends string>(parts: Parts, typ: Typ): Element & { typ: Typ } {
  const found = {
    typ,
    // Only the root knows the path; it is set when all is read.
    pfad: "",
    bezuege: parts.all<Bezug>("bezug"),
    relationen: parts.all<Relation>("relation"),
    stichworte: parts.all<Stichwort>("stichwort"),
    regeln: parts.all<Regel>("regel"),
  };
  parts.copy(plain, found);
  // Every name of the standard that the model knows is copied by its name; the shape has checked those that must be there.
  return found as unknown as Element & { typ: Typ };
}

const praezisierung: Shape = {
  ...text,
  build: ({ attributes, text: note }): Praezisierung | undefined => {
    const { minLength, maxLength, minValue, maxValue, pattern } = attributes;
    const found = tidy({
      minLength: length(minLength),
      maxLength: length(maxLength),
      minValue,
      maxValue,
      pattern,
      text: note,
    });
    return Object.keys(found).length > 0 ? found : undefined;
  },
};

function length(value: string | undefined): number | undefined {
  if (value === undefined || value === "") return undefined;
  if (!/^\d{1,9}$/.test(value))
    throw new Refused("xdf.invalid_value", `The length ${JSON.stringify(value.slice(0, 60))} is not a whole number`);
  return Number(value);
}

const wert = shape({ "code!": text, "name?": text, "hilfe?": text }, (parts): Wert =>
  tidy({ code: parts.must("code"), name: parts.one("name") ?? "", hilfe: parts.one("hilfe") }),
);
const werte = shape({ "wert*": wert }, (parts) => (parts.all("wert").length > 0 ? parts.all<Wert>("wert") : undefined));
const codelisteReferenz = shape(
  { "canonicalIdentification?": text, "version?": text, "canonicalVersionUri?": text },
  (parts): CodelisteReferenz | undefined => {
    const found = tidy({
      canonicalIdentification: parts.one("canonicalIdentification"),
      version: parts.one("version"),
      canonicalVersionUri: parts.one("canonicalVersionUri"),
    });
    return Object.keys(found).length > 0 ? found : undefined;
  },
);

const datenfeld: Shape = shape(
  {
    ...element,
    "feldart!": feldart,
    "datentyp!": datentyp,
    "praezisierung?": praezisierung,
    "inhalt?": text,
    "vorbefuellung?": code,
    "werte?": werte,
    "codelisteReferenz?": codelisteReferenz,
    "codeKey?": text,
    "nameKey?": text,
    "helpKey?": text,
    "maxSize?": text,
    "mediaType*": text,
  },
  (parts): Datenfeld => {
    const found = elementOf(parts, "datenfeld") as Datenfeld;
    const maxSize = length(parts.one("maxSize"));
    if (maxSize !== undefined) found.maxSize = maxSize;
    found.mediaTypes = parts.all<string>("mediaType");
    return found;
  },
);

const struktur: Shape = strukturOf(
  () => datenfeldgruppe,
  () => datenfeld,
);
const datenfeldgruppe: Shape = shape(
  { ...element, "art?": code, "struktur*": () => struktur },
  (parts): Datenfeldgruppe => {
    const found = elementOf(parts, "datenfeldgruppe") as Datenfeldgruppe;
    const gruppenart = parts.one("art");
    if (gruppenart !== undefined) found.gruppenart = gruppenart;
    found.struktur = parts.all<Struktur>("struktur");
    return found;
  },
);

const stammdatenschema = shape(
  {
    ...kopf,
    "bezeichnung?": text,
    "hilfetext?": text,
    "ableitungsmodifikationenStruktur?": code,
    "ableitungsmodifikationenRepraesentation?": code,
    "dokumentsteckbrief?": identifikationOrNothing,
    "regel*": regel,
    "struktur*": () => struktur,
  },
  (parts): Content => ({
    ...kopfOf(parts),
    wurzel: "stammdatenschema",
    bezeichnung: parts.one("bezeichnung"),
    hilfetext: parts.one("hilfetext"),
    ableitungsmodifikationenStruktur: parts.one("ableitungsmodifikationenStruktur"),
    ableitungsmodifikationenRepraesentation: parts.one("ableitungsmodifikationenRepraesentation"),
    dokumentsteckbrief: parts.one<Identifikation>("dokumentsteckbrief"),
    regeln: parts.all<Regel>("regel"),
    struktur: parts.all<Struktur>("struktur"),
  }),
);

/** The messages of 3.0 that hold something to fill in. */
export const message3: Message = { header, stammdatenschema, datenfeldgruppe, datenfeld };
