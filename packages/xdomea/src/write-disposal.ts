import type { DisposalMessage, RecordDocument, RecordDossier, TrailEntry } from "./model.ts";
import { code, element, type Xml } from "./xml.ts";

const namespace = "urn:xoev-de:xdomea:schema:3.1.0";

/** The message Aussonderung.Aussonderung (0503) of xdomea 3.1.0 as XML. */
export function writeDisposal(message: DisposalMessage): string {
  const { processId, createdAt, sender, recipient, system, dossier } = message;
  const root = element(
    "Aussonderung.Aussonderung.0503",
    [
      element("Kopf", [
        element("ProzessID", processId),
        code("Nachrichtentyp", "nachrichtentyp", "2.0", "0503"),
        element("Erstellungszeitpunkt", createdAt),
        element("Absender", [
          element("Institution", [element("Name", sender.institution)]),
          element("Organisationseinheit", [element("Name", sender.unit)]),
        ]),
        element("Empfaenger", [element("Institution", [element("Name", recipient)])]),
        element("SendendesSystem", [element("Produktname", system.name), element("Version", system.version)]),
        element("Importbestaetigung", "1"),
        element("RueckmeldungArchivkennung", "0"),
        element("Empfangsbestaetigung", "1"),
      ]),
      element("Schriftgutobjekt", [fileOf(dossier)]),
    ],
    { "xmlns:xdomea": namespace },
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root!.xml}\n`;
}

/** "<process id>_Aussonderung.Aussonderung.0503", without an ending: the name of the XML and of its zip. */
export const messageNameOf = ({ processId }: Pick<DisposalMessage, "processId">): string =>
  `${processId}_Aussonderung.Aussonderung.0503`;

/** The name of a document's file beside the message: its UUID and what people call it, fit for every file system. */
export function fileNameOf({ id, fileName }: Pick<RecordDocument, "id" | "fileName">): string {
  const plain = fileName
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}.-]+/gu, "-")
    .replace(/^[.-]+/, "");
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(plain)?.[0] ?? "";
  return `${id}_${plain.slice(0, plain.length - ending.length).slice(0, 80)}${ending}`;
}

function fileOf(dossier: RecordDossier): Xml | undefined {
  const period = element("Laufzeit", [element("Beginn", dossier.openedOn), element("Ende", dossier.closedOn)]);
  const metadata = (about: string): (Xml | undefined)[] => [
    element("AllgemeineMetadaten", [
      element("Betreff", about),
      element("Kennzeichen", dossier.fileReference),
      element("Federfuehrung", dossier.office),
      code("Medium", "medium", "1.0", "001"),
      element("Aktenplaneinheit", [
        element("Kennzeichen", dossier.filingPlan.number),
        element("Inhaltsangabe", dossier.filingPlan.title),
      ]),
    ]),
    element("ArchivspezifischeMetadaten", [
      element("Aussonderungsart", [
        code("Aussonderungsart", "aussonderungsart", "1.0", dossier.proposal === "destroy" ? "V" : "B"),
      ]),
      element("Aufbewahrungsende", dossier.retainUntil),
    ]),
  ];
  const closed = [
    element("ZdA", dossier.closedOn ? "true" : "false"),
    ...(dossier.closedOn ? [element("ZdADatum", dossier.closedOn)] : []),
  ];
  return element("Akte", [
    element("Identifikation", [element("ID", dossier.id)]),
    ...metadata(dossier.title),
    period,
    element("Akteninhalt", [
      element("Vorgang", [
        element("Identifikation", [
          element("ID", dossier.caseRecordId),
          element("NummerImUebergeordnetenContainer", "1"),
        ]),
        ...metadata(dossier.title),
        element("Aktenbetreff", dossier.title),
        ...closed,
        period,
        ...dossier.trail.map(trailOf),
        ...dossier.documents.map(documentOf),
      ]),
    ]),
    ...closed,
  ]);
}

const trailOf = ({ by, at, act }: TrailEntry): Xml | undefined =>
  element("HistorienProtokollInformation", [
    element("Akteur", by),
    element("DatumUhrzeit", at),
    element("Aktion", act),
  ]);

function documentOf(document: RecordDocument, index: number): Xml | undefined {
  const { id, title, kind, direction, day, fileName, mediaType, sha256 } = document;
  return element("Dokument", [
    element("Identifikation", [element("ID", id), element("NummerImUebergeordnetenContainer", String(index + 1))]),
    element("AllgemeineMetadaten", [
      element("Betreff", title),
      element("Bemerkung", `SHA-256: ${sha256}`),
      code("Medium", "medium", "1.0", "001"),
    ]),
    ...(direction === "in" ? [element("Posteingangsdatum", day)] : []),
    ...(direction === "out" ? [element("Postausgangsdatum", day)] : []),
    element("DatumDesSchreibens", day),
    element("Typ", kind),
    element("Version", [
      element("Nummer", "1"),
      element("Format", [
        code("Name", "dateiformat", "1.0", formats[mediaType] ?? "100"),
        ...(formats[mediaType] ? [] : [element("SonstigerName", mediaType)]),
        element("Version", "ohne Angabe"),
        element("Primaerdokument", [
          element("Dateiname", fileNameOf(document)),
          element("DateinameOriginal", fileName),
        ]),
      ]),
    ]),
  ]);
}

/** Media types in the code list Dateiformat 1.0; all else is "100", with its name. */
const formats: Readonly<Record<string, string>> = {
  "application/pdf": "018",
  "image/jpeg": "011",
  "image/png": "019",
  "image/tiff": "024",
  "text/plain": "045",
  "text/csv": "002",
  "application/xml": "030",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "035",
  "application/vnd.oasis.opendocument.text": "015",
};
