/** Lower case, ä = ae = a, ß = ss: every spelling of an umlaut meets every other. */
export function fold(text: string): string {
  return text
    .toLocaleLowerCase("de")
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/ae/g, "a")
    .replaceAll(/oe/g, "o")
    .replaceAll(/ue/g, "u");
}

const longest = 60;

/** The words of a text, folded, each once. */
export const wordsOf = (text: string): string[] => [
  ...new Set((text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => fold(word).slice(0, longest)).filter(Boolean)),
];
