import { DmnModdle } from "dmn-moddle";
import type { DmnProblem } from "../problem.ts";
import { dmn15, KNOWN_NAMESPACE, MODEL_NAMESPACES } from "./dmn15.ts";
import { Element } from "./element.ts";

export type ReadResult = { ok: true; definitions: Element } | { ok: false; problems: DmnProblem[] };

export const MAX_XML_LENGTH = 4_000_000;
const MAX_XML_DEPTH = 100;
const moddle = new DmnModdle({ dmn: dmn15 });

/** The definitions of a model as elements. Content of DMN that the reader would have to drop is a problem. */
export async function readDefinitions(xml: string): Promise<ReadResult> {
  if (xml.length > MAX_XML_LENGTH) return refuse(`The model is longer than ${MAX_XML_LENGTH} characters.`);
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return refuse("A model has no document type and no entities.");
  if (tooDeep(xml)) return refuse(`Elements are nested more than ${MAX_XML_DEPTH} deep.`);
  const namespace = MODEL_NAMESPACES.find(
    (candidate) => xml.includes(`"${candidate}"`) || xml.includes(`'${candidate}'`),
  );
  if (!namespace) return refuse("The model is not in one of the namespaces of DMN 1.2 to 1.5.");
  try {
    const { rootElement, warnings } = await moddle.fromXML(
      xml.replaceAll(`"${namespace}"`, `"${KNOWN_NAMESPACE}"`).replaceAll(`'${namespace}'`, `'${KNOWN_NAMESPACE}'`),
    );
    const lost = warnings.filter((warning) => isLost(warning.message, prefixOf(xml, namespace)));
    if (lost.length > 0) return { ok: false, problems: lost.map((warning) => problem(firstLine(warning.message))) };
    return { ok: true, definitions: new Element(rootElement) };
  } catch (error) {
    return refuse(firstLine(error instanceof Error ? error.message : String(error)));
  }
}

/** Diagrams and extensions of other namespaces may be dropped; an element of DMN itself may not. */
function isLost(message: string, prefix: string): boolean {
  const tag = /^unparsable content <([^>\s]+)/.exec(message)?.[1];
  return tag !== undefined && (prefix === "" ? !tag.includes(":") : tag.startsWith(`${prefix}:`));
}

function prefixOf(xml: string, namespace: string): string {
  const declared = [...xml.matchAll(/xmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']/g)];
  return declared.find((match) => match[2] === namespace)?.[1] ?? "";
}

/**
 * The reader calls itself per level, so the depth is bounded before it starts. What never ends reaches to the end of the
 * text: looked for again from each beginning, a file of nothing but beginnings would take hours.
 */
function tooDeep(xml: string): boolean {
  let depth = 0;
  for (const tag of xml.matchAll(
    /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<(\/?)[A-Za-z_](?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^"'>])*?(\/?)(?:>|$)/g,
  )) {
    if (tag[1] === "/") depth--;
    else if (tag[1] === "" && tag[2] === "") depth++;
    if (depth > MAX_XML_DEPTH) return true;
  }
  return false;
}

function refuse(message: string): ReadResult {
  return { ok: false, problems: [problem(message)] };
}

function problem(message: string): DmnProblem {
  return { code: "xml", elementId: "", message };
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? message;
}
