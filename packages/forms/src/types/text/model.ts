import { z } from "zod";
import { only, type Check, type Faults, type Posted } from "../../field-type.ts";
import { compilePattern, type Pattern } from "../../pattern/pattern.ts";
import { question } from "../settings.ts";
import { lengthOf, tidy } from "./tidy.ts";

export const definition = z.strictObject({
  type: z.literal("text"),
  ...question,
  minLength: z.number().int().min(0).optional(),
  maxLength: z.number().int().min(1).max(20_000).default(250),
  /** Pattern for the whole value, as in JavaScript; see `pattern/pattern.ts` for what is refused. */
  pattern: z.string().max(500).optional(),
  /** Spaces, hyphens and dots people put between digits are taken out ("276 098 …"). */
  compact: z.boolean().default(false),
  lines: z.number().int().min(2).max(20).optional(),
  keyboard: z.enum(["text", "numeric", "tel", "email"]).default("text"),
  autocomplete: z.string().optional(),
});

export type TextField = z.infer<typeof definition>;

/** The text as a page would have given it. */
export function clean(value: string, field: TextField): string {
  const typed = tidy(value);
  const packed = field.compact ? typed.replaceAll(/[\s.\-/]/g, "") : typed;
  return field.lines ? packed : packed.replaceAll("\n", " ");
}

export const read = (posted: Posted, field: TextField) => ({ value: clean(only(posted), field) || undefined });

export function check(field: TextField): Check {
  const { maxLength: max, minLength: min } = field;
  const pattern = patternOf(field);
  return (value): Faults => {
    if (typeof value !== "string") return { code: "wrongType" };
    if (value === "") return { code: "requiredText" };
    // Characters are never more than code units, so most texts need no counting.
    if (value.length > max) {
      const length = lengthOf(value);
      if (length > max) return { code: "tooLong", details: { max, length } };
    }
    if (min !== undefined && (value.length < min || lengthOf(value) < min))
      return { code: "tooShort", details: { min, length: lengthOf(value) } };
    // What a pattern matches is well-formed.
    if (pattern?.matches(value)) return undefined;
    if (!value.isWellFormed()) return { code: "invalid" };
    return pattern && { code: "pattern" };
  };
}

function patternOf(field: TextField): Pattern | undefined {
  if (!field.pattern) return undefined;
  const compiled = compilePattern(field.pattern);
  return compiled.ok ? compiled.pattern : undefined;
}

/** A pattern that cannot be decided in bounded time is refused when the form is made, not when a citizen waits. */
export function problems({ pattern, minLength = 0, maxLength }: TextField): string[] {
  if (minLength > maxLength) return ["maxLength is smaller than minLength"];
  const compiled = pattern ? compilePattern(pattern) : undefined;
  return compiled && !compiled.ok ? [`the pattern ${pattern} cannot be used: ${compiled.why}`] : [];
}

export const schema = (field: TextField): Record<string, unknown> => ({
  type: "string",
  maxLength: field.maxLength,
  minLength: Math.max(1, field.minLength ?? 1),
  ...(field.pattern && { pattern: `^(?:${field.pattern})$` }),
});
