import { date, dateTime, duration, fromJson, time, type FeelType, type FeelValue } from "@allmende/feel";

/** A value from plain data. JSON has no dates: text becomes one where the declared type asks for it, else it stays text. */
export function typedFromJson(value: unknown, type: FeelType): FeelValue {
  switch (type.kind) {
    case "restricted":
      return typedFromJson(value, type.base);
    case "list":
      return Array.isArray(value) ? value.map((item) => typedFromJson(item, type.of)) : typedFromJson(value, type.of);
    case "context": {
      const known = fromJson(value);
      if (typeof value !== "object" || value === null || Array.isArray(value)) return known;
      const typed: Record<string, FeelValue> = Object.assign(Object.create(null), known);
      for (const [name, entry] of type.entries)
        if (Object.hasOwn(value, name)) typed[name] = typedFromJson((value as Record<string, unknown>)[name], entry);
      return typed;
    }
    default:
      return typeof value === "string" ? fromText(value, type) : fromJson(value);
  }
}

function fromText(text: string, type: FeelType): FeelValue {
  if (type.kind !== "simple") return text;
  switch (type.name) {
    case "date":
      return date(text) ?? text;
    case "time":
      return time(text) ?? text;
    case "date and time":
      return dateTime(text) ?? text;
    case "duration":
    case "days and time duration":
    case "years and months duration":
      return duration(text) ?? text;
    default:
      return text;
  }
}
