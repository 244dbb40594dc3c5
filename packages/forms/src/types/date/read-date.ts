import { date as feelDate } from "@allmende/feel";
import { plainDigits } from "../text/tidy.ts";

const months = ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"];
const otherSpellings: Record<string, number> = { mar: 3, mae: 3, may: 5, oct: 10, dec: 12, mrz: 3, jän: 1 };

function monthOf(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const start = text.toLocaleLowerCase("de").slice(0, 3);
  const index = months.indexOf(start);
  return index >= 0 ? index + 1 : otherSpellings[start];
}

/** Two-digit years: up to ten years ahead belong to this century, others to the last. */
function yearOf(text: string): number | undefined {
  if (/^\d{4}$/.test(text)) return Number(text);
  if (!/^\d{2}$/.test(text)) return undefined;
  return Number(text) <= 36 ? 2000 + Number(text) : 1900 + Number(text);
}

/** An ISO day from its three parts, if the calendar has it. */
export function isoDay(day: string, month: string, year: string): string | undefined {
  const y = yearOf(year);
  const m = monthOf(month.replace(/\.$/, ""));
  const d = /^\d{1,2}\.?$/.test(day) ? Number.parseInt(day, 10) : undefined;
  if (y === undefined || m === undefined || d === undefined) return undefined;
  const iso = `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
  return feelDate(iso) ? iso : undefined;
}

/** "20240201", as files are named; only where no day can stand first. */
function isoInOnePiece(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  return year && isoDay(day!, month!, year);
}

/** What people write around a date: the day of the week, "den", "am", a full stop behind it. */
const before =
  /^(?:(?:(?:mo|di|mi|do|fr|sa|so)\.?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)\s*,?\s+)?(?:den\s+|am\s+)?/i;

/**
 * A date written in one piece, as people do: "3.11.2026", "03/11/26", "2026-11-03", "3. November 2026", "03112026",
 * "20261103", "Di, 3.11.2026", "November 3rd, 2026".
 */
export function readDate(typed: string): string | undefined {
  if (typed.length > 60) return undefined;
  const text = plainDigits(typed)
    .trim()
    .replace(before, "")
    .replace(/(?<=\d{2})[.,]$/, "");
  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (iso) return isoDay(iso[4]!, iso[3]!, iso[1]!);
  const digits = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text);
  if (digits) return isoDay(digits[1]!, digits[2]!, digits[3]!) ?? isoInOnePiece(text);
  const parts =
    /^(\d{1,2})(?:st|nd|rd|th)?\s*[.\-‐–—−/ ]\s*(\d{1,2}|\p{L}{3,9})\.?,?\s*[.\-‐–—−/ ]?\s*['’]?(\d{4}|\d{2})$/u.exec(
      text,
    );
  if (parts) return isoDay(parts[1]!, parts[2]!, parts[3]!);
  const english = /^(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u.exec(text);
  return english ? isoDay(english[2]!, english[1]!, english[3]!) : undefined;
}
