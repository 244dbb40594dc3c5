import { rooms } from "../../src/domains/floors.ts";
import { placeOf } from "./place.ts";
import { isTest, type SourceFiles } from "./source-files.ts";
import { sqlTexts, type SqlText } from "./sql-texts.ts";

/** Schemas of the database that have an owner; what is not named here is an alias of a table. */
const schemas = new Set<string>([
  ...rooms,
  "platform",
  "audit",
  "public",
  "pgboss",
  "pg_catalog",
  "information_schema",
]);

/** The one foreign name the wall lets through: policies ask it what is shared. */
const openToAll = /^tenancy\.shared_with_me$|^platform\./;

/** SQL that names the schema of somebody else, as "file:line names x.y: why". */
export function sqlThroughWalls(files: SourceFiles): string[] {
  return [...files].flatMap(([path, text]) => {
    const owner = ownerOf(path);
    if (owner === undefined) return [];
    const pieces = path.endsWith(".sql") ? [{ line: 1, text }] : /\.tsx?$/.test(path) ? sqlTexts(path, text) : [];
    return pieces.flatMap((piece) =>
      foreignNames(piece, owner).map(
        ({ line, name }) => `${path}:${line} names ${name}: this file may use the schema ${owner || "of nobody"}`,
      ),
    );
  });
}

/** The schema a file may name: a room, the audit and the queue their own, the web none; undefined where the wall does not stand. */
function ownerOf(path: string): string | undefined {
  if (isTest(path) && !path.startsWith("src/domains/")) return undefined;
  const place = path.startsWith("src/") ? placeOf(path) : undefined;
  if (place?.kind === "room") return place.name;
  if (place?.kind === "platform")
    return path.startsWith("src/platform/audit/")
      ? "audit"
      : path.startsWith("src/platform/jobs")
        ? "pgboss"
        : "platform";
  return place?.kind === "web" || place?.kind === "api" || place?.kind === "adapters" ? "" : undefined;
}

function foreignNames({ line, text }: SqlText, owner: string): { line: number; name: string }[] {
  const found: { line: number; name: string }[] = [];
  const code = withoutWords(text);
  for (const match of code.matchAll(/(?<![\w."])"?([a-z_]\w*)"?\s*\.\s*"?([a-z_*]\w*)/gi)) {
    const [schema, name] = [match[1]!.toLowerCase(), match[2]!.toLowerCase()];
    if (!schemas.has(schema) || schema === owner || openToAll.test(`${schema}.${name}`)) continue;
    found.push({ line: line + code.slice(0, match.index).split("\n").length - 1, name: `${schema}.${name}` });
  }
  return found;
}

/** Comments and quoted values hold words, not names ('cases.close' is the code of an act); line breaks stay. */
function withoutWords(sql: string): string {
  return sql.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (words) => words.replaceAll(/[^\n]/g, " "));
}
