import type { SyntaxNode } from "@lezer/common";
import type { FeelProblem } from "../problem.ts";
import type { FeelType } from "../values/type.ts";
import type { Code, Names } from "./scope.ts";

/** What the compiler of one kind of node may ask of the whole. */
export interface Compiler {
  compile(node: SyntaxNode, names: Names): Code;
  text(node: SyntaxNode): string;
  problem(code: FeelProblem["code"], message: string, node: SyntaxNode): Code;
  /** The slot of a name given by the caller, or undefined if there is no such name. */
  rootSlot(normalized: string): { slot: number; name: string } | undefined;
  isRoot(names: Names): boolean;
  /** Whether a name that only the item of a filter could have is thinkable. */
  mayBeMember(name: string): boolean;
  typeNamed(name: string): FeelType | undefined;
}

export type NodeCompiler = (node: SyntaxNode, names: Names, compiler: Compiler) => Code;

const NOTHING: readonly string[] = ["LineComment", "BlockComment"];

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (!NOTHING.includes(child.name)) children.push(child);
  return children;
}

export function childNamed(node: SyntaxNode, name: string): SyntaxNode | null {
  return childrenOf(node).find((child) => child.name === name) ?? null;
}

/** A node that the grammar promises. */
export function required(node: SyntaxNode | null | undefined): SyntaxNode {
  if (!node) throw new Error("The FEEL grammar has changed: a node is missing.");
  return node;
}
