import { z } from "zod";

/** Texts of one language: by element id either the label alone or several facets (label, hint, why, an error code …). */
export type Texts = Record<string, string | Record<string, string>>;

export const textsSchema: z.ZodType<Texts> = z.record(
  z.string(),
  z.union([z.string(), z.record(z.string(), z.string())]),
);

export function findText(texts: Texts, id: string, facet: string): string | undefined {
  const entry = Object.hasOwn(texts, id) ? texts[id] : undefined;
  if (entry === undefined) return undefined;
  if (typeof entry === "string") return facet === "label" ? entry : undefined;
  return Object.hasOwn(entry, facet) ? entry[facet] : undefined;
}

/** A municipality's texts laid over the maker's, facet by facet. */
export function mergeTexts(base: Texts, changes: Texts): Texts {
  const merged: Texts = { ...base };
  for (const [id, change] of Object.entries(changes)) {
    merged[id] = { ...facets(base[id]), ...facets(change) };
  }
  return merged;
}

const facets = (entry: string | Record<string, string> | undefined): Record<string, string> =>
  entry === undefined ? {} : typeof entry === "string" ? { label: entry } : entry;
