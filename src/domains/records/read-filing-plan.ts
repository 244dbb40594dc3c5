import type { DisposalRule, FilingPlanEntry } from "./filing-plan.ts";

/** What is wrong in a line, as a sentence for the one who keeps the file. */
export interface PlanProblem {
  line: number;
  text: string;
}

const heads = ["Nummer", "Titel", "Jahre", "Frist ab", "Aussonderung", "Zugriff"] as const;
const starts: Record<string, FilingPlanEntry["retentionFrom"]> = { jahresende: "year-end", abschluss: "closure" };
const rules: Record<string, DisposalRule> = { vernichten: "destroy", anbieten: "offer" };
const most = 5_000;

/**
 * Reads a filing plan from CSV: UTF-8, semicolons, the head line "Nummer;Titel;Jahre;Frist ab;Aussonderung;Zugriff".
 * What an entry leaves empty it has from the one above it ("20.4" from "20"): years, start, disposal and readers.
 */
export function readFilingPlan(text: string): { entries: FilingPlanEntry[]; problems: PlanProblem[] } {
  const problems: PlanProblem[] = [];
  const entries = new Map<string, FilingPlanEntry>();
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const [head = "", ...rest] = lines;
  if (cellsOf(head)?.join(";") !== heads.join(";"))
    return { entries: [], problems: [{ line: 1, text: `Die erste Zeile muss lauten: ${heads.join(";")}` }] };
  if (rest.length > most)
    return { entries: [], problems: [{ line: most, text: `Höchstens ${most} Zeilen sind möglich.` }] };
  for (const [index, row] of rest.entries()) {
    if (row.trim() === "") continue;
    const line = index + 2;
    const refuse = (said: string): void => void problems.push({ line, text: said });
    const cells = cellsOf(row);
    if (!cells) {
      refuse("Ein Anführungszeichen ist nicht geschlossen.");
      continue;
    }
    if (cells.length > heads.length) {
      refuse(
        `Es sind ${cells.length} Spalten, höchstens ${heads.length} gehören dazu. Text mit Semikolon in "…" setzen.`,
      );
      continue;
    }
    const [number = "", title = "", years = "", from = "", disposal = "", readers = ""] = cells;
    const parent = parentOf(number, entries);
    if (!/^\d{1,4}(\.\d{1,4}){0,5}$/.test(number)) refuse(`„${number}“ ist keine Nummer. Zum Beispiel: 20.4`);
    else if (entries.has(number)) refuse(`Die Nummer ${number} steht schon weiter oben.`);
    else if (number.includes(".") && !entries.has(number.slice(0, number.lastIndexOf("."))))
      refuse(`Zu ${number} fehlt darüber der Eintrag ${number.slice(0, number.lastIndexOf("."))}.`);
    if (title === "") refuse("Der Titel fehlt.");
    if (title.length > 200) refuse("Der Titel ist länger als 200 Zeichen.");
    if (years !== "" && !(/^\d{1,3}$/.test(years) && Number(years) <= 100))
      refuse(`„${years}“ ist keine Zahl von 0 bis 100 Jahren.`);
    if (from !== "" && !(from.toLowerCase() in starts))
      refuse(`„Frist ab“ ist „Abschluss“ oder „Jahresende“, nicht „${from}“.`);
    if (disposal !== "" && !(disposal.toLowerCase() in rules))
      refuse(`„Aussonderung“ ist „vernichten“ oder „anbieten“, nicht „${disposal}“.`);
    const kinds = readers
      .split(",")
      .map((kind) => kind.trim())
      .filter(Boolean);
    for (const kind of kinds.filter((one) => !/^[a-z][a-z0-9-]*$/.test(one)))
      refuse(`„${kind}“ ist keine Art von Amt. Zum Beispiel: steueramt`);
    entries.set(number, {
      number,
      title,
      retentionYears: years === "" ? (parent?.retentionYears ?? null) : Number(years),
      retentionFrom: starts[from.toLowerCase()] ?? parent?.retentionFrom ?? "year-end",
      disposal: rules[disposal.toLowerCase()] ?? parent?.disposal ?? "offer",
      readers: kinds.length > 0 ? kinds : (parent?.readers ?? []),
    });
  }
  if (entries.size === 0 && problems.length === 0) problems.push({ line: 2, text: "Der Aktenplan ist leer." });
  return { entries: problems.length > 0 ? [] : [...entries.values()], problems };
}

/** The plan as CSV that `readFilingPlan` reads back alike. */
export function writeFilingPlan(entries: readonly FilingPlanEntry[]): string {
  const named = <T extends string>(words: Record<string, T>, value: T): string =>
    Object.keys(words).find((word) => words[word] === value) ?? "";
  const rows = entries.map(({ number, title, retentionYears, retentionFrom, disposal, readers }) => [
    number,
    title,
    retentionYears === null ? "" : String(retentionYears),
    named(starts, retentionFrom),
    named(rules, disposal),
    readers.join(","),
  ]);
  return [heads, ...rows].map((cells) => `${cells.map(quoted).join(";")}\r\n`).join("");
}

const parentOf = (number: string, entries: ReadonlyMap<string, FilingPlanEntry>): FilingPlanEntry | undefined =>
  entries.get(number.slice(0, Math.max(0, number.lastIndexOf("."))));

/** A cell that a spreadsheet could take for a formula begins with an apostrophe (fault I6). */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[;"\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The cells of a line; undefined when a quotation mark stays open. */
function cellsOf(line: string): string[] | undefined {
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const found = /^\s*"((?:[^"]|"")*)"\s*(;|$)|^([^;"]*)(;|$)/.exec(rest);
    if (!found) return undefined;
    cells.push((found[1]?.replaceAll('""', '"') ?? found[3] ?? "").trim().replace(/^'(?=[=+\-@])/, ""));
    if ((found[2] ?? found[4]) === "") return cells;
    rest = rest.slice(found[0].length);
  }
}
