import type { SyntaxNode } from "@lezer/common";
import { normalizeName } from "../parse/grammar.ts";
import { isContext, isList, member } from "../values/context.ts";
import { property } from "../values/properties.ts";
import type { Evaluation } from "../evaluation.ts";
import type { FeelValue } from "../values/value.ts";
import { childrenOf, required, type Compiler, type NodeCompiler } from "./compiler.ts";
import { plainName } from "./names.ts";
import type { Names } from "./scope.ts";

/** `a.b`: a member of a context, of each context of a list, or a property of a date, time, duration or range. */
export const path: NodeCompiler = (node, names, compiler) => {
  const children = childrenOf(node);
  const name = plainName(compiler.text(required(children[2])));
  const target = compiler.compile(required(children[0]), names);
  const told = pathFromRoot(node, names, compiler);
  return (scope, evaluation) => {
    evaluation.spend(1);
    const value = get(target(scope, evaluation), name, evaluation);
    if (told !== null) evaluation.read(told, value);
    return value;
  };
};

function get(target: FeelValue, name: string, evaluation: Evaluation): FeelValue {
  if (target === null) return null;
  if (isList(target)) {
    evaluation.spend(target.length);
    return target.map((item) => get(item, name, evaluation));
  }
  if (isContext(target)) return memberNamed(target, name) ?? evaluation.warn("no_member", `There is no "${name}".`);
  const value = property(target, name);
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
