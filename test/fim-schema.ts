import { readSchema, type Stammdatenschema } from "@allmende/xdatenfelder";

/** Schemas of our own invention, in the shape of XDatenfelder 3.0.0. */
export async function sampleSchema(inside: string, name = "Ballonstart anzeigen"): Promise<Stammdatenschema> {
  const read = await readSchema(sampleXml(inside, name));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.schema;
}

export function sampleXml(inside: string, name = "Ballonstart anzeigen"): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">
  <xdf:header><xdf:nachrichtID>n-1</xdf:nachrichtID><xdf:erstellungszeitpunkt>2026-11-21T10:00:00Z</xdf:erstellungszeitpunkt></xdf:header>
  <xdf:stammdatenschema>
    <xdf:identifikation><xdf:id>S99000000001</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation>
    <xdf:name>${name}</xdf:name>
    <xdf:bezug link="https://gesetz.example/1">§ 1 BallonG</xdf:bezug>
    <xdf:freigabestatus><code>6</code></xdf:freigabestatus>
    <xdf:bezeichnung>${name}</xdf:bezeichnung>
    ${inside}
  </xdf:stammdatenschema>
</xdf:xdatenfelder.stammdatenschema.0102>`;
}

export const place = (anzahl: string, inside: string): string =>
  `<xdf:struktur><xdf:anzahl>${anzahl}</xdf:anzahl><xdf:enthaelt>${inside}</xdf:enthaelt></xdf:struktur>`;

const head = (id: string, name: string): string =>
  `<xdf:identifikation><xdf:id>${id}</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation><xdf:name>${name}</xdf:name>`;

export const group = (id: string, name: string, inside: string): string =>
  `<xdf:datenfeldgruppe>${head(id, name)}<xdf:bezeichnungEingabe>${name}</xdf:bezeichnungEingabe>${inside}</xdf:datenfeldgruppe>`;

export const field = (id: string, name: string, { art = "input", typ = "text", more = "", hilfe = "" } = {}): string =>
  `<xdf:datenfeld>${head(id, name)}<xdf:bezeichnungEingabe>${name}</xdf:bezeichnungEingabe>${hilfe && `<xdf:hilfetextEingabe>${hilfe}</xdf:hilfetextEingabe>`}
    <xdf:feldart><code>${art}</code></xdf:feldart><xdf:datentyp><code>${typ}</code></xdf:datentyp>${more}</xdf:datenfeld>`;

export const rule = (id: string, text: string): string =>
  `<xdf:regel>${head(id, id)}<xdf:freitextRegel>${text}</xdf:freitextRegel><xdf:typ><code>K</code></xdf:typ></xdf:regel>`;

export const values = (...entries: [code: string, name: string][]): string =>
  `<xdf:werte>${entries.map(([code, name]) => `<xdf:wert><xdf:code>${code}</xdf:code><xdf:name>${name}</xdf:name></xdf:wert>`).join("")}</xdf:werte>`;

export const codelist = (uri: string): string =>
  `<xdf:codelisteReferenz><xdf:canonicalIdentification>${uri}</xdf:canonicalIdentification><xdf:version>1</xdf:version><xdf:canonicalVersionUri>${uri}_1</xdf:canonicalVersionUri></xdf:codelisteReferenz>`;
