/** No text makes a pattern take for ever: those of packages, those of rules, and our own (fault I5). */
import { createContext, Script } from "node:vm";
import { compile } from "@allmende/feel";
import { compileForm, compilePattern } from "@allmende/forms";
import { stories } from "@allmende/forms/testing";
import ts from "typescript";
import { expect, test } from "vitest";
import { buildIndex, search, type Offer } from "../../src/domains/catalogue/index.ts";
import { root } from "../../src/platform/root.ts";
import { readSourceFiles } from "../walls/source-files.ts";
import { evilPatterns } from "./evil-patterns.ts";

// Ten milliseconds on a quiet machine; what goes back for ever takes longer than any.
const bound = 500;
const timed = (work: () => unknown): number => {
  const begun = performance.now();
  work();
  return performance.now() - begun;
};
const texts = (pump: string): string[] =>
  [40, 1_000, 100_000].flatMap((length) => [`${pump.repeat(length)}\u0001`, `${pump.repeat(length)}!`]);

test("there are at least 200 of them", () => {
  expect(new Set(evilPatterns.map(([pattern]) => pattern)).size).toBeGreaterThanOrEqual(200);
});

test("a package's pattern is refused when it is checked, or decides every text at once", () => {
  const seen = { refused: 0, decided: 0 };
  for (const [pattern, pump] of evilPatterns) {
    const element = { id: "kennung", type: "text", maxLength: 2_000, pattern };
    const form = compileForm({ pages: [{ id: "seite", elements: [element] }] });
    const compiled = compilePattern(pattern);
    expect(form.ok, pattern).toBe(compiled.ok);
    seen[compiled.ok ? "decided" : "refused"] += 1;
    if (!compiled.ok || !form.ok) continue;
    for (const text of texts(pump)) {
      expect(
        timed(() => compiled.pattern.matches(text)),
        pattern,
      ).toBeLessThan(bound);
      expect(
        timed(() => form.form.check({ kennung: text })),
        pattern,
      ).toBeLessThan(bound);
    }
  }
  expect(seen.refused).toBeGreaterThan(50);
  expect(seen.decided).toBeGreaterThan(20);
});

test("a package's pattern that needs a new step at each letter gives up", () => {
  const compiled = compilePattern("[ab]*a[ab]{900}");
  if (!compiled.ok) throw new Error(compiled.why);
  let state = 1;
  const text = Array.from({ length: 200_000 }, () =>
    (state = (state * 1103515245 + 12345) % 2147483648) & 65536 ? "a" : "b",
  ).join("");
  expect(timed(() => compiled.pattern.matches(text))).toBeLessThan(bound);
});

test("a rule's pattern ends by its budget", () => {
  for (const [pattern, pump] of evilPatterns) {
    const compiled = compile("matches(text, muster)", { names: ["text", "muster"] });
    if (!compiled.ok) throw new Error("matches is FEEL");
    for (const text of texts(pump)) {
      const spent = timed(() => {
        try {
          compiled.expression.evaluate({ text, muster: pattern });
        } catch (error) {
          expect((error as Error).name).toBe("FeelError");
        }
      });
      expect(spent, pattern).toBeLessThan(bound);
    }
  }
});

const pumps = [
  ...new Set(evilPatterns.map(([, pump]) => pump)),
  ..."-./\\\"'([{<>@:=&%#?+_0".split(""),
  ..."<!-- a- a. 1. a@ (1 {{ \\\\ \r\n ÄÖ <a §§ /a/".split(" "),
];

test("each kind of question reads and checks every text at once", () => {
  for (const { definition } of stories) {
    const compiled = compileForm({ pages: [{ id: "seite", elements: [{ id: "frage", ...definition }] }] });
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    for (const pump of pumps)
      for (const text of texts(pump)) {
        const spent = timed(() => {
          const { answers } = compiled.form.read("seite", { values: () => [text] }, {});
          compiled.form.check(answers);
        });
        expect(spent, `${definition.type}: ${text.slice(0, 20)}`).toBeLessThan(bound);
      }
  }
});

test("a search for any of them is answered at once", () => {
  const offer = {
    title: "Hund anmelden",
    words: ["Hundesteuer"],
    lead: "Melden Sie Ihren Hund an.",
    translations: {},
  } as unknown as Offer;
  const index = buildIndex(Array.from({ length: 200 }, () => offer));
  for (const pump of pumps)
    for (const text of texts(pump))
      expect(
        timed(() => search(index, text)),
        text.slice(0, 20),
      ).toBeLessThan(bound);
});

/** All regular expressions that stand in our own code. */
function ownPatterns(): Map<string, string> {
  const found = new Map<string, string>();
  const files = readSourceFiles(root, ["packages", "src"]);
  for (const [path, text] of files) {
    if (!/\.tsx?$/.test(path) || /\.test(ing)?\.tsx?$|\/test(ing)?\//.test(path)) continue;
    const source = ts.createSourceFile(
      path,
      text,
      ts.ScriptTarget.Latest,
      false,
      path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
    );
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.RegularExpressionLiteral)
        found.set((node as ts.RegularExpressionLiteral).text, path);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** Whether the expression finds its way through every text in time; a search that goes back for ever is cut off. */
const slow = new Script(`
  texts.some((text) => { const begun = Date.now(); pattern.lastIndex = 0; text.match(pattern); return Date.now() - begun > ${bound}; })
`);
function isSlow(literal: string): boolean {
  const end = literal.lastIndexOf("/");
  const [source, flags] = [literal.slice(1, end), literal.slice(end + 1)];
  const length = 2_000;
  const attacks = pumps.flatMap((pump) => [
    pump.repeat(length),
    `${pump.repeat(length)}\u0001`,
    `x="${pump.repeat(length)}`,
  ]);
  try {
    return slow.runInContext(createContext({ pattern: new RegExp(source, flags), texts: attacks }), {
      timeout: 4 * bound,
    }) as boolean;
  } catch {
    return true;
  }
}

// Not on the way of what strangers send: that is bounded before, or asked above with texts of 100,000 characters.
test("none of our own regular expressions goes back for ever", () => {
  expect(isSlow("/^(a+)+$/")).toBe(true);
  const patterns = ownPatterns();
  expect(patterns.size).toBeGreaterThan(100);
  expect([...patterns].filter(([literal]) => isSlow(literal)).map(([literal, path]) => `${path}: ${literal}`)).toEqual(
    [],
  );
}, 60_000);
