export { addCodelist, type AddedCodelist } from "./add-codelist.ts";
export { checkPackage, type PackageCheck } from "./check-package.ts";
export { draftFromFim, type PackageDraft } from "./draft-from-fim.ts";
export { exportToFim, type FimExport } from "./export-to-fim.ts";
export { fillLists, type FilledSchema } from "./fim/fill-lists.ts";
export { readOpenTasks } from "./fim/open-tasks.ts";
export { isKeyOf, listKey } from "./fim/list-key.ts";
export { summariseFim, type FimSummary } from "./summarise-fim.ts";
