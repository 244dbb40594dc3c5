import { isContext, isList, type FeelType, type FeelValue } from "@allmende/feel";

/** The value with null for each member that its type knows and nobody has answered. */
export function complete(value: FeelValue, type: FeelType): FeelValue {
  if (type.kind === "restricted") return complete(value, type.base);
  if (type.kind === "list")
    return isList(value) ? value.map((item) => complete(item, type.of)) : complete(value, type.of);
  if (type.kind !== "context" || !isContext(value)) return value;
  const completed: Record<string, FeelValue> = Object.create(null);
  for (const name of Object.keys(value)) completed[name] = value[name] ?? null;
  for (const [name, entry] of type.entries) completed[name] = complete(completed[name] ?? null, entry);
  return completed;
}
