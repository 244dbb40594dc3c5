import { BpmnModdle } from "bpmn-moddle";
import { readBpmn, writeBpmn } from "../index.ts";
import { canonical } from "./canonical.testing.ts";

/** A document before and after it was read and written back; what stands beside each other must be equal. */
export interface RoundTrip {
  /** The tree as the unchanged parser sees it, without our code. */
  readonly tree: readonly [before: unknown, after: unknown];
  /** The canonical XML, namespaces and attributes sorted. */
  readonly canonical: readonly [before: string[], after: string[]];
  /** Written once, and written again from what was written. */
  readonly written: readonly [once: string, twice: string];
  /** What the parser itself drops, and so neither side holds. */
  readonly loss?: string;
}

/** Of an attribute that a foreign element has twice, with and without its own prefix, the parser keeps one. */
const dropped: Record<string, { line: RegExp; tree: string }> = {
  "C.8.1.bpmn": {
    line: / \{http:\/\/www\.trisotech\.com\/2015\/triso\/modeling\}constraintsType=\w+/,
    tree: "triso:constraintsType",
  },
};

/** Reads a reference model and writes it back; the file's name says which loss of the parser is known. */
export async function roundTrip(name: string, bytes: Buffer): Promise<RoundTrip> {
  const latin = /encoding="ISO-8859-1"/.test(bytes.toString("latin1").slice(0, 200));
  const original = bytes.toString(latin ? "latin1" : "utf8");
  const back = await written(bytes);
  const loss = dropped[name];
  const before = canonical(original).map((line) => (loss ? line.replace(loss.line, "") : line));
  return {
    tree: [await tree(original, loss?.tree), await tree(back)],
    canonical: [before, canonical(back)],
    written: [back, await written(back)],
    loss: loss?.tree,
  };
}

/** A document read and written back; throws the reasons when it cannot be read. */
export async function written(source: string | Uint8Array): Promise<string> {
  const reading = await readBpmn(source);
  if (!reading.ok) throw new Error(reading.reasons.map((reason) => `${reason.element}: ${reason.why}`).join("; "));
  return writeBpmn(reading.document);
}

async function tree(xml: string, without?: string): Promise<unknown> {
  const moddle = new BpmnModdle({}) as { fromXML(xml: string): Promise<{ rootElement: object }> };
  const { rootElement } = await moddle.fromXML(xml);
  return plain(rootElement, new Set(), without);
}

function plain(value: unknown, above: Set<unknown>, without?: string): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one, above, without));
  if (typeof value !== "object" || value === null) return value;
  const node = value as { id?: string; $type?: string; $attrs?: object };
  if (above.has(value)) return `-> ${node.id}`;
  above.add(value);
  const own = Object.entries({ ...value, ...node.$attrs }).filter(
    ([key, one]) => !key.startsWith("xmlns") && one !== undefined,
  );
  const kept = own.filter(([key]) => key !== "$parent" && key !== "xsi:type" && key !== without);
  return {
    $type: node.$type,
    ...Object.fromEntries(kept.sort().map(([key, one]) => [key, plain(one, above, without)])),
  };
}
