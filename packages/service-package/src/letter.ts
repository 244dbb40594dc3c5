/**
 * A letter template: blocks with ids, Markdown inside, FEEL in braces.
 *
 *   [betreff]
 *   Hundesteuer: Ihr Hund {hundename} ist angemeldet
 *
 *   [befreiung when herkunft = "tierheim"]
 *   Bis zum {befreit_bis} zahlen Sie keine Steuer.
 *
 * `{expression | euro}` writes cents as an amount. What an expression gives is inserted as text, never as Markdown.
 */
import {
  compile,
  type FeelContext,
  type FeelExpression,
  FeelDate,
  FeelTime,
  isNumber,
  toJson,
  type FeelValue,
} from "@allmende/feel";
import MarkdownIt from "markdown-it";

/** A piece of a line: fixed text, or what came from answers and rules (`inserted`). */
export interface Piece {
  text: string;
  strong?: boolean;
  inserted?: boolean;
}

export type LetterBlock =
  | { kind: "paragraph"; id: string; pieces: Piece[] }
  | { kind: "heading"; id: string; pieces: Piece[] }
  | { kind: "list"; id: string; ordered?: true; items: Piece[][] }
  | { kind: "columns"; id: string; header: Piece[][]; rows: Piece[][][] };

/** A letter with all values inserted: what the PDF and the page are made from. */
export interface RenderedLetter {
  language: string;
  subject: string;
  blocks: LetterBlock[];
  /** Ids of the blocks in which something should be inserted and nothing is known. */
  gaps: string[];
}

interface TemplateBlock {
  id: string;
  line: number;
  when?: FeelExpression;
  markdown: string;
  slots: { expression: FeelExpression; format?: string }[];
}

export interface LetterTemplate {
  language: string;
  blocks: TemplateBlock[];
}

export interface LetterProblem {
  line: number;
  message: string;
}

const markdown = new MarkdownIt("zero").enable(["emphasis", "list", "heading", "table"]);
const open = "\uE000";
const close = "\uE001";

export function compileLetter(
  source: string,
  language: string,
  names: readonly string[],
): { ok: true; letter: LetterTemplate } | { ok: false; problems: LetterProblem[] } {
  const problems: LetterProblem[] = [];
  const blocks: TemplateBlock[] = [];
  const bind = (text: string, line: number): FeelExpression | undefined => {
    const compiled = compile(text, { names });
    if (compiled.ok) return compiled.expression;
    problems.push({ line, message: compiled.problems.map((problem) => problem.message).join("; ") });
    return undefined;
  };
  source.split("\n").forEach((text, index) => {
    const line = index + 1;
    const head = /^\[([a-z]\w*)(?:\s+when\s+(.+))?\]\s*$/.exec(text);
    if (head) {
      if (blocks.some((block) => block.id === head[1]))
        problems.push({ line, message: `the block ${head[1]} stands twice` });
      blocks.push({ id: head[1]!, line, when: head[2] ? bind(head[2], line) : undefined, markdown: "", slots: [] });
      return;
    }
    const block = blocks.at(-1);
    if (!block) {
      if (text.trim())
        problems.push({ line, message: "text before the first block; begin with a line such as [betreff]" });
      return;
    }
    block.markdown += `${text.replaceAll(
      /\{([^{}|]+)(?:\|\s*(\w+)\s*)?\}/g,
      (_, expression: string, format?: string) => {
        const bound = bind(expression.trim(), line);
        if (bound) block.slots.push({ expression: bound, format });
        return `${open}${block.slots.length - 1}${close}`;
      },
    )}\n`;
  });
  if (!blocks.some((block) => block.id === "betreff"))
    problems.push({ line: 1, message: "a letter needs a block [betreff], its subject" });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, letter: { language, blocks } };
}

export function renderLetter(template: LetterTemplate, context: FeelContext): RenderedLetter {
  const blocks: LetterBlock[] = [];
  const gaps: string[] = [];
  let subject = "";
  for (const block of template.blocks) {
    if (block.when && block.when.evaluate(context) !== true) continue;
    const drawn = renderBlock(block, context, template.language);
    if (drawn.some(hasGap)) gaps.push(block.id);
    if (block.id === "betreff") subject = drawn.map(plainText).join(" ");
    else blocks.push(...drawn);
  }
  return { language: template.language, subject, blocks, gaps };
}

function hasGap(block: LetterBlock): boolean {
  return linesOf(block)
    .flat(2)
    .some(({ text, inserted }) => inserted && text.trim() === "");
}

/** The words of a block, without its marks. */
export function plainText(block: LetterBlock): string {
  const join = (pieces: Piece[]): string => pieces.map((piece) => piece.text).join("");
  return linesOf(block)
    .map((cells) => cells.map(join).join(" "))
    .join("\n");
}

/** What stands in a block: its lines, each of one cell or several. */
function linesOf(block: LetterBlock): Piece[][][] {
  if (block.kind === "list") return block.items.map((item) => [item]);
  return block.kind === "columns" ? [block.header, ...block.rows] : [[block.pieces]];
}

/** A list within a list becomes part of the outer one: a letter has no steps to the right. */
function renderBlock(block: TemplateBlock, context: FeelContext, language: string): LetterBlock[] {
  const { id } = block;
  const result: LetterBlock[] = [];
  const lists: Extract<LetterBlock, { kind: "list" }>[] = [];
  let heading = false;
  let cells: Piece[][] | undefined;
  for (const token of markdown.parse(block.markdown.trim(), {})) {
    if (token.type === "bullet_list_open" || token.type === "ordered_list_open") {
      const ordered = token.type === "ordered_list_open";
      lists.push(lists[0] ?? { kind: "list", id, ...(ordered && { ordered }), items: [] });
    } else if (token.type === "bullet_list_close" || token.type === "ordered_list_close") {
      const list = lists.pop();
      if (list && lists.length === 0) result.push(list);
    } else if (token.type === "heading_open") heading = true;
    else if (token.type === "table_open") result.push({ kind: "columns", id, header: [], rows: [] });
    else if (token.type === "tr_open") cells = [];
    else if (token.type === "tr_close" && cells) {
      const table = result.at(-1);
      if (table?.kind === "columns" && table.header.length > 0) table.rows.push(cells);
      else if (table?.kind === "columns") table.header = cells;
      cells = undefined;
    } else if (token.type === "inline") {
      const pieces = inline(token.children ?? [], block, context, language);
      if (cells) cells.push(pieces);
      else if (lists[0]) lists[0].items.push(pieces);
      else result.push({ kind: heading ? "heading" : "paragraph", id, pieces });
      heading = false;
    }
  }
  return result;
}

function inline(
  tokens: { type: string; content: string }[],
  block: TemplateBlock,
  context: FeelContext,
  language: string,
): Piece[] {
  const pieces: Piece[] = [];
  let strong = false;
  for (const token of tokens) {
    if (token.type === "strong_open") strong = true;
    else if (token.type === "strong_close") strong = false;
    else if (token.type === "softbreak" || token.type === "hardbreak") pieces.push({ text: " " });
    else if (token.type === "text") {
      for (const part of token.content.split(/(\uE000\d+\uE001)/)) {
        if (part === "") continue;
        const slot = part.startsWith(open) ? block.slots[Number(part.slice(1, -1))] : undefined;
        const text = slot ? written(slot.expression.evaluate(context), slot.format, language) : part;
        pieces.push({ text, ...(strong && { strong }), ...(slot && { inserted: true }) });
      }
    }
  }
  return pieces;
}

/** A value as a letter writes it. */
function written(value: FeelValue, format: string | undefined, language: string): string {
  if (value === null) return "";
  if (format === "euro" && isNumber(value)) {
    return new Intl.NumberFormat(language, { style: "currency", currency: "EUR" }).format(value.toNumber() / 100);
  }
  if (value instanceof FeelDate) return writtenDate(value, language);
  // "14:30": people do not give seconds, and the word around it ("Uhr") is the template's.
  if (value instanceof FeelTime) return value.toString().slice(0, 5);
  if (isNumber(value))
    return new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 20 }).format(value.toNumber());
  if (typeof value === "string") return isoDay.test(value) ? writtenDate(value, language) : value;
  const plain = toJson(value);
  return Array.isArray(plain) ? plain.map(String).join(", ") : String(plain);
}

const isoDay = /^\d{4}-\d{2}-\d{2}$/;

function writtenDate(date: FeelDate | string, language: string): string {
  const instant = new Date(`${date.toString()}T00:00:00Z`);
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(
    instant,
  );
}
