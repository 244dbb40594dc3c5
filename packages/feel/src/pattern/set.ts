/** Whether a character (a code point as text) belongs. */
export type CharacterSet = (char: string) => boolean;

const CATEGORIES: readonly string[] =
  "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co Cn".split(" ");

/** The blocks that texts here are made of; others are refused rather than guessed. */
const BLOCKS: Readonly<Record<string, readonly [number, number]>> = {
  IsBasicLatin: [0x0, 0x7f],
  "IsLatin-1Supplement": [0x80, 0xff],
  "IsLatinExtended-A": [0x100, 0x17f],
  "IsLatinExtended-B": [0x180, 0x24f],
  IsIPAExtensions: [0x250, 0x2af],
  IsCombiningDiacriticalMarks: [0x300, 0x36f],
  IsGreek: [0x370, 0x3ff],
  IsGreekandCoptic: [0x370, 0x3ff],
  IsCyrillic: [0x400, 0x4ff],
  IsHebrew: [0x590, 0x5ff],
  IsArabic: [0x600, 0x6ff],
  IsLatinExtendedAdditional: [0x1e00, 0x1eff],
  IsGeneralPunctuation: [0x2000, 0x206f],
  IsCurrencySymbols: [0x20a0, 0x20cf],
  IsLetterlikeSymbols: [0x2100, 0x214f],
  IsNumberForms: [0x2150, 0x218f],
};

const testing =
  (pattern: RegExp): CharacterSet =>
  (char) =>
    pattern.test(char);

const space = testing(/^[ \t\n\r]$/);
const digit = testing(/^\p{Nd}$/u);
const word = testing(/^[^\p{P}\p{Z}\p{C}]$/u);
const nameStart = testing(/^[\p{L}\p{Nl}:_]$/u);
const nameChar = testing(/^[\p{L}\p{M}\p{N}\p{Lm}:_.\u00b7-]$/u);

const ESCAPES: Readonly<Record<string, CharacterSet>> = {
  s: space,
  S: not(space),
  d: digit,
  D: not(digit),
  w: word,
  W: not(word),
  i: nameStart,
  I: not(nameStart),
  c: nameChar,
  C: not(nameChar),
};

export function escapeSet(letter: string): CharacterSet | undefined {
  return Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
}

/** `\p{…}`: a category or a block of Unicode. */
export function propertySet(name: string): CharacterSet | undefined {
  if (CATEGORIES.includes(name)) return testing(new RegExp(`^\\p{${name}}$`, "u"));
  const block = Object.hasOwn(BLOCKS, name) ? BLOCKS[name] : undefined;
  return block && range(block[0], block[1]);
}

export function range(low: number, high: number): CharacterSet {
  return (char) => {
    const point = char.codePointAt(0) ?? -1;
    return point >= low && point <= high;
  };
}

export function not(set: CharacterSet): CharacterSet {
  return (char) => !set(char);
}

export function anyOf(sets: readonly CharacterSet[]): CharacterSet {
  return (char) => sets.some((set) => set(char));
}

/** Also true if the set has the character in another case. */
export function ignoringCase(set: CharacterSet): CharacterSet {
  return (char) => {
    if (set(char)) return true;
    const lower = char.toLowerCase();
    const upper = char.toUpperCase();
    return set(lower) || set(upper) || set(upper.toLowerCase()) || set(lower.toUpperCase());
  };
}
