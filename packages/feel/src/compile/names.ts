import { findBuiltin } from "../builtins/all.ts";
import { normalizeName } from "../parse/grammar.ts";
import { isContext, member } from "../values/context.ts";
import type { Compiler, NodeCompiler } from "./compiler.ts";
import { constant } from "./literals.ts";
import { type Code, type Names, readSlot, scopeAt } from "./scope.ts";

/** A name: bound here, given by the caller, a member of the filtered item, or built in; else a problem. */
export const variableName: NodeCompiler = (node, names, compiler) => {
  const name = plainName(compiler.text(node));
  return (
    resolve(name, names, compiler) ?? compiler.problem("unknown_name", `Nothing is called "${brief(name)}" here.`, node)
  );
};

/** `?`: the value that a unary test looks at. */
export const questionMark: NodeCompiler = (node, names, compiler) =>
  resolve("?", names, compiler) ?? compiler.problem("unknown_name", "There is no value to test here.", node);

/** Code that reads the name, or null if nothing is called so. Quietly: without telling that it was read. */
export function resolve(name: string, names: Names, compiler: Compiler, quietly = false): Code | null {
  const openDepths: number[] = [];
  let found: Code | null = null;
  let depth = 0;
  for (let level: Names | null = names; level && !found; level = level.parent, depth++) {
    const slot = level.slotOf(normalizeName(name));
    // A member of the filtered item that is itself called "item" is meant before the item.
    if (slot !== undefined)
      found = level.open ? readMemberOfItem(name, [depth], readSlot(depth, slot)) : readSlot(depth, slot);
    else if (compiler.isRoot(level)) found = readRoot(name, depth, compiler, quietly);
    else if (level.open) openDepths.push(depth);
  }
  found ??= readBuiltin(name);
  if (openDepths.length === 0) return found;
  if (!found && !compiler.mayBeMember(name)) return null;
  return readMemberOfItem(name, openDepths, found ?? constant(null));
}

function readRoot(name: string, depth: number, compiler: Compiler, quietly: boolean): Code | null {
  const root = compiler.rootSlot(normalizeName(name));
  if (!root) return null;
  const read = readSlot(depth, root.slot);
  if (quietly) return read;
  return (scope, evaluation) => {
    const value = read(scope, evaluation);
    evaluation.read(root.name, value);
    return value;
  };
}

function readBuiltin(name: string): Code | null {
  const builtin = findBuiltin(name);
  return builtin ? constant(builtin) : null;
}

/** The nearest filtered item that has such a member wins over names outside of the filter. */
function readMemberOfItem(name: string, depths: readonly number[], otherwise: Code): Code {
  return (scope, evaluation) => {
    for (const depth of depths) {
      const item = scopeAt(scope, depth).values[0] ?? null;
      const value = isContext(item) ? member(item, name) : undefined;
      if (value !== undefined) return value;
    }
    return otherwise(scope, evaluation);
  };
}

/** A name short enough for a message. */
export function brief(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}

/** The name as it was written, with single spaces. */
export function plainName(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
