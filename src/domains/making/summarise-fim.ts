import { compileRules, count, type Edge, type Problem } from "@allmende/xdatenfelder";
import type { FilledSchema } from "./fim/fill-lists.ts";

/** What a schema holds and how much of it is understood, without making anything of it. */
export interface FimSummary {
  id: string;
  version: string;
  name: string;
  fields: number;
  groups: number;
  /** Each rule once by id and version (`total`), each time it is used, and how many were understood or left open. */
  rules: { total: number; uses: number; compiled: number; open: number };
  /** Addresses of the lists the schema refers to: in the store, and not. */
  codelists: { found: string[]; missing: string[] };
  warnings: string[];
  edges: Edge[];
}

/** The import report: counts, code lists, rules as edges; a rule that is not understood is named, never dropped. */
export function summariseFim({ schema, found, missing }: FilledSchema, warnings: readonly Problem[]): FimSummary {
  const { fields, groups, rules } = count(schema);
  const { compiled, open } = compileRules(schema);
  return {
    id: schema.identifikation.id,
    version: schema.identifikation.version ?? "",
    name: schema.name,
    fields,
    groups,
    rules: { ...rules, compiled: compiled.length, open: open.length },
    codelists: { found, missing },
    warnings: [
      ...warnings.map(({ line, element, message }) => `line ${line}, ${element}: ${message}`),
      ...open.map(({ regel, reason }) => `rule ${regel.identifikation.id} is left to a person: ${reason}`),
    ],
    edges: compiled.flatMap(({ edges }) => edges),
  };
}
