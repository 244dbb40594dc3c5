/** XML that means harm, and everything of ours that reads XML: each document is given to each reader. */
import { parseBpmn } from "@allmende/bpmn";
import { compileDmn } from "@allmende/dmn";
import { readCodelist, readSchema } from "@allmende/xdatenfelder";

/** The root element of a standard, and what reads it; the answer says why it was refused. */
export interface Reader {
  root: string;
  namespace: string;
  /** Reads text that begins with `head` and goes on with `more`, piece by piece where the reader can. */
  refusal(text: Text): Promise<string>;
}

/** A text that may be too long to be built: a beginning, and a piece that comes again and again. */
export interface Text {
  head: string;
  piece?: string;
  times?: number;
  tail?: string;
}

const whole = ({ head, piece = "", times = 0, tail = "" }: Text): string => head + piece.repeat(times) + tail;
async function* pieces({ head, piece = "", times = 0, tail = "" }: Text): AsyncGenerator<string> {
  yield head;
  for (let count = 0; count < times; count++) yield piece;
  yield tail;
}

const ofSchema = async (text: Text): Promise<string> => {
  const read = await readSchema(pieces(text));
  return read.ok ? "" : read.problems.map(({ message }) => message).join();
};

export const readers: Record<string, Reader> = {
  "XDatenfelder 2.0": {
    root: "xdatenfelder.stammdatenschema.0102",
    namespace: "urn:xoev-de:fim:standard:xdatenfelder_2",
    refusal: ofSchema,
  },
  "XDatenfelder 3.0": {
    root: "xdatenfelder.stammdatenschema.0102",
    namespace: "urn:xoev-de:fim:standard:xdatenfelder_3.0.0",
    refusal: ofSchema,
  },
  genericode: {
    root: "CodeList",
    namespace: "http://docs.oasis-open.org/codelist/ns/genericode/1.0/",
    async refusal(text) {
      const read = await readCodelist(pieces(text));
      return read.ok ? "" : read.problems.map(({ message }) => message).join();
    },
  },
  BPMN: {
    root: "definitions",
    namespace: "http://www.omg.org/spec/BPMN/20100524/MODEL",
    async refusal(text) {
      const read = await parseBpmn(whole(text));
      return read.ok ? "" : read.reasons.map(({ why }) => why).join();
    },
  },
  DMN: {
    root: "definitions",
    namespace: "https://www.omg.org/spec/DMN/20230324/MODEL/",
    async refusal(text) {
      const read = await compileDmn(whole(text));
      return read.ok ? "" : read.problems.map(({ message }) => message).join();
    },
  },
};

const doctype = /document type|DOCTYPE/;
const depth = /nested|does not belong here/;
const length = /longer than|More than/;
const broken = /./;

/** Each with the reason it is refused for; `elsewhere` is an address that must not be asked and a file not to be read. */
export function hostileDocuments(
  { root, namespace }: Reader,
  elsewhere: { address: string; file: string },
): [what: string, text: Text, why: RegExp][] {
  const opening = `<r:${root} xmlns:r="${namespace}"`;
  const inside = (types: string, content: string): Text => ({
    head: `<?xml version="1.0"?>${types}${opening}>${content}</r:${root}>`,
  });
  const letters = "abcdefghi";
  const bomb = Array.from(letters.slice(1), (letter, at) => `<!ENTITY ${letter} "${`&${letters[at]};`.repeat(10)}">`);
  return [
    ["an entity bomb", inside(`<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">${bomb.join("")}]>`, "&i;"), doctype],
    ["a file as an entity", inside(`<!DOCTYPE l [<!ENTITY x SYSTEM "file://${elsewhere.file}">]>`, "&x;"), doctype],
    ["an address as an entity", inside(`<!DOCTYPE l [<!ENTITY x SYSTEM "${elsewhere.address}">]>`, "&x;"), doctype],
    ["a DTD from elsewhere", inside(`<!DOCTYPE l SYSTEM "${elsewhere.address}">`, ""), doctype],
    ["a parameter entity", inside(`<!DOCTYPE l [<!ENTITY % x SYSTEM "${elsewhere.address}"> %x;]>`, ""), doctype],
    ["200,000 elements deep", { head: `${opening}>`, piece: "<a>", times: 200_000 }, depth],
    [
      "200,000 elements deep, all closed",
      { head: `${opening}>`, piece: "<a>", times: 200_000, tail: "</a>".repeat(200_000) },
      depth,
    ],
    ["an attribute of 100 MB", { head: `${opening} a="`, piece: "x".repeat(100_000), times: 1000 }, length],
    ["a text of 100 MB", { head: `${opening}>`, piece: "x".repeat(100_000), times: 1000 }, length],
    ["a comment of 100 MB", { head: `${opening}><!--`, piece: "x".repeat(100_000), times: 1000 }, length],
    ["a million tags that never end", { head: "", piece: "<a ".repeat(1000), times: 600 }, broken],
    ["a million comments that never end", { head: `${opening}>`, piece: "<!-- ".repeat(1000), times: 390 }, broken],
    ["a million quotes that never end", { head: `${opening} `, piece: `a="<b c='`.repeat(1000), times: 200 }, broken],
  ];
}
