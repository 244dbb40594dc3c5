import { formatAnzahl } from "./anzahl.ts";
import { namespace3 } from "./read/xdf3.ts";
import type {
  Bezug,
  Datenfeld,
  Datenfeldgruppe,
  Element,
  Identifikation,
  Kopf,
  Praezisierung,
  Regel,
  Stammdatenschema,
  Struktur,
} from "./schema.ts";
import { element, nothing, type Xml } from "./write/xml.ts";

/** Writes XDatenfelder 3.0.0. What came from 2.0 keeps its short ids and versions, which 3.0 does not write so. */
export function writeSchema(schema: Stammdatenschema): string {
  const { wurzel, nachricht } = schema;
  const numbers = { stammdatenschema: "0102", datenfeldgruppe: "0103", datenfeld: "0104" };
  const inside = schema.struktur[0]?.enthaelt;
  const content = wurzel === "stammdatenschema" || !inside ? stammdatenschema(schema) : elementOf(inside);
  const root = element(
    `xdatenfelder.${wurzel}.${numbers[wurzel]}`,
    [
      element("header", [
        leaf("nachrichtID", nachricht.nachrichtID),
        leaf("erstellungszeitpunkt", nachricht.erstellungszeitpunkt),
      ]),
      content,
    ],
    { "xmlns:xdf": namespace3 },
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function stammdatenschema(schema: Stammdatenschema): Xml {
  return element("stammdatenschema", [
    ...kopf(schema),
    leaf("bezeichnung", schema.bezeichnung),
    leaf("hilfetext", schema.hilfetext),
    coded("ableitungsmodifikationenStruktur", schema.ableitungsmodifikationenStruktur),
    coded("ableitungsmodifikationenRepraesentation", schema.ableitungsmodifikationenRepraesentation),
    schema.dokumentsteckbrief ? identifikation("dokumentsteckbrief", schema.dokumentsteckbrief) : nothing,
    ...schema.regeln.map(regel),
    ...schema.struktur.map(struktur),
  ]);
}

function kopf(value: Kopf): Xml[] {
  return [
    identifikation("identifikation", value.identifikation),
    leaf("name", value.name),
    leaf("beschreibung", value.beschreibung),
    leaf("definition", value.definition),
    ...value.bezuege.map(bezug),
    coded("freigabestatus", value.freigabestatus),
    leaf("statusGesetztAm", value.statusGesetztAm),
    leaf("statusGesetztDurch", value.statusGesetztDurch),
    leaf("gueltigAb", value.gueltigAb),
    leaf("gueltigBis", value.gueltigBis),
    leaf("versionshinweis", value.versionshinweis),
    leaf("veroeffentlichungsdatum", value.veroeffentlichungsdatum),
    leaf("letzteAenderung", value.letzteAenderung),
    ...value.relationen.map(({ praedikat, objekt }) =>
      element("relation", [coded("praedikat", praedikat), identifikation("objekt", objekt)]),
    ),
    ...value.stichworte.map(({ text, uri }) => leaf("stichwort", text, { uri })),
  ];
}

function elementOf(value: Datenfeldgruppe | Datenfeld): Xml {
  return element(value.typ, [...head(value), ...(value.typ === "datenfeld" ? feld(value) : gruppe(value))]);
}

function head(value: Element): Xml[] {
  return [
    ...kopf(value),
    leaf("bezeichnungEingabe", value.bezeichnungEingabe),
    leaf("bezeichnungAusgabe", value.bezeichnungAusgabe),
    coded("schemaelementart", value.schemaelementart),
    leaf("hilfetextEingabe", value.hilfetextEingabe),
    leaf("hilfetextAusgabe", value.hilfetextAusgabe),
  ];
}

function gruppe(value: Datenfeldgruppe): Xml[] {
  return [coded("art", value.gruppenart), ...value.regeln.map(regel), ...value.struktur.map(struktur)];
}

function feld(value: Datenfeld): Xml[] {
  const { werte, codelisteReferenz: list } = value;
  return [
    coded("feldart", value.feldart),
    coded("datentyp", value.datentyp),
    value.praezisierung ? praezisierung(value.praezisierung) : nothing,
    leaf("inhalt", value.inhalt),
    coded("vorbefuellung", value.vorbefuellung),
    werte
      ? element(
          "werte",
          werte.map(({ code, name, hilfe }) =>
            element("wert", [leaf("code", code), leaf("name", name), leaf("hilfe", hilfe)]),
          ),
        )
      : nothing,
    list
      ? element("codelisteReferenz", [
          leaf("canonicalIdentification", list.canonicalIdentification),
          leaf("version", list.version),
          leaf("canonicalVersionUri", list.canonicalVersionUri),
        ])
      : nothing,
    leaf("codeKey", value.codeKey),
    leaf("nameKey", value.nameKey),
    leaf("helpKey", value.helpKey),
    ...value.regeln.map(regel),
    leaf("maxSize", value.maxSize?.toString()),
    ...value.mediaTypes.map((type) => leaf("mediaType", type)),
  ];
}

function praezisierung({ minLength, maxLength, minValue, maxValue, pattern, text }: Praezisierung): Xml {
  const attributes = {
    minLength: minLength?.toString(),
    maxLength: maxLength?.toString(),
    minValue,
    maxValue,
    pattern,
  };
  return element("praezisierung", text ?? "", attributes);
}

function struktur({ anzahl, bezuege, enthaelt }: Struktur): Xml {
  return element("struktur", [
    leaf("anzahl", formatAnzahl(anzahl)),
    ...bezuege.map(bezug),
    element("enthaelt", [elementOf(enthaelt)]),
  ]);
}

function regel(value: Regel): Xml {
  return element("regel", [
    identifikation("identifikation", value.identifikation),
    leaf("name", value.name),
    leaf("beschreibung", value.beschreibung),
    leaf("freitextRegel", value.freitextRegel),
    ...value.bezuege.map(bezug),
    ...value.stichworte.map(({ text, uri }) => leaf("stichwort", text, { uri })),
    leaf("fachlicherErsteller", value.fachlicherErsteller),
    leaf("letzteAenderung", value.letzteAenderung),
    coded("typ", value.typ),
    leaf("skript", value.skript),
  ]);
}

function identifikation(name: string, { id, version }: Identifikation): Xml {
  return element(name, [leaf("id", id), leaf("version", version)]);
}

function bezug({ text, link }: Bezug): Xml {
  return leaf("bezug", text, { link });
}

function leaf(name: string, text: string | undefined, attributes: Record<string, string | undefined> = {}): Xml {
  return text === undefined ? nothing : element(name, text, attributes);
}

/** A value of a code list: its `<code>` stands without namespace. */
function coded(name: string, code: string | undefined): Xml {
  return code === undefined ? nothing : element(name, [element("code", code, {}, "")]);
}
