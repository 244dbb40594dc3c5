/** The objects of a PDF (ISO 32000-1, section 7.3), found by looking for them, so that a broken table of contents does no harm. */
import { inflateSync } from "node:zlib";

export interface PdfObjects {
  /** The text of an object without its stream; "" when there is none. */
  text(number: number): string;
  /** What its stream holds, unpacked; undefined when it has none or is packed in another way. */
  stream(number: number): Buffer | undefined;
  numbers(): number[];
}

const mostObjects = 50_000;
/** Of an object beside its stream. */
const longest = 100_000;
const mostUnpacked = 30_000_000;

/** A stream in the file: what is said of it, and where it lies. */
interface Place {
  dictionary: string;
  from: number;
  end: number;
}

/** Where a word comes next, asked from places that only move forward: the file is read once, whatever stands in it. */
function forward(source: string, word: string): (from: number) => number {
  let next: number | undefined;
  return (from) => {
    if (next === undefined || (next >= 0 && next < from)) next = source.indexOf(word, from);
    return next;
  };
}

function* firstOf<T>(all: Iterable<T>, most: number): Generator<T> {
  let seen = 0;
  for (const one of all) {
    if (++seen > most) return;
    yield one;
  }
}

/** Reads the objects of a PDF of at most some megabytes; undefined when it is encrypted or no PDF. */
export function readObjects(bytes: Buffer): PdfObjects | undefined {
  const source = bytes.toString("latin1");
  if (!source.slice(0, 1024).includes("%PDF-") || /\/Encrypt\s+\d+\s+\d+\s+R/.test(source)) return undefined;
  const texts = new Map<number, string>();
  const packed = new Map<number, Place>();
  let left = mostUnpacked;
  let leftInside = mostUnpacked;

  const unpack = ({ dictionary, from, end }: Place): Buffer | undefined => {
    const said = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1];
    const named = said === undefined ? -1 : from + Number(said);
    const to = named > 0 && source.slice(named, named + 20).includes("endstream") ? named : end;
    if (to < 0) return undefined;
    const raw = bytes.subarray(from, to);
    if (!/\/Filter/.test(dictionary)) return left > 0 ? ((left -= raw.length), raw) : undefined;
    if (!/\/Filter\s*\[?\s*\/FlateDecode\s*\]?\s*(\/|>|$)/.test(dictionary) || left <= 0) return undefined;
    try {
      const unpacked = inflateSync(raw, { maxOutputLength: left });
      left -= unpacked.length;
      return unpacked;
    } catch {
      return undefined;
    }
  };

  const [endOf, streamOf, streamEndOf] = ["endobj", "stream", "endstream"].map((word) => forward(source, word));
  const heads = [...firstOf(source.matchAll(/(?<!\d)(\d{1,7}) \d{1,5} obj\b/g), mostObjects)];
  for (const [index, match] of heads.entries()) {
    const begin = match.index + match[0].length;
    // One that never ends, ends where the next begins: so all texts together are no longer than the file.
    const next = heads[index + 1]?.index ?? source.length;
    const ended = endOf!(begin);
    const end = ended < 0 || ended > next ? next : ended;
    const stream = streamOf!(begin);
    const number = Number(match[1]);
    if (stream >= 0 && stream < end) {
      const dictionary = source.slice(begin, Math.min(stream, begin + longest));
      const from = stream + "stream".length + (source[stream + 6] === "\r" ? 2 : 1);
      texts.set(number, dictionary);
      packed.set(number, { dictionary, from, end: streamEndOf!(from) });
    } else texts.set(number, source.slice(begin, Math.min(end, begin + longest)));
  }
  // Objects within object streams (7.5.7).
  for (const [, place] of packed) {
    if (!/\/Type\s*\/ObjStm/.test(place.dictionary)) continue;
    const inside = unpack(place)?.toString("latin1");
    const first = Number(/\/First\s+(\d+)/.exec(place.dictionary)?.[1]);
    if (inside === undefined || !Number.isInteger(first)) continue;
    const pairs = [...inside.slice(0, first).matchAll(/(\d+)\s+(\d+)/g)].map(([, n, at]) => [Number(n), Number(at)]);
    for (const [index, [number, at]] of pairs.entries()) {
      if (texts.size >= mostObjects) break;
      const next = pairs[index + 1]?.[1] ?? inside.length;
      const said = inside.slice(first + at!, Math.min(first + next, first + at! + longest));
      // The places may be named in any order, and overlap.
      if ((leftInside -= said.length) < 0) break;
      texts.set(number!, said);
    }
  }
  return {
    text: (number) => texts.get(number) ?? "",
    stream: (number) => {
      const place = packed.get(number);
      return place && unpack(place);
    },
    numbers: () => [...texts.keys()],
  };
}

/** The object a key of a dictionary refers to: "/Parent 3 0 R" → 3. */
export function referenceOf(dictionary: string, key: string): number | undefined {
  const found = new RegExp(`/${key}\\s+(\\d{1,7})\\s+\\d{1,5}\\s+R`).exec(dictionary)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** A dictionary that stands under a key, in place or by reference; "" when there is none. */
export function dictionaryOf(objects: PdfObjects, dictionary: string, key: string): string {
  const reference = referenceOf(dictionary, key);
  if (reference !== undefined) return objects.text(reference);
  const begin = new RegExp(`/${key}\\s*<<`).exec(dictionary);
  if (!begin) return "";
  let depth = 0;
  const from = begin.index + begin[0].length - 2;
  for (let at = from; at < dictionary.length - 1; at++) {
    const two = dictionary.slice(at, at + 2);
    if (two === "<<") depth += 1;
    else if (two === ">>" && --depth === 0) return dictionary.slice(from, at + 2);
    if (two === "<<" || two === ">>") at += 1;
  }
  return "";
}
