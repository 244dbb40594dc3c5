import { compilePattern } from "@allmende/forms";
import type { Datenfeld } from "@allmende/xdatenfelder";
import { nameOf, type Drafting } from "./drafting.ts";

/** Longest text a form may ask for. */
const longest = 20_000;

/** Length and pattern of a text; what a form cannot hold becomes a task. */
export function textPrecision(field: Datenfeld, id: string, drafting: Drafting): Record<string, unknown> {
  const { minLength, maxLength, pattern } = field.praezisierung ?? {};
  const most = maxLength === undefined ? undefined : Math.min(Math.max(1, Math.trunc(maxLength)), longest);
  const least = minLength !== undefined && minLength > 1 ? Math.trunc(minLength) : undefined;
  const fits = least === undefined || least <= (most ?? 250);
  if (!fits)
    drafting.open(
      "feld",
      `${nameOf(id, field)}: die Mindestlänge ${least} passt nicht zur Höchstlänge ${most ?? 250}.`,
    );
  return {
    ...(fits && least !== undefined && { minLength: least }),
    ...(most !== undefined && { maxLength: most, ...(most > 300 && !pattern && { lines: 4 }) }),
    ...patternOf(field, id, pattern, drafting),
  };
}

/** Patterns of FIM stand for the whole value and come in several dialects; ours are JavaScript's, bounded in time. */
function patternOf(
  field: Datenfeld,
  id: string,
  written: string | undefined,
  drafting: Drafting,
): { pattern?: string } {
  const pattern = written
    ?.trim()
    .replace(/^\^/, "")
    .replace(/(?<!\\)\$$/, "");
  if (!pattern) return {};
  if (pattern.length <= 500 && compilePattern(pattern).ok) return { pattern };
  drafting.open(
    "feld",
    `${nameOf(id, field)}: das Muster ${pattern.slice(0, 200)} kann so nicht geprüft werden; als JavaScript-Muster schreiben.`,
  );
  return {};
}

/** Least and greatest number; a bound that is no such number becomes a task. */
export function numberPrecision(field: Datenfeld, id: string, drafting: Drafting): { min?: number; max?: number } {
  const bound = (text: string | undefined): number | undefined => {
    if (text === undefined || text.trim() === "") return undefined;
    const value = Number(text.trim().replace(",", "."));
    if (Number.isFinite(value) && (field.datentyp !== "num_int" || Number.isSafeInteger(value))) return value;
    drafting.open("feld", `${nameOf(id, field)}: die Grenze ${text.slice(0, 60)} ist keine Zahl dieses Feldes.`);
    return undefined;
  };
  const min = bound(field.praezisierung?.minValue);
  const max = bound(field.praezisierung?.maxValue);
  if (leavesNothing(field, id, min, max, drafting)) return {};
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/** Earliest and latest day, as FEEL. */
export function datePrecision(field: Datenfeld, id: string, drafting: Drafting): { min?: string; max?: string } {
  const bound = (text: string | undefined): string | undefined => {
    if (text === undefined || text.trim() === "") return undefined;
    if (isDay(text.trim())) return `date("${text.trim()}")`;
    drafting.open("feld", `${nameOf(id, field)}: die Grenze ${text.slice(0, 60)} ist kein Datum; als FEEL schreiben.`);
    return undefined;
  };
  const min = bound(field.praezisierung?.minValue);
  const max = bound(field.praezisierung?.maxValue);
  if (leavesNothing(field, id, min, max, drafting)) return {};
  return { ...(min && { min }), ...(max && { max }) };
}

/** Bounds the wrong way round are a mistake of the schema: nobody could fill the field in. */
function leavesNothing<T extends number | string>(
  field: Datenfeld,
  id: string,
  min: T | undefined,
  max: T | undefined,
  drafting: Drafting,
) {
  const nothing = min !== undefined && max !== undefined && min > max;
  if (nothing) drafting.open("feld", `${nameOf(id, field)}: zwischen den Grenzen liegt kein Wert; wohl vertauscht.`);
  return nothing;
}

/** "2020-02-30" looks like a day and is none: a limit that is none would let everything pass. */
function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return day !== undefined && !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}
