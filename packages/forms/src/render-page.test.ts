import { render } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import type { Answers } from "./answer.ts";
import { errorTarget, renderPage, type PageView } from "./render-page.tsx";
import { barriersIn, controlsOf, tagsOf } from "./testing/markup.ts";
import { children, formWith } from "./testing/form.ts";
import { Wording } from "./wording.ts";

const texts: Record<string, Record<string, string>> = {
  a: { label: "Wie heißt <er>?", hint: "Wie im Pass", why: "Für den Bescheid" },
  kinder: { label: "Kind" },
};
const wording = new Wording({ language: "de", find: (id, facet) => texts[id]?.[facet] });
const draw = (elements: unknown[], answers: Answers = {}, more: Partial<PageView> = {}): string => {
  const form = formWith(elements);
  return render(renderPage({ page: form.pages[0]!, answers, wording, computed: form.walk(answers).computed, ...more }));
};
const namesIn = (html: string) => controlsOf(tagsOf(html)).map(({ attributes }) => attributes.name);

const kinds = [
  "text",
  "email",
  "phone",
  "integer",
  "number",
  "money",
  "date",
  "time",
  "yesno",
  "declaration",
  "person",
  "address",
  "location",
  "iban",
  "mandate",
  "plate",
  "signature",
  "file",
];

test("one control per question, or as many as it has parts", () => {
  const html = draw([
    ...kinds.map((type) => ({ id: `x_${type}`, type })),
    { id: "w", type: "choice", options: ["o", "p"] },
  ]);
  expect(barriersIn(html)).toEqual([]);
  expect([...new Set(namesIn(html).map((name) => name!.split(".")[0]))]).toEqual([
    ...kinds.map((type) => `x_${type}`),
    "w",
  ]);
});

describe("a question", () => {
  test("has its label, hint and reason; markup in texts and answers is text", () => {
    const html = draw([{ id: "a", type: "text" }], { a: '"><script>alert(1)</script>' });
    expect(html).toContain("Wie heißt &lt;er>?");
    expect(html).toContain("Wie im Pass");
    expect(html).toContain("Für den Bescheid");
    expect(html).not.toContain("<script");
    expect(tagsOf(html).find(({ name }) => name === "input")?.attributes).toMatchObject({
      "aria-describedby": "a-hint",
      "aria-required": "true",
    });
  });

  test("that need not be answered says so; one that opens by an answer does not", () => {
    expect(draw([{ id: "a", type: "text", required: false }])).toContain("(freiwillig)");
    expect(
      draw([
        { id: "b", type: "yesno" },
        { id: "a", type: "text", required: false, when: "b != null" },
      ]),
    ).not.toContain("(freiwillig)");
  });

  test("with a fault names it at the control and shows the words again", () => {
    const html = draw(
      [{ id: "a", type: "integer" }],
      {},
      { problems: [{ path: "a", code: "notANumber" }], unread: { a: { "": ["zwölf"] } } },
    );
    expect(html).toContain("Tragen Sie eine Zahl ein");
    expect(tagsOf(html).find(({ name }) => name === "input")?.attributes).toMatchObject({
      "aria-invalid": "true",
      value: "zwölf",
      "aria-describedby": "a-hint a-error",
    });
  });

  test("opens below the option it waits for", () => {
    const html = draw([
      { id: "w", type: "choice", options: ["o", "p"] },
      { id: "a", type: "text", when: 'w = "p"' },
    ]);
    expect(html.indexOf('value="p"')).toBeLessThan(html.indexOf('name="a"'));
    expect(html).toMatch(/al-choice__below.*name="a"/s);
  });
});

describe("lists", () => {
  test("an entry's controls carry its number in their names; one more can be asked for", () => {
    const html = draw([children()], { kinder: [{ vorname: "A" }, { vorname: "B" }] });
    expect(namesIn(html)).toEqual(["kinder.0.vorname", "kinder.1.vorname"]);
    expect(html).toContain('name="kinder._anzahl" value="2"');
    expect(html).toContain("Kind hinzufügen");
    expect(html).toContain("Kind 2");
    expect(barriersIn(html)).toEqual([]);
  });

  test("no more entries than there may be, however many are asked for", () => {
    const asked = { more: { path: "kinder", count: 99 } };
    expect(namesIn(draw([children()], {}, asked))).toHaveLength(3);
    expect(
      namesIn(draw([{ ...children(), repeat: { min: 0, max: 200 } }], {}, { more: { path: "kinder", count: 99 } })),
    ).toHaveLength(20);
    expect(draw([children()], {}, asked)).not.toContain("hinzufügen");
  });

  test("a repeated question numbers its labels, and a fault of the whole list stands above it", () => {
    const html = draw(
      [{ id: "a", type: "text", repeat: { min: 2, max: 3 } }],
      {},
      { problems: [{ path: "a", code: "tooFew", details: { min: 2, count: 0 } }] },
    );
    expect(namesIn(html)).toEqual(["a.0", "a.1"]);
    expect(html).toContain("Geben Sie mindestens 2 an.");
    expect(barriersIn(html)).toEqual([]);
  });
});

test("an error link leads to a control that is there, for the whole answer and for a part", () => {
  const form = formWith([
    { id: "ich", type: "person" },
    { id: "tag", type: "date" },
    { id: "wahl", type: "choice", options: ["eins", "zwei"] },
    { id: "liste", type: "choice", list: true, options: ["drei", "vier"] },
    { id: "mehrere", type: "choice", list: true, options: ["fuenf", "sechs"], repeat: { min: 2 } },
    children({ id: "wer", type: "person" }),
  ]);
  const html = render(renderPage({ page: form.pages[0]!, answers: { kinder: [{}] }, wording }));
  const ids = new Set(controlsOf(tagsOf(html)).map(({ attributes }) => attributes.id));
  for (const path of [
    "ich",
    "ich.familyName",
    "tag",
    "wahl",
    "liste",
    "mehrere.1",
    "kinder.0.vorname",
    "kinder.0.wer",
    "kinder.0.wer.birthDate",
  ])
    expect([...ids], path).toContain(errorTarget(form.at(path), path));
});
