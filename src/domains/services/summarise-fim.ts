import {
  codelistKey,
  compileRules,
  count,
  listCodelists,
  type Edge,
  type Problem,
  type Stammdatenschema,
} from "@allmende/xdatenfelder";

/** What a schema holds and how much of it is understood, without making anything of it. */
export interface FimSummary {
  id: string;
  version: string;
  name: string;
  fields: number;
  groups: number;
  /** Each rule once by id and version (`total`), each time it is used, and how many were understood or left open. */
  rules: { total: number; uses: number; compiled: number; open: number };
  /** Addresses of the lists the schema refers to. */
  codelists: { found: string[]; missing: string[] };
  warnings: string[];
  edges: Edge[];
}

/** The import report: counts, code lists, rules as edges; a rule that is not understood is named, never dropped. */
export function summariseFim(schema: Stammdatenschema, warnings: readonly Problem[]): FimSummary {
  const { fields, groups, rules } = count(schema);
  const { compiled, open } = compileRules(schema);
  return {
    id: schema.identifikation.id,
    version: schema.identifikation.version ?? "",
    name: schema.name,
    fields,
    groups,
    rules: { ...rules, compiled: compiled.length, open: open.length },
    codelists: { found: [], missing: listCodelists(schema).map(codelistKey) },
    warnings: [
      ...warnings.map(({ line, element, message }) => `line ${line}, ${element}: ${message}`),
      ...open.map(({ regel, reason }) => `rule ${regel.identifikation.id} is left to a person: ${reason}`),
    ],
    edges: compiled.flatMap(({ edges }) => edges),
  };
}
