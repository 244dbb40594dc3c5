import { render } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import type { Answers } from "../answer.ts";
import type { FieldType } from "../field-type.ts";
import { postAnswers } from "../post-answers.ts";
import { readJson } from "../read-json.ts";
import { renderPage } from "../render-page.tsx";
import { barriersIn, controlsOf, tagsOf } from "./markup.ts";
import { formOf, states, viewOf, wordingOf, type Story } from "./story.ts";

/** What every type of field must be able to do, tried with its story. `types` makes one from outside known. */
export function describeType(story: Story, types: readonly FieldType[] = []): void {
  const form = formOf(story, types);
  const node = form.pages[0]!.nodes[0]!;
  if (node.kind !== "field") throw new Error("the story is of no field");
  const html = (state: (typeof states)[number]) => render(renderPage(viewOf(story, state, types)));
  const at = (part?: string) => (part ? `frage.${part}` : "frage");

  describe(`${story.definition.type}: every type`, () => {
    test.each(states)("%s: each control has a name, a label and its size; descriptions lead somewhere", (state) => {
      expect(barriersIn(html(state))).toEqual([]);
    });

    test("the label is on the page, and the hint where there are controls", () => {
      expect(html("empty")).toContain("Beispiel");
      if (node.type.answered === undefined && node.type.frame?.(node.field) !== "own")
        expect(html("empty")).toContain('id="frage-hint"');
    });

    if (node.type.answered) return;

    test("an answer is drawn, read back alike and accepted", () => {
      for (const frage of [story.filled, story.long]) {
        const answers: Answers = { frage };
        expect(form.check(answers)).toEqual([]);
        if (node.type.uploads) continue;
        const posted = postAnswers(form, "seite", answers);
        const reading = form.read("seite", posted, {});
        expect(reading).toEqual({ answers, unread: {}, faults: [] });
        const names = new Set(posted.entries.map(([name]) => name));
        const drawn = new Set(tagsOf(html("filled")).map(({ attributes }) => attributes.name));
        for (const name of names) expect(drawn).toContain(name);
      }
    });

    test("an answer comes through the API unchanged", () => {
      const reading = readJson(form, JSON.stringify({ frage: story.filled }));
      expect({ ...reading.answers }).toEqual({ frage: story.filled });
      expect(form.check(reading.answers)).toEqual([]);
    });

    test("an answer is told in words, in both languages", () => {
      for (const language of ["de", "en"]) {
        const lines = node.type.display(story.filled, node.field, wordingOf(story, language));
        expect(lines.join("")).not.toBe("");
        expect(lines.join(" ")).not.toMatch(/undefined|\[object|\{/);
      }
    });

    test("wrong words are refused, named at the control, and shown again", () => {
      const { problems, unread } = viewOf(story, "error", types);
      expect(problems.map(({ path, code }) => ({ path, code }))).toContainEqual({
        path: at(story.wrong.part),
        code: story.wrong.code,
      });
      if (node.type.uploads) return;
      const page = html("error");
      const error = `frage${story.wrong.part ? `-${story.wrong.part}` : ""}-error`;
      const tags = tagsOf(page);
      expect(tags.map(({ attributes }) => attributes.id)).toContain(error);
      expect(tags.some(({ attributes }) => attributes["aria-describedby"]?.split(" ").includes(error))).toBe(true);
      // Words for radio buttons come from no person; what was typed into a box stands there again.
      if (!/type="text"|<textarea/.test(page)) return;
      for (const words of Object.values(unread).flatMap((posted) => Object.values(posted)))
        for (const word of words) if (word && word !== "true") expect(page).toContain(word.replaceAll("&", "&amp;"));
    });

    test.each(story.refused)("$value from a machine is refused", ({ value, code, part }) => {
      const problems = form.check({ frage: value } as Answers);
      expect(problems.map((problem) => ({ path: problem.path, code: problem.code }))).toContainEqual({
        path: at(part),
        code,
      });
    });

    test("every fault has its sentence in both languages", () => {
      for (const { code } of [story.wrong, ...story.refused])
        for (const language of ["de", "en"])
          expect(wordingOf(story, language).fault("frage", code, { min: 1, max: 2, length: 3, count: 0 })).toMatch(
            / .*\.$|: /,
          );
    });

    test("nothing may be hidden in a prototype", () => {
      for (const value of [JSON.parse('{"__proto__":{"polluted":true}}'), { constructor: 1 }, [[]], null])
        expect(form.check({ frage: value } as Answers)).not.toEqual([]);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    });

    test("a missing answer is a duty, told at the field, and its link leads to a control", () => {
      const problems = form.check({});
      expect(problems.map(({ path }) => path)).toEqual(["frage"]);
      const target = node.type.target?.("frage", node.field) ?? "frage";
      expect(controlsOf(tagsOf(html("empty"))).map(({ attributes }) => attributes.id)).toContain(target);
    });
  });
}
