/**
 * The words of a PDF, for the search: what its pages show as text, in the order of the file. Pictures, forms within forms
 * and encrypted files have none. Every step is bounded; what cannot be read is left out, never an error.
 */
import { lettersOf, readFont, type PdfFont } from "./pdf-fonts.ts";
import { dictionaryOf, readObjects, referenceOf, type PdfObjects } from "./pdf-objects.ts";

const largest = 20_000_000;
const mostText = 1_000_000;

export function readPdf(bytes: Buffer): string {
  if (bytes.length > largest) return "";
  const objects = readObjects(bytes);
  if (!objects) return "";
  const fonts: Fonts = { byNumber: new Map(), ofParent: new Map(), ofResources: new Map() };
  let said = "";
  for (const number of objects.numbers()) {
    const page = objects.text(number);
    if (!/\/Type\s*\/Page\b(?!s)/.test(page) || said.length > mostText) continue;
    const named = fontsOf(objects, page, fonts);
    for (const content of contentsOf(page)) {
      const stream = objects.stream(content);
      if (stream) said += `${wordsIn(stream.toString("latin1"), named)}\n`;
    }
  }
  return said.slice(0, mostText);
}

const contentsOf = (page: string): number[] => {
  const one = referenceOf(page, "Contents");
  if (one !== undefined) return [one];
  const list = /\/Contents\s*\[([^\][]*)\]/.exec(page)?.[1] ?? "";
  return [...list.matchAll(/(\d+)\s+\d+\s+R/g)].map(([, number]) => Number(number));
};

type Named = ReadonlyMap<string, PdfFont>;
/** What was read before: what many pages inherit or share is looked at once. */
type Fonts = { byNumber: Map<number, PdfFont>; ofParent: Map<number, Named>; ofResources: Map<number, Named> };

/** The fonts of a page by the names its content gives them; inherited from the pages above it, at most twenty. */
function fontsOf(objects: PdfObjects, dictionary: string, known: Fonts, up = 0): Named {
  const shared = referenceOf(dictionary, "Resources");
  const read = shared === undefined ? undefined : known.ofResources.get(shared);
  if (read) return read;
  const list = dictionaryOf(objects, dictionaryOf(objects, dictionary, "Resources"), "Font");
  if (list || shared !== undefined) {
    const named = namedIn(objects, list, known);
    if (shared !== undefined) known.ofResources.set(shared, named);
    if (list) return named;
  }
  const parent = referenceOf(dictionary, "Parent");
  if (parent === undefined || up === 20) return new Map();
  const inherited = known.ofParent.get(parent) ?? fontsOf(objects, objects.text(parent), known, up + 1);
  known.ofParent.set(parent, inherited);
  return inherited;
}

function namedIn(objects: PdfObjects, list: string, { byNumber }: Fonts): Named {
  const named = new Map<string, PdfFont>();
  for (const [, name, number] of list.matchAll(/\/([^\s/<>[\]()]+)\s+(\d{1,7})\s+\d+\s+R/g)) {
    const font = byNumber.get(Number(number)) ?? readFont(objects, Number(number));
    byNumber.set(Number(number), font);
    named.set(name!, font);
  }
  return named;
}

const token =
  /\((?:[^()\\]|\\[^]|\((?:[^()\\]|\\[^])*\))*\)|<[\dA-Fa-f\s]*>|\[|\]|\/[^\s/<>[\]()]+|[-+]?\d*\.?\d+|[A-Za-z'"*]+/g;
/** Of one operator; a line of text has some hundreds. */
const mostOperands = 10_000;
/** A gap in a line that is wide enough to be a blank, in thousandths of the font's size. */
const blank = -180;

function wordsIn(content: string, fonts: ReadonlyMap<string, PdfFont>): string {
  let said = "";
  let font: PdfFont = { width: 1, letters: undefined };
  let operands: string[] = [];
  for (const [part] of content.matchAll(token)) {
    if (!/^[A-Za-z'"*]/.test(part)) {
      if (operands.length < mostOperands) operands.push(part);
      continue;
    }
    if (part === "Tf") font = fonts.get(operands.at(-2)?.slice(1) ?? "") ?? font;
    else if (part === "Tj" || part === "'" || part === '"' || part === "TJ") {
      if (part === "'" || part === '"') said += "\n";
      for (const operand of operands)
        if (/^[(<]/.test(operand)) said += lettersOf(bytesOf(operand), font);
        else if (part === "TJ" && Number(operand) < blank) said += " ";
    } else if (part === "Td" || part === "TD") said += Number(operands.at(-1)) === 0 ? " " : "\n";
    else if (part === "Tm" || part === "T*" || part === "ET") said += "\n";
    operands = [];
    if (said.length > mostText) break;
  }
  return said;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** The bytes of a string as content writes it: in brackets with escapes, or hexadecimal. */
function bytesOf(written: string): Buffer {
  if (written.startsWith("<")) {
    const hex = written.slice(1, -1).replaceAll(/\s/g, "");
    return Buffer.from(hex.length % 2 === 0 ? hex : `${hex}0`, "hex");
  }
  const plain = written
    .slice(1, -1)
    .replaceAll(/\\(?:([0-7]{1,3})|(\r\n|[^]))/g, (_, octal: string | undefined, other: string | undefined) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return /^[\r\n]/.test(other!) ? "" : (escapes[other!] ?? other!);
    });
  return Buffer.from(plain, "latin1");
}
