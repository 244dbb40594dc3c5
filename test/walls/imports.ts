/**
 * Reads the imports of the sources through the `typescript` package, not with dependency-cruiser: that reads files from
 * the disk only, so a wall could not be shown to refuse two lines given in a test, and our addresses (".ts" written
 * out, "@allmende/…" through workspaces) need a resolver of its own. What we need is small: who names whom, on which
 * line, and whether for types only.
 */
import { posix } from "node:path";
import ts from "typescript";
import type { SourceFiles } from "./source-files.ts";

export interface Import {
  from: string;
  line: number;
  /** A path inside the repository. */
  to: string;
  /** Gone when the program runs. */
  typeOnly: boolean;
  /** `await import(…)`: loaded only when it is reached. */
  later: boolean;
}

/** All imports between sources of the repository; libraries from outside are left out. */
export function listImports(files: SourceFiles): Import[] {
  return [...files].filter(([path]) => /\.tsx?$/.test(path)).flatMap(([path, text]) => importsOf(path, text));
}

function importsOf(path: string, text: string): Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, typeOnly: boolean, later = false): void => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    const to = resolve(path, node.text);
    if (to)
      found.push({
        from: path,
        line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
        to,
        typeOnly,
        later,
      });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, onlyTypes(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false, true);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `import type …`, or an import whose every name is marked so. */
function onlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    !!named &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

/** Where an address leads inside the repository; undefined for libraries. */
function resolve(from: string, address: string): string | undefined {
  if (address.startsWith(".")) return posix.normalize(posix.join(posix.dirname(from), address));
  const own = /^@allmende\/([a-z0-9-]+)(\/.+)?$/.exec(address);
  return own ? `packages/${own[1]}/src${own[2] ?? "/index.ts"}` : undefined;
}
