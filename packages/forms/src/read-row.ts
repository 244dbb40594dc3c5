import type { AnswerProblem, Answers } from "./answer.ts";
import type { Form } from "./form.ts";
import type { PageInput } from "./read-page.ts";

/** Between the options of one cell. */
const separator = ";";

export interface RowReading {
  answers: Answers;
  faults: AnswerProblem[];
}

/**
 * Reads one row of a table (CSV) as people fill it in. The heading of a column is the path of an answer: "hundename",
 * "kinder.0.vorname", "anschrift.postcode", "geburtstag" or "geburtstag.day". Cells are read like words on a page; an
 * empty cell is no answer; several options stand in one cell, separated by ";".
 */
export function readRow(form: Form, row: Readonly<Record<string, string>>): RowReading {
  const used = new Set<string>();
  const cells = new Map(Object.entries(row).filter(([, cell]) => cell !== ""));
  const lengths = countEntries([...cells.keys()]);
  const values = (name: string): readonly string[] => {
    if (name.endsWith("._anzahl")) {
      const count = lengths.get(name.slice(0, -"._anzahl".length));
      return count === undefined ? [] : [String(count)];
    }
    const cell = cells.get(name);
    if (cell === undefined) return [];
    used.add(name);
    const node = form.at(name);
    return node?.kind === "field" && node.type.several ? cell.split(separator) : [cell];
  };
  const input: PageInput = { values };
  let answers: Answers = {};
  const faults: AnswerProblem[] = [];
  for (const { id } of form.pages) {
    const reading = form.read(id, input, answers);
    answers = reading.answers;
    faults.push(...reading.faults);
  }
  for (const name of cells.keys()) if (!used.has(name)) faults.push({ path: name, code: "unknownField" });
  return { answers, faults };
}

/** How many entries a list has by the numbers in the headings: "kinder.1.vorname" makes two. */
function countEntries(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    const steps = name.split(".");
    for (let at = 1; at < steps.length; at++) {
      if (!/^\d{1,3}$/.test(steps[at]!)) continue;
      const list = steps.slice(0, at).join(".");
      counts.set(list, Math.max(counts.get(list) ?? 0, Number(steps[at]) + 1));
    }
  }
  return counts;
}
