/** A data schema ("Stammdatenschema") as a plain tree, in the standard's own words. The same for XDatenfelder 2.0 and 3.0. */
export type Stammdatenschema = Kopf & {
  /** What the file really held: of a lone group or field, the schema around it is ours and repeats its head. */
  wurzel: "stammdatenschema" | "datenfeldgruppe" | "datenfeld";
  nachricht: Nachricht;
  bezeichnung?: string;
  hilfetext?: string;
  ableitungsmodifikationenStruktur?: string;
  ableitungsmodifikationenRepraesentation?: string;
  dokumentsteckbrief?: Identifikation;
  regeln: readonly Regel[];
  struktur: readonly Struktur[];
};

export type Nachricht = { nachrichtID?: string; erstellungszeitpunkt?: string };

/** What schemas, groups, fields have in common. Ids and versions are kept as they are written. */
export type Kopf = {
  identifikation: Identifikation;
  name: string;
  beschreibung?: string;
  definition?: string;
  bezuege: readonly Bezug[];
  /** 1 planned … 5 approved (silver), 6 approved (gold), 7 inactive, 8 to be deleted. */
  freigabestatus?: string;
  statusGesetztAm?: string;
  statusGesetztDurch?: string;
  gueltigAb?: string;
  gueltigBis?: string;
  versionshinweis?: string;
  veroeffentlichungsdatum?: string;
  letzteAenderung?: string;
  relationen: readonly Relation[];
  stichworte: readonly Stichwort[];
};

export type Identifikation = { id: string; version?: string };
/** A reference to law or to another standard. */
export type Bezug = { text: string; link?: string };
export type Stichwort = { text: string; uri?: string };
export type Relation = { praedikat: string; objekt: Identifikation };

/** How often, and what: one place in a schema or group. */
export type Struktur = { anzahl: Anzahl; bezuege: readonly Bezug[]; enthaelt: Datenfeldgruppe | Datenfeld };
/** "0:1", "2:5", "1:*". */
export type Anzahl = { min: number; max: number | "*" };

/** What groups and fields have in common. */
export type Element = Kopf & {
  /** The ids from the schema down to here, with dots; the second child with the same id ends in "#2". */
  pfad: string;
  bezeichnungEingabe?: string;
  bezeichnungAusgabe?: string;
  /** ABS abstract, HAR harmonised, RNG specific to a legal norm. */
  schemaelementart?: string;
  hilfetextEingabe?: string;
  hilfetextAusgabe?: string;
  regeln: readonly Regel[];
};

/** A group of fields; each occurrence in the structure is a node of its own. */
export type Datenfeldgruppe = Element & { typ: "datenfeldgruppe"; gruppenart?: string; struktur: readonly Struktur[] };

/** A field. */
export type Datenfeld = Element & {
  typ: "datenfeld";
  feldart: Feldart;
  datentyp: Datentyp;
  praezisierung?: Praezisierung;
  inhalt?: string;
  vorbefuellung?: string;
  werte?: readonly Wert[];
  codelisteReferenz?: CodelisteReferenz;
  codeKey?: string;
  nameKey?: string;
  helpKey?: string;
  /** Bytes. */
  maxSize?: number;
  mediaTypes: readonly string[];
};

export const feldarten = ["input", "select", "label", "hidden", "locked"] as const;
export type Feldart = (typeof feldarten)[number];

export const datentypen = [
  "text",
  "text_latin",
  "date",
  "time",
  "datetime",
  "bool",
  "num",
  "num_int",
  "num_currency",
  "file",
  "obj",
] as const;
export type Datentyp = (typeof datentypen)[number];

/** What narrows the type; `minValue` and `maxValue` stay text since they may be numbers or dates. */
export type Praezisierung = {
  minLength?: number;
  maxLength?: number;
  minValue?: string;
  maxValue?: string;
  pattern?: string;
  text?: string;
};

/** One choice that stands in the schema itself. */
export type Wert = { code: string; name: string; hilfe?: string };
/** A list outside of the schema; its content must be found elsewhere. */
export type CodelisteReferenz = { canonicalIdentification?: string; version?: string; canonicalVersionUri?: string };

/** A rule; in practice its meaning stands in `freitextRegel`, in German, and `skript` is empty. */
export type Regel = {
  identifikation: Identifikation;
  name: string;
  beschreibung?: string;
  freitextRegel?: string;
  bezuege: readonly Bezug[];
  stichworte: readonly Stichwort[];
  fachlicherErsteller?: string;
  letzteAenderung?: string;
  /** K complex, M multiplicity, V validation, B calculation. */
  typ?: string;
  skript?: string;
};
