import ts from "typescript";

/** A piece of SQL as it stands in a source, with the line it begins on. */
export interface SqlText {
  line: number;
  text: string;
}

/** Kysely's words that take the name of a table or raw SQL as a plain string. */
const takesNames = new Set([
  "raw",
  "table",
  "id",
  "ref",
  "selectFrom",
  "insertInto",
  "updateTable",
  "deleteFrom",
  "innerJoin",
  "leftJoin",
]);

/** What a TypeScript source sends to the database: sql`…` and the strings given to Kysely. Values are left out as "?". */
export function sqlTexts(path: string, source: string): SqlText[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, false);
  const found: SqlText[] = [];
  const add = (node: ts.Node, text: string): void => {
    found.push({ line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1, text });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === "sql")
      add(node.template, wholeText(node.template));
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      takesNames.has(node.expression.name.text)
    ) {
      for (const argument of node.arguments) if (ts.isStringLiteralLike(argument)) add(argument, argument.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function wholeText(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.head.text + template.templateSpans.map((span) => `?${span.literal.text}`).join("");
}
