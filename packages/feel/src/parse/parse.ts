import type { SyntaxNode, Tree } from "@lezer/common";
import type { FeelProblem } from "../problem.ts";
import { checkSource, MAX_TREE_DEPTH } from "./bounds.ts";
import type { FeelParser } from "./grammar.ts";

export type Parsed = { ok: true; root: SyntaxNode } | { ok: false; problems: FeelProblem[] };

/** The tree of an expression, or where it is not FEEL. */
export function parse(source: string, parser: FeelParser): Parsed {
  const bound = checkSource(source);
  if (bound) return { ok: false, problems: [bound] };
  if (source.trim() === "")
    return {
      ok: false,
      problems: [{ code: "syntax", message: "The expression is empty.", from: 0, to: source.length }],
    };
  const tree = parser.parse(source);
  const problem = findProblem(tree, source);
  return problem ? { ok: false, problems: [problem] } : { ok: true, root: tree.topNode };
}

/** The first place that the grammar had to skip or to make up; walks without recursion, the tree may be deep. */
function findProblem(tree: Tree, source: string): FeelProblem | null {
  const cursor = tree.cursor();
  let depth = 0;
  for (;;) {
    if (cursor.type.isError) return syntaxProblem(cursor.from, cursor.to, source);
    if (depth > MAX_TREE_DEPTH)
      return { code: "too_deep", message: "The expression is nested too deep.", from: cursor.from, to: cursor.to };
    if (cursor.firstChild()) depth++;
    else
      while (!cursor.nextSibling()) {
        if (!cursor.parent()) return null;
        depth--;
      }
  }
}

function syntaxProblem(from: number, to: number, source: string): FeelProblem {
  const found = source.slice(from, to).trim();
  const message = found ? `"${found.slice(0, 40)}" is not expected here.` : "Something is missing here.";
  return { code: "syntax", message, from, to };
}
