/** Something a person must still do before the package can be released. */
export interface OpenTask {
  /** What it is about: "liste", "regel R60000000023", "service.yaml" … */
  topic: string;
  text: string;
  /** The machine did it; it stands there for a person to look at. */
  done?: true;
}

/** OPEN.md of a draft: one line per task, to be ticked, waived or taken out. */
export function writeOpenTasks(title: string, tasks: readonly OpenTask[]): string {
  const lines = tasks.map(lineOf);
  return `# Offen: ${title.replaceAll(/\s+/g, " ")}

Jede Zeile ist eine Aufgabe. Erledigt ist sie, wenn sie angekreuzt (\`- [x]\`) oder gelöscht ist.
Auf eine Regel verzichten: ankreuzen und den Grund dahinter schreiben, \`- [x] … (verzichtet: Grund)\`.

${lines.join("\n")}
`;
}

const lineOf = ({ topic, text, done }: OpenTask): string =>
  `- [${done ? "x" : " "}] ${`${topic}: ${text}`.replaceAll(/\s+/g, " ").trim()}`;

/** Further tasks below those that stand in OPEN.md; one that stands there already is not repeated. */
export function addOpenTasks(text: string, tasks: readonly OpenTask[]): string {
  const known = new Set(text.split("\n"));
  const lines = tasks.map(lineOf).filter((line) => !known.has(line));
  if (lines.length === 0) return text;
  let end = text.length;
  while (text[end - 1] === "\n") end -= 1;
  const above = text.trim() === "" ? "# Offen\n\n" : `${text.slice(0, end)}\n`;
  return `${above}${lines.join("\n")}\n`;
}

/** Ticks the open lines that ask for the code list of these fields; the list's name follows, so that one sees why. */
export function tickListTasks(text: string, fields: readonly string[], list: string): string {
  const name = list.replaceAll(/[\s()]+/g, " ").trim();
  return text
    .split("\n")
    .map((line) => {
      const found = /^(\s*[-*+]\s*\[)([^\]]{0,3})(\]\s*liste:\s*(\w+).*?)(\r?)$/.exec(line);
      const [, bullet, box = "", task, field = "", end] = found ?? [];
      if (!found || box.trim().toLowerCase() === "x" || !fields.includes(field)) return line;
      return `${bullet}x${task} (Auswahl aus der Liste ${name})${end}`;
    })
    .join("\n");
}

/** A line of OPEN.md that is not done, or a waiver without its reason. */
export interface OpenLine {
  line: number;
  task: string;
  why: "open" | "waived-without-reason";
}

/** Reads OPEN.md as people edit it; a box with anything but an x in it is open. */
export function readOpenTasks(text: string): OpenLine[] {
  return text.split("\n").flatMap((content, index): OpenLine[] => {
    const found = /^\s*[-*+]\s*\[([^\]]{0,3})\]\s*(.*)$/.exec(content);
    if (!found) return [];
    const [, box = "", task = ""] = found;
    const line = index + 1;
    if (box.trim().toLowerCase() !== "x") return [{ line, task: task.trim(), why: "open" }];
    const waived = /\(\s*verzichtet\b([^)]*)/i.exec(task);
    const reason = waived?.[1]?.replace(/^\s*:/, "").trim();
    return waived && !reason ? [{ line, task: task.trim(), why: "waived-without-reason" }] : [];
  });
}
