/** What the codes of a font mean (ISO 32000-1, section 9.10): by its ToUnicode map, else by the Windows code page. */
import { referenceOf, type PdfObjects } from "./pdf-objects.ts";

export interface PdfFont {
  /** Bytes per code. */
  width: 1 | 2;
  /** By code; undefined: the codes are of Windows-1252. */
  letters: ReadonlyMap<number, string> | undefined;
}

/** Of one map, counted as they are read: ranges may name the same codes again and again. */
const mostLetters = 200_000;
/** Of one string: what a single operator shows. */
const mostText = 1_000_000;
const windows = new TextDecoder("windows-1252");

export function readFont(objects: PdfObjects, number: number): PdfFont {
  const dictionary = objects.text(number);
  const composite = /\/Subtype\s*\/Type0\b/.test(dictionary);
  const map = referenceOf(dictionary, "ToUnicode");
  const source = map === undefined ? undefined : objects.stream(map)?.toString("latin1");
  if (source === undefined) return { width: composite ? 2 : 1, letters: composite ? new Map() : undefined };
  return { width: composite ? 2 : 1, letters: readMap(source) };
}

/** The letters that bytes of a string stand for. */
export function lettersOf(bytes: Buffer, { width, letters }: PdfFont): string {
  if (!letters) return windows.decode(bytes);
  let said = "";
  for (let at = 0; at + width <= bytes.length && said.length < mostText; at += width)
    said += letters.get(width === 2 ? bytes.readUInt16BE(at) : bytes[at]!) ?? "";
  return said;
}

function readMap(source: string): Map<number, string> {
  const letters = new Map<number, string>();
  let added = 0;
  /** Whether there was room for one more. */
  const add = (code: number, letter: string): boolean => {
    if (++added > mostLetters) return false;
    letters.set(code, letter);
    return true;
  };
  for (const part of partsOf(source, "bfchar"))
    for (const [, code, letter] of part.matchAll(/<([\dA-Fa-f]{1,8})>\s*<([\dA-Fa-f]{1,128})>/g))
      if (!add(Number.parseInt(code!, 16), unicode(letter!))) return letters;
  for (const part of partsOf(source, "bfrange"))
    for (const [, from, to, one, list] of part.matchAll(
      /<([\dA-Fa-f]{1,8})>\s*<([\dA-Fa-f]{1,8})>\s*(?:<([\dA-Fa-f]{1,128})>|\[([^\][]*)\])/g,
    )) {
      const first = Number.parseInt(from!, 16);
      const last = Math.min(Number.parseInt(to!, 16), first + 0xffff);
      const listed = [...(list ?? "").matchAll(/<([\dA-Fa-f]{1,128})>/g)].map(([, letter]) => unicode(letter!));
      const start = one === undefined ? undefined : unicode(one);
      for (let code = first; code <= last; code++)
        if (!add(code, start === undefined ? (listed[code - first] ?? "") : counted(start, code - first)))
          return letters;
    }
  return letters;
}

/** What stands between "begin…" and "end…". */
const partsOf = (source: string, kind: string): string[] =>
  source
    .split(`begin${kind}`)
    .slice(1)
    .map((part) => part.split(`end${kind}`, 1)[0]!);

/** UTF-16, big-endian, hexadecimal. */
const unicode = (hex: string): string =>
  Buffer.from(hex.length % 4 === 0 ? hex : hex.padStart(Math.ceil(hex.length / 4) * 4, "0"), "hex")
    .swap16()
    .toString("utf16le");

/** The letter that many places after: the last unit of the text is counted on. */
const counted = (text: string, places: number): string =>
  text.slice(0, -1) + String.fromCharCode((text.charCodeAt(text.length - 1) + places) & 0xffff);
