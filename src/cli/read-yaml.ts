import { parseDocument } from "yaml";
import type { z } from "zod";
import { BadInput } from "./bad-input.ts";
import { readText } from "./read-files.ts";

/** A YAML file that somebody wrote, checked against its schema; what is wrong in it is told with its place. */
export function readYaml<T>(file: string, schema: z.ZodType<T>): T {
  const document = parseDocument(readText(file));
  const [fault] = document.errors;
  if (fault)
    throw new BadInput(
      `${file}:${fault.linePos?.[0].line ?? 1}: ${fault.message.split("\n")[0]} Correct it and try again.`,
    );
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new BadInput(`${file}: YAML aliases are not allowed. Write the text out in each place.`);
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const places = read.error.issues.map(({ path, message }) => `  ${path.join(".") || "the file"}: ${message}`);
  throw new BadInput(`${file} cannot be loaded, please correct:\n${places.join("\n")}`);
}
