export { formatAnzahl, parseAnzahl } from "./anzahl.ts";
export { codelistKey, count, listCodelists, listElements, listRules, type Counts, type RuleUse } from "./count.ts";
export type { Problem, ProblemCode } from "./read/problem.ts";
export { defaultLimits, type Limits, type Source } from "./read/xml.ts";
export { readSchema, type ReadResult } from "./read-schema.ts";
export * from "./schema.ts";
export { writeSchema } from "./write-schema.ts";
export { codelistStore, entriesOf, type CodelistStore, type Wanted } from "./codelist/entries.ts";
export { readCodelist, type Codelist, type CodelistResult, type Column, type Row } from "./codelist/read-codelist.ts";
