/** Beyond this nobody typed it: it is left as it is, and the check refuses it by its length. */
const mostTidied = 100_000;

/** NFC (people compare names), no control characters, line ends as \n, no blanks at the ends. */
export function tidy(text: string): string {
  if (text.length > mostTidied) return text;
  return text
    .normalize("NFC")
    .replaceAll("\r\n", "\n")
    .replaceAll(/[^\P{Cc}\n]/gu, "")
    .trim();
}

/** Where the ten digits of other scripts begin: Arabic, Persian, Devanagari, and the wide ones of East Asia. */
const zeros = [0x660, 0x6f0, 0x966, 0xff10];

/** Digits as every script writes them, as 0 to 9: a phone set to another language types its own. */
export const plainDigits = (text: string): string =>
  text.replaceAll(/[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\uFF10-\uFF19]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - zeros.findLast((zero) => zero <= code)!);
  });

/** One line of text: what a person typed into a box. */
export const oneLine = (text: string): string => (text.includes("\n") ? tidy(text).replaceAll("\n", " ") : tidy(text));

/** Text from a machine tidied by `how`; what is no text stays what it is. Text of nothing but controls is no answer. */
export function tidyText(value: unknown, how: (text: string) => string): unknown {
  if (typeof value !== "string" || value === "") return value;
  return how(value) || undefined;
}

/** Characters as people count them (code points); of text far too long, its code units. */
export function lengthOf(text: string): number {
  if (text.length > mostTidied) return text.length;
  let count = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit < 0xdc00) {
      const next = text.charCodeAt(index + 1);
      if (next >= 0xdc00 && next < 0xe000) {
        count--;
        index++;
      }
    }
  }
  return count;
}
