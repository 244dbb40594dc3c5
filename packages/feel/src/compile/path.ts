import type { SyntaxNode } from "@lezer/common";
import { normalizeName } from "../parse/grammar.ts";
import { isContext, isList, member } from "../values/context.ts";
import { property } from "../values/properties.ts";
import type { Evaluation } from "../evaluation.ts";
import type { FeelValue } from "../values/value.ts";
import { childrenOf, required, type Compiler, type NodeCompiler } from "./compiler.ts";
import { constant } from "./literals.ts";
import { plainName, resolve } from "./names.ts";
import type { Code, Names } from "./scope.ts";

/** `a.b`: a member of a context, of each context of a list, or a property of a date, time, duration or range. */
export const path: NodeCompiler = (node, names, compiler) => {
  const told = pathFromRoot(node, names, compiler);
  if (told === null) return step(node, compiler.compile(required(childrenOf(node)[0]), names), compiler);
  const code = quietly(node, names, compiler);
  return (scope, evaluation) => {
    const value = code(scope, evaluation);
    evaluation.read(told, value);
    return value;
  };
};

/** Of `applicant.address.city` only the city is told as read: nobody looked at the rest. */
function quietly(node: SyntaxNode, names: Names, compiler: Compiler): Code {
  if (node.name === "PathExpression")
    return step(node, quietly(required(childrenOf(node)[0]), names, compiler), compiler);
  return resolve(plainName(compiler.text(node)), names, compiler, true) ?? constant(null);
}

function step(node: SyntaxNode, target: Code, compiler: Compiler): Code {
  const name = plainName(compiler.text(required(childrenOf(node)[2])));
  return (scope, evaluation) => {
    evaluation.spend(1);
    return get(target(scope, evaluation), name, evaluation);
  };
}

function get(target: FeelValue, name: string, evaluation: Evaluation): FeelValue {
  if (target === null) return null;
  if (isList(target)) {
    evaluation.spend(target.length);
    return target.map((item) => get(item, name, evaluation));
  }
  const value = isContext(target) ? memberNamed(target, name) : property(target, name);
  return value === undefined ? evaluation.warn("no_member", `There is no "${name}".`) : value;
}

/** The member of exactly this name, or of one that FEEL reads the same (`first-name` and `first - name`). */
function memberNamed(context: Parameters<typeof member>[0], name: string): FeelValue | undefined {
  const exact = member(context, name);
  if (exact !== undefined || /^[\p{L}\p{N}_]+$/u.test(name)) return exact;
  const wanted = normalizeName(name);
  const key = Object.keys(context).find((candidate) => normalizeName(candidate) === wanted);
  return key === undefined ? undefined : member(context, key);
}

/** `applicant.address.city`, if the path starts at a name that the caller gave. */
function pathFromRoot(node: SyntaxNode, names: Names, compiler: Compiler): string | null {
  if (node.name === "VariableName") {
    const name = plainName(compiler.text(node));
    for (let level: Names | null = names; level; level = level.parent) {
      if (level.open || level.slotOf(normalizeName(name)) !== undefined) return null;
      if (compiler.isRoot(level)) return compiler.rootSlot(normalizeName(name))?.name ?? null;
    }
    return null;
  }
  if (node.name !== "PathExpression") return null;
  const children = childrenOf(node);
  const start = pathFromRoot(required(children[0]), names, compiler);
  return start === null ? null : `${start}.${plainName(compiler.text(required(children[2])))}`;
}
