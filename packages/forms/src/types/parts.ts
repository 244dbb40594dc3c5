import type { Answer, Parts } from "../answer.ts";
import { only, type Check, type Fault, type FieldReading, type Posted } from "../field-type.ts";
import { lengthOf, oneLine, tidyText } from "./text/tidy.ts";

/** One part of a composite answer (the postcode of an address): words, or a box that was ticked. */
export interface Part {
  name: string;
  kind?: "words" | "tick";
  required?: boolean;
  /** The key of its label among the general texts, where it is not its name. */
  label?: string;
  /** Characters. */
  max?: number;
  /** From typed words to the canonical ones; undefined if they cannot be read, "" if they count as nothing. */
  read?: (typed: string) => string | undefined;
  /** What the canonical words must be, and the code if they are not. */
  shape?: {
    pattern: RegExp;
    also?: (text: string) => boolean;
    code: string;
    /** What the sentence about the fault names, from words of another shape. */
    details?: (text: string) => Record<string, string>;
  };
}

const most = 250;

/** Reads posted parts; the first that cannot be read is the fault, the others are kept. */
export function readParts(posted: Posted, parts: readonly Part[]): FieldReading {
  const value: Parts = {};
  let fault: Fault | undefined;
  for (const { name, kind, read, shape } of parts) {
    const typed = oneLine(only(posted, name));
    if (typed === "") continue;
    const canonical = kind === "tick" ? typed === "true" || undefined : read ? read(typed) : typed;
    if (canonical === "") continue;
    if (canonical !== undefined) value[name] = canonical;
    else fault ??= { code: shape?.code ?? "invalid", part: name };
  }
  const found = Object.keys(value).length > 0 ? value : undefined;
  return fault ? { fault, value: found } : { value: found };
}

export function writeParts(value: Answer): Posted {
  const entries = Object.entries(value as Parts).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([name, part]) => [name, [String(part)]]));
}

/** Exactly these parts, each of its shape; all that is wrong is named. */
export function checkParts(parts: readonly Part[]): Check {
  const known = new Set(parts.map(({ name }) => name));
  return (value) => {
    if (!isParts(value)) return { code: "wrongType" };
    const faults: Fault[] = Object.keys(value).every((name) => known.has(name)) ? [] : [{ code: "unknownField" }];
    for (const part of parts) {
      const fault = partFault(Object.hasOwn(value, part.name) ? value[part.name] : undefined, part);
      if (fault) faults.push({ ...fault, part: part.name });
    }
    return faults.length > 0 ? faults : undefined;
  };
}

export const isParts = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function partFault(value: unknown, part: Part): Fault | undefined {
  const { name, kind, required, label = name, max = most, shape } = part;
  const missing = { code: "requiredPart", details: { part: label } };
  if (value === undefined && !required) return undefined;
  if (value === undefined) return kind === "tick" ? { code: "requiredDeclaration" } : missing;
  if (kind === "tick") return value === true ? undefined : { code: "requiredDeclaration" };
  if (typeof value !== "string") return { code: "wrongType" };
  if (value === "") return missing;
  const length = value.length > max ? lengthOf(value) : 0;
  if (length > max) return { code: "tooLong", details: { max, length } };
  if (!value.isWellFormed()) return { code: "invalid" };
  if (!shape) return undefined;
  if (shape.pattern.test(value) && (!shape.also || shape.also(value))) return undefined;
  return { code: shape.code, ...(shape.details && { details: shape.details(value) }) };
}

export function partsSchema(parts: readonly Part[]): Record<string, unknown> {
  const properties = parts.map(({ name, kind, max = most, shape }) => [
    name,
    kind === "tick"
      ? { const: true }
      : { type: "string", minLength: 1, maxLength: max, ...(shape && { pattern: shape.pattern.source }) },
  ]);
  return {
    type: "object",
    properties: Object.fromEntries(properties) as Record<string, unknown>,
    required: parts.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** A composite answer from a machine with its words tidied. */
export function tidyParts(value: unknown): unknown {
  if (!isParts(value)) return value;
  const tidied = Object.entries(value).map(([name, part]) => [name, tidyText(part, oneLine)] as const);
  return Object.fromEntries(tidied.filter(([, part]) => part !== undefined));
}

/** The words of a part, or "". */
export const word = (value: Answer, part: string): string => {
  const found = isParts(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  return typeof found === "string" ? found : "";
};
