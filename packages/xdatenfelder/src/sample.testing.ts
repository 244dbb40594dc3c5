/** Small schemas of our own invention, for tests that need no data from outside. */

export function schema3(inside: string, head = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">
  <xdf:header><xdf:nachrichtID>n-1</xdf:nachrichtID><xdf:erstellungszeitpunkt>2026-11-21T10:00:00Z</xdf:erstellungszeitpunkt></xdf:header>
  <xdf:stammdatenschema>
    <xdf:identifikation><xdf:id>S99000000001</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation>
    <xdf:name>Ballonstart anzeigen</xdf:name>
    <xdf:bezeichnung>Anzeige eines Ballonstarts</xdf:bezeichnung>
    <xdf:freigabestatus><code>6</code></xdf:freigabestatus>${head}
    ${inside}
  </xdf:stammdatenschema>
</xdf:xdatenfelder.stammdatenschema.0102>`;
}

export function place3(anzahl: string, inside: string): string {
  return `<xdf:struktur><xdf:anzahl>${anzahl}</xdf:anzahl><xdf:bezug link="https://gesetz.example/1">§ 1 BallonG</xdf:bezug><xdf:enthaelt>${inside}</xdf:enthaelt></xdf:struktur>`;
}

export function group3(id: string, inside: string): string {
  return `<xdf:datenfeldgruppe>
    <xdf:identifikation><xdf:id>${id}</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation>
    <xdf:name>Gruppe ${id}</xdf:name><xdf:beschreibung/>
    ${inside}
  </xdf:datenfeldgruppe>`;
}

export function field3(id: string, { art = "input", typ = "text", more = "" } = {}): string {
  return `<xdf:datenfeld>
    <xdf:identifikation><xdf:id>${id}</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation>
    <xdf:name>Feld ${id}</xdf:name><xdf:bezeichnungEingabe>Angabe &amp; Nachweis</xdf:bezeichnungEingabe>
    <xdf:feldart><code>${art}</code></xdf:feldart><xdf:datentyp><code>${typ}</code></xdf:datentyp>
    ${more}
  </xdf:datenfeld>`;
}

export function rule3(id: string, text: string): string {
  return `<xdf:regel><xdf:identifikation><xdf:id>${id}</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation>
    <xdf:name>Regel ${id}</xdf:name><xdf:freitextRegel>${text}</xdf:freitextRegel><xdf:typ><code>K</code></xdf:typ></xdf:regel>`;
}

/** All that a schema can hold, in little. */
export const balloon = schema3(
  place3(
    "1:*",
    group3(
      "G99000000001",
      place3(
        "1:1",
        field3("F99000000001", {
          typ: "text_latin",
          more: `<xdf:praezisierung minLength="1" maxLength="80" pattern="[^&lt;]+"/>`,
        }),
      ) +
        place3("2:5", group3("G99000000002", place3("0:1", field3("F99000000002", { typ: "num_currency" })))) +
        place3("0:1", group3("G99000000002", place3("0:1", field3("F99000000002", { typ: "num_currency" })))) +
        place3(
          "0:1",
          field3("F99000000003", {
            art: "select",
            more: `<xdf:werte><xdf:wert><xdf:code>01</xdf:code><xdf:name>Heißluft</xdf:name><xdf:hilfe>mit Brenner</xdf:hilfe></xdf:wert><xdf:wert><xdf:code>02</xdf:code><xdf:name>Gas</xdf:name></xdf:wert></xdf:werte>`,
          }),
        ) +
        place3(
          "0:*",
          field3("F99000000004", {
            typ: "file",
            more: `<xdf:maxSize>5000000</xdf:maxSize><xdf:mediaType>application/pdf</xdf:mediaType><xdf:mediaType>image/png</xdf:mediaType>`,
          }),
        ) +
        rule3("R99000000001", "WENN F99000000003 = 01, DANN muss F99000000002 befüllt sein."),
    ),
  ) +
    place3(
      "1:1",
      field3("F99000000005", {
        art: "select",
        more: `<xdf:codelisteReferenz><xdf:canonicalIdentification>urn:probe:huelle</xdf:canonicalIdentification><xdf:version>2</xdf:version><xdf:canonicalVersionUri>urn:probe:huelle_2</xdf:canonicalVersionUri></xdf:codelisteReferenz>
          <xdf:relation><xdf:praedikat><code>ABL</code></xdf:praedikat><xdf:objekt><xdf:id>F1</xdf:id></xdf:objekt></xdf:relation>
          <xdf:stichwort uri="urn:probe">Luftfahrt</xdf:stichwort>`,
      }),
    ) +
    rule3("R99000000001", "WENN F99000000003 = 01, DANN muss F99000000002 befüllt sein."),
);

/** The same idea in XDatenfelder 2.0. */
export const balloon2 = `<?xml version="1.0"?>
<x:xdatenfelder.stammdatenschema.0102 xmlns:x="urn:xoev-de:fim:standard:xdatenfelder_2">
  <x:header><x:nachrichtID>n-2</x:nachrichtID><x:erstellungszeitpunkt>2019-01-01T00:00:00Z</x:erstellungszeitpunkt></x:header>
  <x:stammdatenschema>
    <x:identifikation><x:id>S99000001</x:id><x:version>1.0</x:version></x:identifikation>
    <x:name>Ballon</x:name><x:bezeichnungEingabe>Ballon</x:bezeichnungEingabe><x:definition/>
    <x:status><code>aktiv</code></x:status><x:fachlicherErsteller>Amt</x:fachlicherErsteller><x:freigabedatum>2019-01-01</x:freigabedatum>
    <x:struktur><x:anzahl>1:1</x:anzahl><x:bezug/><x:enthaelt><x:datenfeld>
      <x:identifikation><x:id>F99000001</x:id><x:version>1.1</x:version></x:identifikation>
      <x:name>Höhe</x:name><x:bezeichnungEingabe>Höhe</x:bezeichnungEingabe>
      <x:feldart><code>select</code></x:feldart><x:datentyp><code>num_int</code></x:datentyp>
      <x:praezisierung>{"minValue":"1","maxValue":"8000"}</x:praezisierung>
      <x:codelisteReferenz><x:identifikation><x:id>C1</x:id></x:identifikation><x:genericodeIdentification><x:canonicalIdentification>urn:probe:hoehe</x:canonicalIdentification><x:version>1</x:version><x:canonicalVersionUri>urn:probe:hoehe_1</x:canonicalVersionUri></x:genericodeIdentification></x:codelisteReferenz>
      <x:regel><x:identifikation><x:id>R1</x:id></x:identifikation><x:name>Regel</x:name><x:definition>Die Höhe ist anzugeben.</x:definition><x:script/></x:regel>
    </x:datenfeld></x:enthaelt></x:struktur>
  </x:stammdatenschema>
</x:xdatenfelder.stammdatenschema.0102>`;
