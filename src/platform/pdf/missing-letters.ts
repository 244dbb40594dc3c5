/** What stands for a letter that none of the fonts has: an empty box, as readers know it. */
const box = "\u25a1";

/**
 * The source with a box for each letter that Typst says it cannot draw; undefined when its refusal is about something
 * else. PDF/UA allows no letter without a picture, and an emoji in a name must not keep a notice from being printed.
 */
export function withoutMissing(source: string, refusal: string): string | undefined {
  const told = [...refusal.matchAll(/the text `\\?"((?:\\u\{[\da-f]+\}|[^"`])+?)\\?"` could not be displayed/gi)];
  const missing = new Set(told.flatMap(([, text]) => [...plain(text!)]).filter((letter) => letter !== box));
  const drawable = [...source].map((letter) => (missing.has(letter) ? box : letter)).join("");
  return drawable === source ? undefined : drawable;
}

/** As the letter is, where the message writes its number. */
const plain = (text: string): string =>
  text.replaceAll(/\\+u\{([\da-f]+)\}/gi, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)));
