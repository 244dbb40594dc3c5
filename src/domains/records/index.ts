export {
  closeDossier,
  drawFileReference,
  fileDocument,
  findDossier,
  openDossier,
  reopenDossier,
  type Dossier,
  type FiledDocument,
} from "./dossier.ts";
export { holdings } from "./holdings.ts";
