import type { SyntaxNode } from "@lezer/common";
import { builtinNames } from "../builtins/all.ts";
import { FeelExpression } from "../expression.ts";
import { normalizeName, parserFor, type Dialect } from "../parse/grammar.ts";
import { parse } from "../parse/parse.ts";
import type { FeelProblem } from "../problem.ts";
import type { FeelType } from "../values/type.ts";
import type { Compiler } from "./compiler.ts";
import { constant } from "./literals.ts";
import { nodeCompilers } from "./nodes.ts";
import { Names, type Code } from "./scope.ts";

export interface CompileOptions {
  /** The names that the expression may read. They may have spaces. */
  readonly names: Iterable<string>;
  readonly dialect?: Dialect;
  /** The members that contexts may have; needed for those with spaces. */
  readonly members?: Iterable<string>;
  /** Whether contexts have no other members than those; then any other name in a filter is a problem. */
  readonly onlyMembers?: boolean;
  /** Types for `instance of` beyond the built-in ones. */
  readonly types?: ReadonlyMap<string, FeelType>;
}

export type Compiled =
  | { readonly ok: true; readonly expression: FeelExpression }
  | { readonly ok: false; readonly problems: FeelProblem[] };

/** Reads an expression once and turns it into closures; the answers come later. */
export function compile(source: string, options: CompileOptions): Compiled {
  const names = [...options.names];
  const members = options.members ? [...options.members] : [];
  const dialect = options.dialect ?? "expression";
  const parsed = parse(source, parserFor(dialect, [...builtinNames, ...names], members));
  if (!parsed.ok) return parsed;
  const build = new Build(source, dialect === "unary-tests" ? [...names, "?"] : names, options);
  const code = build.compile(parsed.root, build.root);
  if (build.problems.length > 0) return { ok: false, problems: build.problems };
  return { ok: true, expression: new FeelExpression(source, build.namesRead, code) };
}

/** Whether expressions can read this as a name at all: brackets, for one, can never be part of a name. */
export function isName(name: string): boolean {
  const compiled = compile(name, { names: [name] });
  return compiled.ok && compiled.expression.names.includes(name);
}

class Build implements Compiler {
  readonly root = new Names(null);
  readonly problems: FeelProblem[] = [];
  readonly namesRead: string[] = [];
  private readonly source: string;
  private readonly declared: ReadonlyMap<string, string>;
  private readonly members: ReadonlySet<string> | null;
  private readonly types: ReadonlyMap<string, FeelType>;

  constructor(source: string, names: readonly string[], options: CompileOptions) {
    this.source = source;
    this.declared = new Map(names.map((name) => [normalizeName(name), name]));
    this.members = options.onlyMembers ? new Set([...(options.members ?? [])].map(normalizeName)) : null;
    this.types = options.types ?? new Map();
  }

  compile(node: SyntaxNode, names: Names): Code {
    const compiler = nodeCompilers[node.name];
    if (!compiler) return this.problem("syntax", `"${this.text(node)}" cannot stand here.`, node);
    return compiler(node, names, this);
  }

  text(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }

  problem(code: FeelProblem["code"], message: string, node: SyntaxNode): Code {
    this.problems.push({ code, message, from: node.from, to: node.to });
    return constant(null);
  }

  isRoot(names: Names): boolean {
    return names === this.root;
  }

  rootSlot(normalized: string): { slot: number; name: string } | undefined {
    const name = this.declared.get(normalized);
    if (name === undefined) return undefined;
    const known = this.namesRead.indexOf(name);
    return { name, slot: known === -1 ? this.namesRead.push(name) - 1 : known };
  }

  mayBeMember(name: string): boolean {
    return this.members === null || this.members.has(normalizeName(name));
  }

  typeNamed(name: string): FeelType | undefined {
    return this.types.get(name);
  }
}
