import type { Evaluation } from "../evaluation.ts";
import type { FeelValue } from "../values/value.ts";

/** The values of one level of names at run time. */
export interface Scope {
  readonly values: FeelValue[];
  readonly parent: Scope | null;
}

/** A compiled piece of an expression. */
export type Code = (scope: Scope, evaluation: Evaluation) => FeelValue;

/** The names of one level at compile time; a name is found as levels up and a slot there. */
export class Names {
  readonly parent: Names | null;
  /** In a filter, the members of the item are names too; which ones is known only at run time. */
  readonly open: boolean;
  /** Whether anything at all reads a name of this level. */
  used = false;
  private readonly slots = new Map<string, number>();

  constructor(parent: Names | null, names: Iterable<string> = [], open = false) {
    this.parent = parent;
    this.open = open;
    for (const name of names) this.declare(name);
  }

  declare(name: string): number {
    const slot = this.slots.get(name) ?? this.slots.size;
    this.slots.set(name, slot);
    return slot;
  }

  slotOf(name: string): number | undefined {
    const slot = this.slots.get(name);
    if (slot !== undefined) this.used = true;
    return slot;
  }
}

/** The scope some levels up. */
export function scopeAt(scope: Scope, depth: number): Scope {
  let found = scope;
  for (let level = 0; level < depth && found.parent; level++) found = found.parent;
  return found;
}

/** Code that reads a slot, made for the usual small depths. */
export function readSlot(depth: number, slot: number): Code {
  if (depth === 0) return (scope) => scope.values[slot] ?? null;
  if (depth === 1) return (scope) => scope.parent?.values[slot] ?? null;
  return (scope) => scopeAt(scope, depth).values[slot] ?? null;
}
