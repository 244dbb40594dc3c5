import { createReadStream } from "node:fs";
import { describe, expect, test } from "vitest";
import { readSchema } from "../read-schema.ts";
import type { Stammdatenschema } from "../schema.ts";
import { sharedFiles } from "../shared-data.testing.ts";
import { compileRules } from "./compile-rules.ts";
import { namesOf } from "./names.ts";
import { readRule } from "./read-rule.ts";

const schemas = sharedFiles("fim/xdf3", ".xdf3.xml");
/** An id with its name in marks behind it. */
const named = /((?:[GF]\d{5,}\.)*[GF]\d{5,}) ?(["'])([^"']+)\2/g;

/** Other ways of writing the same rule: what it says must not change. */
const rewritings: Record<string, (text: string) => string> = {
  "names without marks": (text) => text.replace(named, "$1 $3"),
  "names in other marks": (text) => text.replace(named, "$1 „$3“"),
  "names in parentheses": (text) => text.replace(named, "$1 ($3)"),
  "names before the ids": (text) => text.replace(named, '"$3" ($1)'),
  "id and name in one pair of marks": (text) => text.replace(named, '"$1 $3"'),
  "names that have changed since": (text) => text.replace(named, "$1 Neuer Name mit Zusatz (kurz)"),
  "codes without labels": (text) => text.replace(/((?:=|<>|ODER|UND) ?\(?)(\d{2,}|[A-Z]{1,4}) "[^"]+"/g, "$1$2"),
  "labels in parentheses": (text) => text.replace(/((?:=|<>|ODER|UND) ?\(?)(\d{2,}) "([^"]+)"/g, "$1$2 ($3)"),
  "labels after a dash": (text) => text.replace(/((?:=|<>|ODER|UND) ?\(?)(\d{2,}) "([^"]+)"/g, '$1$2 - "$3"'),
  "no names": (text) => text.replace(named, "$1"),
  "ids with their versions": (text) => text.replace(/((?:[GF]\d{5,}\.)*[GF]\d{5,})(?![.\d])/g, "$1V1.2"),
  "other white space": (text) => text.replaceAll(" ", "\n\t "),
  "capital letters for the words of the rule": (text) =>
    text.replace(/\b(wenn|dann|und|oder|sonst|muss|darf|nicht|ist)\b/gi, (word) => word.toUpperCase()),
  "sign and word": (text) => text.replaceAll(" <> ", " ungleich "),
  "full stops as exclamation marks": (text) => text.replace(/\.$/, "!"),
};

async function schemaAt(path: string): Promise<Stammdatenschema> {
  const read = await readSchema(createReadStream(path));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.schema;
}

describe.skipIf(schemas.length === 0)("a rule of a real schema, written in another way", () => {
  test.each(Object.entries(rewritings))(
    "%s: says the same, or stays open, and never another thing",
    async (_, rewrite) => {
      const outcome = { same: 0, open: 0, other: [] as string[] };
      for (const { path } of schemas) {
        const schema = await schemaAt(path);
        const names = namesOf(schema);
        for (const { regel, statements } of compileRules(schema).compiled) {
          const text = rewrite(regel.freitextRegel ?? "");
          const read = readRule(text, names);
          if (!read.ok) outcome.open += 1;
          else if (JSON.stringify(read.statements) === JSON.stringify(statements)) outcome.same += 1;
          else outcome.other.push(text);
        }
      }
      expect(outcome.other).toEqual([]);
      expect(outcome.same / (outcome.same + outcome.open)).toBeGreaterThan(0.8);
    },
  );
});
