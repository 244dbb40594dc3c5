/** A message of disposal (0503): one dossier from an authority to its archive. Days are ISO, instants ISO with zone. */
export interface DisposalMessage {
  /** UUID of the exchange ("ProzessID"); names message and zip. */
  processId: string;
  createdAt: string;
  /** Who hands over: authority and office. */
  sender: { institution: string; unit: string };
  /** The archive. */
  recipient: string;
  system: { name: string; version: string };
  dossier: RecordDossier;
}

/** A dossier ("Akte") with its one case record ("Vorgang"). */
export interface RecordDossier {
  id: string;
  caseRecordId: string;
  fileReference: string;
  title: string;
  /** The department in charge. */
  office: string;
  filingPlan: { number: string; title: string };
  openedOn: string;
  closedOn: string | null;
  retainUntil: string | null;
  /** Whether the archive shall choose, or the filing plan says to destroy. */
  proposal: "choose" | "destroy";
  trail: readonly TrailEntry[];
  documents: readonly RecordDocument[];
}

/** What was done, by whom and when ("HistorienProtokollInformation"). */
export interface TrailEntry {
  by: string;
  at: string;
  act: string;
}

export interface RecordDocument {
  id: string;
  title: string;
  /** What it is, in the authority's words: "Brief". */
  kind: string;
  /** Came in, went out, or was made inside. */
  direction: "in" | "out" | "inside";
  /** The day of filing. */
  day: string;
  /** File name as people know it, with its ending. */
  fileName: string;
  /** IANA media type. */
  mediaType: string;
  /** SHA-256 of the bytes, hexadecimal; goes into the remark, since the standard has no place for it. */
  sha256: string;
}
