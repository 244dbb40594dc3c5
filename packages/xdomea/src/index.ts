export { fileNameOf, messageNameOf, writeDisposal } from "./write-disposal.ts";
export type { DisposalMessage, RecordDocument, RecordDossier, TrailEntry } from "./model.ts";
