import type { FeelContext, FeelValue } from "../values/value.ts";
import { contextOf, isContext, isList, member } from "../values/context.ts";
import { builtin, form } from "./builtin.ts";
import { anything, list, record, text } from "./parameters.ts";

export const contextFunctions = [
  builtin(
    "get value",
    form([record("m"), text("key")], ([context, key]) => member(context, key) ?? null),
    form([record("context"), list("keys")], ([context, keys]) => getDeep(context, keys)),
  ),
  builtin(
    "get entries",
    form([record("m")], ([context]) =>
      Object.entries(context).map(([key, value]) =>
        contextOf([
          ["key", key],
          ["value", value],
        ]),
      ),
    ),
  ),
  builtin(
    "context",
    form([list("entries")], ([entries]) => fromEntries(entries)),
  ),
  builtin(
    "context put",
    form([record("context"), text("key"), anything("value")], ([context, key, value]) => put(context, [key], value)),
    form([record("context"), list("keys"), anything("value")], ([context, keys, value]) => put(context, keys, value)),
  ),
  builtin(
    "context merge",
    form([list("contexts")], ([contexts]) =>
      contexts.every(isContext) ? contextOf(contexts.flatMap((context) => Object.entries(context))) : null,
    ),
  ),
];

function getDeep(context: FeelContext, keys: readonly FeelValue[]): FeelValue {
  let value: FeelValue = context;
  for (const key of keys) {
    if (!isContext(value) || typeof key !== "string") return null;
    value = member(value, key) ?? null;
  }
  return value;
}

function put(context: FeelContext, keys: readonly FeelValue[], value: FeelValue): FeelContext | null {
  const [key, ...deeper] = keys;
  if (typeof key !== "string") return null;
  if (deeper.length === 0) return contextOf([...Object.entries(context), [key, value]]);
  const inner = member(context, key) ?? null;
  const changed = isContext(inner) ? put(inner, deeper, value) : null;
  return changed && contextOf([...Object.entries(context), [key, changed]]);
}

function fromEntries(entries: readonly FeelValue[]): FeelContext | null {
  const pairs = new Map<string, FeelValue>();
  for (const entry of entries) {
    if (!isContext(entry) || isList(entry)) return null;
    const key = member(entry, "key");
    const value = member(entry, "value");
    if (typeof key !== "string" || value === undefined || pairs.has(key)) return null;
    pairs.set(key, value);
  }
  return contextOf(pairs);
}
