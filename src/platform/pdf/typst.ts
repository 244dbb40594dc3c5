import type { Paper, PaperBlock, PaperPiece } from "./paper.ts";

/** A Typst source for a paper. Every text enters as a string literal, so no content can become markup or code. */
export function toTypst(paper: Paper): string {
  return [documentOf(paper.title, paper), setting, sheet(paper, 1)].join("\n");
}

/** Several papers in one document: each on pages of its own, with its own language, head and page numbers. */
export function allToTypst(title: string, papers: readonly Paper[]): string {
  const [first] = papers;
  if (!first) throw new Error("nothing to print");
  return [documentOf(title, first), setting, ...papers.map((paper, index) => sheet(paper, index + 1))].join("\n");
}

const documentOf = (title: string, { author, language }: Paper): string =>
  `#set document(title: ${literal(title)}, author: ${literal(author)})\n#set text(lang: ${literal(language.slice(0, 2))})`;

const setting = [
  `#set text(font: "Fira Sans", size: 10.5pt, fill: rgb("#162429"))`,
  `#set par(leading: 0.62em, spacing: 1.15em)`,
  // A word that fills half a line and more may be broken every dozen letters, as on the page: nothing is cut off.
  `#show regex("\\\\S{48,}"): it => it.text.clusters().chunks(12).map(part => part.join()).join(sym.zws)`,
  `#show heading: it => block(above: 1.5em, below: 0.7em, text(weight: 600, it.body))`,
].join("\n");

/** One paper; `number` marks its end, so that its pages are counted alone. */
function sheet(paper: Paper, number: number): string {
  const end = `<ende-${number}>`;
  const footer = `context { set text(size: 8pt, fill: rgb("#4c595e")); [#${literal(paper.author)} #h(1fr) #counter(page).display()#" / "#counter(page).at(${end}).first()] }`;
  return [
    `#page(paper: "a4", margin: (left: 25mm, right: 20mm, top: 20mm, bottom: 22mm), footer: ${footer})[`,
    `#counter(page).update(1)`,
    `#set text(lang: ${literal(paper.language.slice(0, 2))})`,
    letterhead(paper),
    `#v(6mm)`,
    `#heading(level: 1, ${literal(paper.title)})`,
    ...paper.blocks.map(block),
    paper.closing ? closing(paper.closing) : "",
    paper.foot ? foot(paper.foot) : "",
    `#metadata(none) ${end}`,
    `]`,
  ].join("\n");
}

function letterhead({ author, crest, sender, recipient, facts }: Paper): string {
  const right = sender.map((line) => `#text(size: 9pt, ${literal(line)})`).join(" \\\n");
  const to = recipient ? recipient.map((line) => `#${literal(line)}`).join(" \\\n") : "";
  const arms = crest ? `#pdf.artifact(image(bytes(${literal(crest)}), format: "svg", height: 13mm))` : "";
  return `#grid(columns: (${arms ? "auto, " : ""}1fr, auto), column-gutter: 4mm, align: (${arms ? "left + top, " : ""}left + horizon, right + top),
${arms ? `[${arms}],` : ""} text(size: 13pt, weight: 600, ${literal(author)}), [${right}])
${to ? `#v(4mm)\n#block[${to}]\n#v(8mm)` : "#v(2mm)"}
${facts.length > 0 ? factsRow(facts) : ""}`;
}

/** The facts side by side, three in a row, each under its name: however long one is, none runs into the next. */
function factsRow(facts: Paper["facts"]): string {
  const cells = facts.map(
    ([label, value]) =>
      `[#text(size: 8pt, fill: rgb("#4c595e"), ${literal(label)}) \\\n#text(size: 9pt, weight: 600, ${literal(value)})]`,
  );
  const columns = Array.from({ length: Math.min(3, facts.length) }, () => "1fr").join(", ");
  return `#grid(columns: (${columns},), column-gutter: 6mm, row-gutter: 3mm, ${cells.join(", ")})`;
}

function block(entry: PaperBlock): string {
  switch (entry.kind) {
    case "heading":
      return `#heading(level: ${entry.level}, ${literal(entry.text)})`;
    case "paragraph":
      return `#par[${entry.pieces.map(piece).join("")}]`;
    case "list":
      return `#${entry.ordered ? "enum" : "list"}(${entry.items.map(cell).join(", ")})`;
    case "columns": {
      const columns = entry.header.map(() => "auto").join(", ");
      return `${tableOf(
        columns,
        entry.header.map((pieces) => `[#text(size: 9pt, weight: 600)${cell(pieces)}]`),
      )}${entry.rows.flat().map(cell).join(", ")})`;
    }
    case "table": {
      const cells = entry.rows.flatMap(([label, lines]) => [
        `[#text(fill: rgb("#4c595e"), ${literal(label)})]`,
        `[${lines.map((line) => `#${literal(line)}`).join(" \\\n") || "–"}]`,
      ]);
      const head = entry.header.map((title) => `[#text(size: 9pt, weight: 600, ${literal(title)})]`);
      return `${tableOf("38%, 1fr", head)}${cells.join(", ")})`;
    }
  }
}

/** A table as far as its first row; its cells and the bracket follow. */
const tableOf = (columns: string, header: string[]): string =>
  `#table(columns: (${columns},), stroke: (x, y) => (bottom: 0.4pt + rgb("#cac7bf")), inset: (x, y) => (left: if x == 0 { 0pt } else { 10pt }, right: 0pt, y: 5pt), table.header(${header.join(", ")}), `;

const cell = (pieces: PaperPiece[]): string => `[${pieces.map(piece).join("")}]`;

const piece = ({ text, strong }: PaperPiece): string => (strong ? `#strong(${literal(text)})` : `#${literal(text)}`);

const closing = (lines: string[]): string =>
  `#v(3mm)\n#block(breakable: false)[${lines.map((line) => `#${literal(line)}`).join(" \\\n")}]`;

const foot = (lines: string[]): string =>
  `#v(8mm)\n#line(length: 100%, stroke: 0.4pt + rgb("#cac7bf"))\n#block[#text(size: 9pt)[${lines.map((line) => `#${literal(line)}`).join(" \\\n")}]]`;

/** A Typst string literal: only quote and backslash mean something in it; line ends and controls are written as code points. */
function literal(text: string): string {
  const safe = text.toWellFormed().replaceAll(/[\\"]/g, "\\$&");
  return `"${safe.replaceAll(/\p{Cc}/gu, (character) => (character === "\n" ? "\\n" : " "))}"`;
}
