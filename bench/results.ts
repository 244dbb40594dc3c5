/** The file of results: a run of some parts replaces their rows and sections and leaves the others as they were. */
import type { Chapter } from "./report.ts";

/** Where a section begins and the rows of its verdicts; `made` says by what and when it was measured. */
export function mergeResults(before: string, chapters: readonly Chapter[], made: readonly string[]): string {
  let text = before;
  for (const { title, verdicts, lines } of chapters) {
    const rows = verdicts.map(
      ({ goal, measured, holds }) => `| ${title}: ${goal} | ${measured} | ${holds ? "yes" : "**no**"} |`,
    );
    const own = (line: string): boolean => line.startsWith(`| ${title}: `);
    const table = text.split("\n");
    const first = table.findIndex(own);
    const after = table.findLastIndex((line) => line.startsWith("| G"));
    const kept = table.filter((line) => !own(line));
    kept.splice(first >= 0 ? first : after + 1, 0, ...rows);
    text = withSection(kept.join("\n"), `## ${title}`, [...made, "", ...lines]);
  }
  return `${text.trimEnd()}\n`;
}

/** The section under a heading replaced, or added at the end. */
function withSection(text: string, heading: string, lines: readonly string[]): string {
  const section = [heading, "", ...lines].join("\n").trimEnd();
  const start = text.indexOf(`${heading}\n`);
  if (start < 0) return `${text.trimEnd()}\n\n${section}\n`;
  const end = text.indexOf("\n## ", start + 1);
  return `${text.slice(0, start)}${section}\n${end < 0 ? "" : text.slice(end)}`;
}
