/** A piece of a rule's text. `word` is the text in lower case: German rules are written in every case. */
export type Token = { kind: TokenKind; text: string; word: string; start: number; end: number };
export type TokenKind = "reference" | "quoted" | "operator" | "number" | "word" | "mark";
export type Tokens = { ok: true; text: string; tokens: Token[] } | { ok: false; reason: string };

const quotes = `"'„“”‚‘’»«›‹`;
const reference = /(?:[GF]\d{5,}(?:V\d+(?:\.\d+)*)?\.)*[GF]\d{5,}(?:V\d+(?:\.\d+)*)?(?![\p{L}\p{N}])/uy;
/** "F60000000231V1.1", "F60000000231 (V1.1)": which version is meant changes nothing inside one schema. */
const attachedVersion = /(?<=\d)V\d+(?:\.\d+)*/g;
const looseVersion = /\s?(?:\((?:V|Version )\d+(?:\.\d+)+\)|(?:V|Version )\d+(?:\.\d+)+(?![\p{L}\p{N}]))/uy;
/** "- Wenn …", "2. Wenn …": the mark of a list, at the head of a line behind a finished one. */
const listMark = /(^|[.;!]\s*\n)[ \t]*(?:[-–•*]|\d{1,2}[.)])[ \t]+(?=\p{Lu})/gu;
const patterns: readonly [TokenKind, RegExp][] = [
  ["reference", reference],
  ["mark", /-+>|→|⇒/y],
  ["operator", /===|==|<>|!=|<=|>=|=<|=>|[=≠≤≥<>]/y],
  ["number", /\d+(?:[.,]\d+)*/y],
  // "z.B.", "e.V.": the full stop does not end a sentence.
  ["word", /bzw\./iy],
  ["word", /\p{L}\.(?:\s?\p{L}\.)+|\p{L}\.\p{L}(?!\p{L})/uy],
  ["word", /\p{L}(?:[\p{L}\p{M}\p{N}]|[-/_:&*](?=[\p{L}\p{N}]))*/uy],
  ["mark", /[^\s]/uy],
];

/** Cuts a rule into tokens. Refused where a quotation mark has no partner: what is quoted can then only be guessed. */
export function tokenize(rule: string): Tokens {
  const text = rule.trim().replace(listMark, "$1").replace(/\s+/g, " ").trim();
  const tokens: Token[] = [];
  const add = (kind: TokenKind, content: string, start: number, end: number) =>
    tokens.push({ kind, text: content, word: content.toLocaleLowerCase("de"), start, end });

  for (let at = 0; at < text.length;) {
    if (text[at] === " " || isBracket(text, at, tokens.at(-1))) at += 1;
    else if (quotes.includes(text[at]!) && quotedReference(text, at)) {
      // "F00001027 Krankenversicherung vorhanden" in one pair of marks is the id and its name.
      const [id, name, end] = quotedReference(text, at)!;
      add("reference", id.replace(attachedVersion, ""), at + 1, at + 1 + id.length);
      add("quoted", name, at + 1 + id.length, end);
      at = end;
    } else if (quotes.includes(text[at]!)) {
      const end = isStray(text, at, tokens.at(-1)) ? at + 1 : closingQuote(text, at);
      if (end === undefined) return { ok: false, reason: `the quotation mark at ${at + 1} is not closed` };
      if (end > at + 1) {
        const content = text.slice(at + 1, end - 1).trim();
        if (holdsReference(content)) return { ok: false, reason: `the quotation at ${at + 1} holds an id` };
        add("quoted", content, at, end);
      }
      at = end;
    } else {
      const [kind, found] = match(text, at);
      add(kind, kind === "reference" ? found.replace(attachedVersion, "") : found, at, at + found.length);
      at += found.length;
      looseVersion.lastIndex = at;
      if (kind === "reference" && looseVersion.test(text)) at = looseVersion.lastIndex;
    }
  }
  return { ok: true, text, tokens };
}

function match(text: string, at: number): [TokenKind, string] {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return [kind, found[0]];
  }
  return ["mark", text[at]!];
}

/** "[F1]" */
function isBracket(text: string, at: number, before: Token | undefined): boolean {
  reference.lastIndex = at + 1;
  return text[at] === "[" ? reference.test(text) : text[at] === "]" && before?.kind === "reference";
}

/** A mark too many: right before an id, or right after a quotation that has just closed. */
function isStray(text: string, at: number, before: Token | undefined): boolean {
  reference.lastIndex = at + 1;
  return reference.test(text) || (before?.kind === "quoted" && before.end === at);
}

/** The id, the name and the end of a quotation that begins with an id and holds nothing else but its name. */
function quotedReference(text: string, at: number): [id: string, name: string, end: number] | undefined {
  reference.lastIndex = at + 1;
  const id = reference.exec(text)?.[0];
  const from = at + 1 + (id?.length ?? 0);
  if (id === undefined || !/^[ :–-]/.test(text.slice(from, from + 1))) return undefined;
  let end = from;
  while (end < text.length && !quotes.includes(text[end]!)) end += 1;
  const name = text
    .slice(from, end)
    .replace(/^[ :–-]+/, "")
    .trim();
  if (end === text.length || name === "" || /[=<>≠]/.test(name) || holdsReference(name)) return undefined;
  return /[\p{L}\p{N}]/u.test(text[end + 1] ?? "") ? undefined : [id, name, end + 1];
}

/** Real texts open with one kind of mark and close with another; what counts is that no letter follows. */
function closingQuote(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at += 1)
    if (quotes.includes(text[at]!) && at > from + 1 && !/[\p{L}\p{N}]/u.test(text[at + 1] ?? "")) return at + 1;
  return undefined;
}

function holdsReference(content: string): boolean {
  return /(?:^|[^\p{L}\p{N}])[GF]\d{5,}(?![\p{L}\p{N}])/u.test(content);
}
