import type { Answer, AnswerProblem } from "../answer.ts";
import { compileForm } from "../compile.ts";
import type { FieldType, Posted } from "../field-type.ts";
import type { Form } from "../form.ts";
import { readPage } from "../read-page.ts";
import { Wording } from "../wording.ts";

/** A sample of a type of field: what is shown when it is looked at, tried out and tested. */
export interface Story {
  /** What a form.yaml says, without id. */
  definition: { type: string; [setting: string]: unknown };
  /** Texts of the package, by id and facet; "frage" is the field. */
  texts?: Record<string, string | Record<string, string>>;
  /** Canonical answers, the first of them usual, and one as long as it may be. */
  filled: Answer;
  long: Answer;
  /** Words that cannot be taken, and the code they are refused with (at the part, if told). */
  wrong: { posted: Posted; code: string; part?: string };
  /** A canonical value from a machine that is refused, with its code. */
  refused: { value: unknown; code: string; part?: string }[];
}

export const states = ["empty", "filled", "error", "long"] as const;
export type State = (typeof states)[number];

/** The field of a story in a form of its own, under the id "frage". */
export function formOf(story: Story, types: readonly FieldType[] = []): Form {
  const compiled = compileForm(
    { pages: [{ id: "seite", elements: [{ id: "frage", ...story.definition }] }] },
    { types },
  );
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.form;
}

export function wordingOf({ texts = {} }: Story, language = "de"): Wording {
  const all: Story["texts"] = { frage: { label: "Beispiel", hint: "Ein Hinweis" }, ...texts };
  const find = (id: string, facet: string): string | undefined => {
    const text = all[id];
    return typeof text === "string" ? (facet === "label" ? text : undefined) : text?.[facet];
  };
  return new Wording({ language, find });
}

/** What a page of the state is drawn from. */
export function viewOf(story: Story, state: State, types: readonly FieldType[] = []) {
  const form = formOf(story, types);
  const page = form.pages[0]!;
  const answers = state === "filled" ? { frage: story.filled } : state === "long" ? { frage: story.long } : {};
  const entries = Object.entries(story.wrong.posted).map(([part, words]) => [part ? `frage.${part}` : "frage", words]);
  const posted = Object.fromEntries(entries) as Record<string, readonly string[]>;
  const reading = readPage(page, { values: (name) => posted[name] ?? [] }, {});
  const wrong: AnswerProblem[] = [...reading.faults, ...form.check(reading.answers)];
  return {
    page,
    wording: wordingOf(story),
    answers: state === "error" ? reading.answers : answers,
    unread: state === "error" ? reading.unread : {},
    problems: state === "error" ? wrong : [],
    computed: form.walk(answers).computed,
  };
}
