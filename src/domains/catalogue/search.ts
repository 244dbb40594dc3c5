import { fold } from "../../platform/words.ts";
/**
 * Search in everyday words over the offers of one portal or of all. The index is small, built per catalogue version
 * and held in the process; nothing in it cannot be built again.
 */
import type { Offer } from "./offer.ts";

export interface Hit {
  offer: Offer;
  score: number;
  /** The words of the query and what they met: "because: hund" in title, or by a citizen's word. */
  why: { word: string; met: string; where: "title" | "words" | "lead" }[];
}

interface Indexed {
  offer: Offer;
  fields: { where: "title" | "words" | "lead"; weight: number; tokens: { folded: string; shown: string }[] }[];
}

export type SearchIndex = readonly Indexed[];

const filler = new Set(
  "der die das den dem des ein eine einen einer eines und oder fur mit ich mich mein meine meinen mochte will muss kann wie wo was wer im in am an auf zu zum zur von beim bei bitte neu neue neuen ist man wir the an of for to my your our we want would like get how where what".split(
    " ",
  ),
);

/** Folded words of a text, without fillers unless nothing else is left. */
export function words(text: string): { folded: string; shown: string }[] {
  const all = (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((shown) => ({ folded: fold(shown), shown }));
  const useful = all.filter(({ folded }) => folded.length > 1 && !filler.has(folded));
  return useful.length > 0 ? useful : all;
}

/** A service is found in every language that it speaks, whatever the page's own. */
export function buildIndex(offers: readonly Offer[]): SearchIndex {
  return offers.map((offer) => {
    const spoken = [offer, ...Object.values(offer.translations)];
    return {
      offer,
      fields: [
        { where: "title" as const, weight: 10, tokens: spoken.flatMap(({ title = "" }) => words(title)) },
        { where: "words" as const, weight: 7, tokens: offer.words.flatMap(words) },
        { where: "lead" as const, weight: 2, tokens: spoken.flatMap(({ lead = "" }) => words(lead)) },
      ],
    };
  });
}

export function search(index: SearchIndex, query: string, limit = 20): Hit[] {
  const asked = words(query.slice(0, 200)).slice(0, 12);
  if (asked.length === 0) return [];
  const hits: Hit[] = [];
  for (const entry of index) {
    let score = 0;
    const why: Hit["why"] = [];
    for (const { folded, shown } of asked) {
      let best = 0;
      let reason: Hit["why"][number] | undefined;
      for (const field of entry.fields) {
        for (const token of field.tokens) {
          const strength = field.weight * likeness(folded, token.folded);
          if (strength > best) {
            best = strength;
            reason = { word: shown, met: token.shown, where: field.where };
          }
        }
      }
      score += best;
      if (reason) why.push(reason);
    }
    // A query of three words of which one is met is a weaker answer than all three.
    if (why.length > 0) hits.push({ offer: entry.offer, score: score * (why.length / asked.length), why });
  }
  return hits.toSorted((a, b) => b.score - a.score || a.offer.title.localeCompare(b.offer.title, "de")).slice(0, limit);
}

/** 1 the same word, less for a beginning, a part of a compound, or a typo; 0 none. */
function likeness(asked: string, token: string): number {
  if (asked === token) return 1;
  const [short, long] = asked.length < token.length ? [asked, token] : [token, asked];
  if (short.length >= 4 && long.startsWith(short)) return 0.6 + 0.3 * (short.length / long.length);
  if (short.length >= 4 && long.endsWith(short)) return 0.55;
  if (asked.length >= 4 && Math.abs(asked.length - token.length) <= 1 && withinOneEdit(asked, token)) return 0.7;
  return 0;
}

/** Whether one letter added, lost, changed or two swapped makes one word the other. */
function withinOneEdit(a: string, b: string): boolean {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (a.slice(i + 1) === b.slice(i + 1) || a.slice(i) === b.slice(i + 1) || a.slice(i + 1) === b.slice(i)) return true;
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}
