const letters: Readonly<Record<string, string>> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  Ä: "Ae",
  Ö: "Oe",
  Ü: "Ue",
  ß: "ss",
  ẞ: "SS",
  æ: "ae",
  Æ: "Ae",
  ø: "oe",
  Ø: "Oe",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
};

/**
 * The statement text ("Verwendungszweck", `purpose`) from any text: ASCII letters, digits, blanks and hyphens only, at most
 * 27. Umlauts are spelled out, other marks dropped, the rest becomes a blank; cut at a word where that costs little.
 */
export function toPurpose(text: string, fallback = "Zahlung"): string {
  const plain = text
    .normalize("NFC")
    .replace(/[äöüÄÖÜßẞæÆøØłŁđĐ]/g, (letter) => letters[letter] ?? " ")
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
  return shorten(tidy(plain, /[^A-Za-z0-9_-]+/g), 27) || fallback;
}

/** The description of a payment or an item (`description`): letters up to U+017F, digits, comma, full stop, hyphen; at most 250. */
export function toDescription(text: string, fallback = "Zahlung"): string {
  return shorten(tidy(text.normalize("NFC"), /[^A-Za-z0-9_,.\u00C0-\u017F-]+/g), 250) || fallback;
}

function tidy(text: string, foreign: RegExp): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/ ?[–—/] ?/g, (dash) => (dash.length === 1 ? "-" : " - "))
    .replace(foreign, " ")
    .trim();
}

function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const blank = cut.lastIndexOf(" ");
  const atWord = text[length] === " " || blank < length * 0.6 ? cut : cut.slice(0, blank);
  return atWord.replace(/[\s-]+$/, "");
}
