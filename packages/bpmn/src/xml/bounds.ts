/** More is no process drawn by people; the largest reference model of the OMG has 131 kB. */
export const largestDocument = 2_000_000;
export const deepestElement = 100;

/** Why a text must not be given to the parser, or undefined: too large, a document type (entities), or nested beyond reason. */
export function outOfBounds(xml: string): string | undefined {
  if (xml.length > largestDocument) return `longer than ${largestDocument} characters`;
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return "a document type declaration is not accepted";
  return deeperThan(xml, deepestElement) ? `elements nested deeper than ${deepestElement}` : undefined;
}

/** Counts tags only, in one pass; comments, CDATA and instructions are skipped, everything else is the parser's business. */
function deeperThan(xml: string, limit: number): boolean {
  let depth = 0;
  for (let at = xml.indexOf("<"); at >= 0; at = xml.indexOf("<", at)) {
    const skipped = passages.find(([opens]) => xml.startsWith(opens, at));
    const end = skipped ? xml.indexOf(skipped[1], at) : endOfTag(xml, at);
    if (end < 0) return false; // unfinished: the parser will say so
    if (!skipped) {
      if (xml[at + 1] === "/") depth--;
      else if (xml[end - 1] !== "/" && ++depth > limit) return true;
    }
    at = end + 1;
  }
  return false;
}

const passages = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

function endOfTag(xml: string, from: number): number {
  let quote = "";
  for (let at = from; at < xml.length; at++) {
    const letter = xml[at] ?? "";
    if (quote) quote = letter === quote ? "" : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === ">") return at;
  }
  return -1;
}
