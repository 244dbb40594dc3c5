import { Temporal } from "temporal-polyfill";
import { isDuration, isInstant, workingDaysIn, type Due, type DueAt } from "../model/due.ts";
import type { Variables } from "../model/expression.ts";

/** German law counts in legal days: "P14D" keeps the hour of the wall clock over the change to summer time. */
const zone = "Europe/Berlin";

/** When it is due, with the expression that gave it; `due` is undefined where the expression is null. */
export function dueAt(
  due: Due,
  variables: Variables,
  at: string,
): { ok: true; due?: DueAt } | { ok: false; why: string } {
  if (due.type === "fixed") return read(due.text, due.text, at);
  const result = due.expression.evaluate(variables, at);
  if (!result.ok) return result;
  if (result.value === null) return { ok: true };
  const found = read(String(result.value), due.expression.source, at);
  return found.ok && Object.keys(result.read).length > 0
    ? { ok: true, due: { ...found.due, values: result.read } }
    : found;
}

function read(text: string, expression: string, at: string): { ok: true; due: DueAt } | { ok: false; why: string } {
  const workingDays = workingDaysIn(text);
  if (workingDays !== undefined) return { ok: true, due: { workingDays, after: at, expression } };
  try {
    if (isDuration(text)) return { ok: true, due: { at: after(at, text), expression } };
    if (isInstant(text)) return { ok: true, due: { at: instant(text), expression } };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a date such as 30 February
  }
  return { ok: false, why: `${expression} gives no time: ${text.slice(0, 80)}` };
}

/** The instant a duration after another. */
export function after(at: string, duration: string): string {
  const start = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  return start.add(Temporal.Duration.from(duration)).toInstant().toString();
}

function instant(text: string): string {
  if (/(Z|[+-]\d{2}:\d{2})$/.test(text) && text.includes("T")) return Temporal.Instant.from(text).toString();
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant().toString();
}
