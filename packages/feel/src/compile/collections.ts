import { normalizeName } from "../parse/grammar.ts";
import { contextOf } from "../values/context.ts";
import type { FeelValue } from "../values/value.ts";
import { childNamed, childrenOf, required, type NodeCompiler } from "./compiler.ts";
import { unquote } from "./literals.ts";
import { plainName } from "./names.ts";
import { Names } from "./scope.ts";

const BRACKETS: readonly string[] = ["[", "]"];

export const list: NodeCompiler = (node, names, compiler) => {
  const items = childrenOf(node)
    .filter((child) => !BRACKETS.includes(child.name))
    .map((child) => compiler.compile(child, names));
  return (scope, evaluation) => {
    evaluation.spend(items.length + 1);
    return items.map((item) => item(scope, evaluation));
  };
};

/** `{a: 1, b: a + 1}`: every entry sees those before it, a function itself too. A key that stands twice makes the whole null. */
export const context: NodeCompiler = (node, names, compiler) => {
  const level = new Names(names);
  const keys = new Set<string>();
  let duplicate = false;
  const entries = childrenOf(node)
    .filter((child) => child.name === "ContextEntry")
    .map((entry) => {
      const key = required(childNamed(entry, "Key"));
      const value = required(childrenOf(entry).at(-1));
      const first = required(childrenOf(key)[0]);
      const text = compiler.text(first);
      const name = first.name === "StringLiteral" ? unquote(text) : plainName(text);
      if (value.name === "FunctionDefinition") level.declare(normalizeName(name));
      const code = compiler.compile(value, level);
      if (keys.has(name)) duplicate = true;
      keys.add(name);
      return { name, code, slot: level.declare(normalizeName(name)) };
    });
  if (duplicate) return (_scope, evaluation) => evaluation.warn("duplicate_key", "A key stands twice in a context.");
  return (scope, evaluation) => {
    evaluation.spend(entries.length + 1);
    const inner = { values: [] as FeelValue[], parent: scope };
    const values: [string, FeelValue][] = [];
    for (const { name, code, slot } of entries) {
      const value = code(inner, evaluation);
      inner.values[slot] = value;
      values.push([name, value]);
    }
    return contextOf(values);
  };
};
