/** Any form and any answers: nothing unreachable is asked, nothing reachable is lost, nothing invalid gets through. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer, AnswerProblem, Answers } from "./answer.ts";
import { compileForm } from "./compile.ts";
import type { Form } from "./form.ts";
import { leaves, type FieldNode, type Node } from "./node.ts";
import { postAnswers } from "./post-answers.ts";
import { readJson } from "./read-json.ts";

interface Element {
  id: string;
  type: string;
  [setting: string]: unknown;
}

const kinds = fc.constantFrom("yesno", "integer", "text", "choice", "date", "person", "computed", "information");

/** A form of pages, sections, groups and repeats, in which conditions look at earlier answers. */
const forms: fc.Arbitrary<Form> = fc
  .array(
    fc.array(fc.record({ kind: kinds, shape: fc.nat(9), look: fc.nat(9), wish: fc.nat(9) }), {
      minLength: 1,
      maxLength: 5,
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((pages) => {
    let count = 0;
    const earlier: Element[] = [];
    const conditionOf = (known: readonly Element[], look: number): string | undefined => {
      const seen = known[look];
      if (!seen) return undefined;
      if (seen.type === "yesno") return `${seen.id} = true`;
      if (seen.type === "integer") return look % 2 ? `${seen.id} > 5` : `${seen.id} != null and even(${seen.id})`;
      if (seen.type === "choice") return `${seen.id} = "${seen.id}_x"`;
      if (seen.type === "group") return `count(${seen.id}) > 0`;
      return `${seen.id} != null`;
    };
    const element = (part: { kind: string; look: number; wish: number }, known: Element[]): Element => {
      const id = `f${count++}`;
      const when = conditionOf(known, part.look);
      const base = { id, type: part.kind, ...(when && { when }) };
      if (part.kind === "information") return base;
      if (part.kind === "computed")
        return {
          ...base,
          value: known.some(({ type }) => type === "integer")
            ? `${known.find(({ type }) => type === "integer")!.id} + 1`
            : "1 + 1",
        };
      const required = part.wish < 4 ? true : part.wish < 7 ? false : (conditionOf(known, part.wish - 7) ?? false);
      const repeated = part.wish === 5 && ["text", "date"].includes(part.kind) ? { repeat: { min: 0, max: 3 } } : {};
      const options = part.kind === "choice" ? { options: [`${id}_x`, `${id}_y`] } : {};
      return { ...base, required, ...repeated, ...options };
    };
    const definition = {
      pages: pages.map((parts, index) => {
        const when = index > 0 ? conditionOf(earlier, index) : undefined;
        const elements = parts.map((part): Element => {
          if (part.shape < 2) {
            const inner: Element[] = [];
            for (const look of [0, 1])
              inner.push(element({ ...part, look: earlier.length + look }, [...earlier, ...inner]));
            const group = { id: `f${count++}`, type: "group", repeat: { min: 0, max: 3 }, elements: inner };
            earlier.push(group);
            return group;
          }
          const own = element(part, earlier);
          if (own.type !== "information") earlier.push(own);
          return part.shape < 4 ? { id: `f${count++}`, type: "section", elements: [own] } : own;
        });
        return { id: `p${index}`, ...(when && { when }), elements };
      }),
    };
    const compiled = compileForm(definition);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    return compiled.form;
  });

const valid: Record<string, (seed: number, id: string) => Answer> = {
  yesno: (seed) => seed % 2 === 0,
  integer: (seed) => seed,
  text: (seed) => `Wort ${seed}`,
  choice: (seed, id) => `${id}_${seed % 2 ? "x" : "y"}`,
  date: (seed) => `2024-01-${String(1 + (seed % 28)).padStart(2, "0")}`,
  person: (seed) => ({ givenNames: "A", familyName: "B", birthDate: `19${String(10 + (seed % 80))}-01-01` }),
};
const invalid = [null, 1.5, "", "x\uD800", [], {}, [[1]], { a: 1 }, "2024-13-01", 1e300, [null]] as unknown as Answer[];

function answerFor(node: FieldNode, seed: number): Answer {
  const one = (at: number) => valid[node.field.type]!(at, node.id);
  return node.repeat ? [one(seed), one(seed + 1)] : one(seed);
}

/** What the form asks, found without its walk: by asking each condition with everything that is asked before it. */
function askedByHand(form: Form, answers: Answers): Set<string> {
  const asked = new Set<string>();
  const told: Answers = {};
  const visit = (nodes: readonly Node[], prefix: string, own: Answers, into: Answers, around: Answers[]): void => {
    for (const node of nodes) {
      const scope = { find: (id: string) => [into, ...around].find((answers) => Object.hasOwn(answers, id))?.[id] };
      if (node.when && !holdsByHand(node.when.source, scope.find)) continue;
      if (node.kind === "section") visit(node.nodes, prefix, own, into, around);
      else if (node.kind === "group") {
        const entries = (own[node.id] as Answers[] | undefined) ?? [];
        const kept = entries.map((entry, index) => {
          const inner: Answers = {};
          visit(node.nodes, `${node.id}.${index}.`, entry, inner, [into, ...around]);
          return inner;
        });
        into[node.id] = kept;
      } else if (node.type.answered !== "never") {
        asked.add(prefix + node.id);
        const value = node.compute ? computedByHand(node.compute.source, scope.find) : own[node.id];
        if (value !== undefined) into[node.id] = value;
      }
    }
  };
  for (const page of form.pages)
    if (!page.when || holdsByHand(page.when.source, (id) => told[id])) visit(page.nodes, "", answers, told, []);
  return asked;
}

/** The few conditions these forms have, in JavaScript. */
function holdsByHand(source: string, find: (id: string) => Answer | undefined): boolean {
  const value = find(/\bf\d+/.exec(source)![0]);
  if (source.startsWith("count(")) return Array.isArray(value) && value.length > 0;
  if (source.includes("even(")) return typeof value === "number" && value % 2 === 0;
  if (source.endsWith("> 5")) return typeof value === "number" && value > 5;
  if (source.endsWith("= true")) return value === true;
  if (source.endsWith("!= null")) return value !== undefined;
  return value === /"(.+)"/.exec(source)![1];
}

function computedByHand(source: string, find: (id: string) => Answer | undefined): Answer | undefined {
  if (source === "1 + 1") return 2;
  const value = find(/\bf\d+/.exec(source)![0]);
  return typeof value === "number" ? value + 1 : undefined;
}

/** One act of a person: an answer somewhere, an entry more, an answer taken back. */
const acts = fc.array(
  fc.record({
    at: fc.nat(60),
    seed: fc.nat(27),
    kind: fc.constantFrom("answer", "answer", "answer", "entry", "clear"),
  }),
  { maxLength: 25 },
);

interface Act {
  at: number;
  seed: number;
  kind: string;
}

/** Does it as a person does, who can only answer what is asked; undefined when there is nothing to do. */
function act(form: Form, answers: Answers, { at, seed, kind }: Act): Answers | undefined {
  const next = structuredClone(answers);
  const walk = form.walk(answers);
  if (kind === "entry") {
    const groups = [...walk.groups.keys()];
    const id = groups[at % Math.max(1, groups.length)];
    if (id === undefined || walk.groups.get(id)!.count >= 3) return undefined;
    next[id] = [...((next[id] as Answers[] | undefined) ?? []), {}];
    return next;
  }
  const asked = walk.asked.filter(({ node }) => !node.compute);
  const one = asked[at % Math.max(1, asked.length)];
  if (!one) return undefined;
  const [first = "", index, inner] = one.path.split(".");
  const place = inner === undefined ? next : (next[first] as Answers[])[Number(index)]!;
  if (kind === "clear") delete place[inner ?? first];
  else place[inner ?? first] = answerFor(one.node, seed);
  return next;
}

const runs = { numRuns: 150 };

test("only what is reachable is asked, and all of it", () => {
  fc.assert(
    fc.property(forms, acts, (form, sequence) => {
      let answers: Answers = {};
      for (const one of sequence) answers = act(form, answers, one) ?? answers;
      const walk = form.walk(answers);
      expect(new Set(walk.asked.map(({ path }) => path))).toEqual(askedByHand(form, answers));
      const askedPages = new Set(walk.asked.map(({ page }) => page));
      for (const page of askedPages) expect(walk.pages).toContain(page);
    }),
    runs,
  );
});

test("no answer to a reachable question is lost on its way through the pages", () => {
  fc.assert(
    fc.property(forms, acts, (form, sequence) => {
      let answers: Answers = {};
      for (const one of sequence) answers = act(form, answers, one) ?? answers;
      const given = form.walk(answers).asked.filter(({ node, value }) => value !== undefined && !node.compute);
      let draft: Answers = {};
      for (const { id } of form.pages) draft = form.read(id, postAnswers(form, id, answers), draft).answers;
      // Entries with nothing in them are none; the others move up.
      const values = (where: Answers) =>
        form
          .walk(where)
          .asked.filter(({ node, value }) => value !== undefined && !node.compute)
          .map(({ node, value }) => `${node.id} ${JSON.stringify(value)}`);
      if (!JSON.stringify(answers).includes("{}"))
        expect(values(draft)).toEqual(given.map(({ node, value }) => `${node.id} ${JSON.stringify(value)}`));
      // Hidden answers come back when their question does.
      for (const [id, value] of Object.entries(answers))
        if (form.field(id)?.kind === "field") expect(draft[id]).toEqual(value);
    }),
    runs,
  );
});

test("no invalid value gets through: it is named where it stands, or its question is not asked", () => {
  fc.assert(
    fc.property(forms, acts, fc.nat(60), fc.constantFrom(...invalid), (form, sequence, at, value) => {
      let answers: Answers = {};
      for (const one of sequence) answers = act(form, answers, one) ?? answers;
      const asked = form
        .walk(answers)
        .asked.filter(({ node }) => !node.compute && (node.field.type !== "text" || value !== "2024-13-01"));
      const one = asked[at % Math.max(1, asked.length)];
      fc.pre(
        one !== undefined && (!one.node.repeat || !Array.isArray(value) || value.length === 0 || value[0] === null),
      );
      const [first = "", index, inner] = one.path.split(".");
      const place = inner === undefined ? answers : (answers[first] as Answers[])[Number(index)]!;
      place[inner ?? first] = value;
      const told = (problems: readonly AnswerProblem[]) =>
        problems.filter(({ path }) => path === one.path || path.startsWith(`${one.path}.`));
      expect(told(form.check(answers))).not.toEqual([]);
      // Through the API, too; there a text of nothing at all may count as not given.
      const read = readJson(form, JSON.stringify(answers));
      if (JSON.stringify(read.answers) === JSON.stringify(answers))
        expect(told(form.check(read.answers))).not.toEqual([]);
    }),
    runs,
  );
});

test("answering a question rightly never makes the pages before it incomplete, and a whole form is complete", () => {
  fc.assert(
    fc.property(forms, fc.infiniteStream(fc.nat(27)), (form, seeds) => {
      let answers: Answers = {};
      let done = -1;
      for (let step = 0; step < 60; step++) {
        const plan = form.plan(answers);
        const upTo = plan.findIndex(({ complete }) => !complete);
        const order = form.pages.findIndex(({ id }) => id === plan[upTo]?.page);
        // Progress: the first page that is not complete never lies before one that was passed.
        if (upTo < 0) break;
        expect(order).toBeGreaterThanOrEqual(done);
        done = order;
        const open = form.check(answers, { page: plan[upTo]!.page })[0]!;
        const node = form.at(open.path) as FieldNode;
        const [first = "", index, inner] = open.path.split(".");
        answers = structuredClone(answers);
        const place = inner === undefined ? answers : (answers[first] as Answers[])[Number(index)]!;
        place[node.id] = answerFor(node, seeds.next().value);
      }
      expect(form.check(answers)).toEqual([]);
      expect(form.plan(answers).every(({ complete }) => complete)).toBe(true);
    }),
    runs,
  );
});

test("the forms of these properties have all the shapes that they speak of", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(forms, (form) => {
      for (const node of leaves(
        form.pages.flatMap(({ nodes }) => nodes),
        true,
      )) {
        seen.add(node.kind === "group" ? "group" : node.field.type);
        if (node.when) seen.add("when");
        if (node.kind === "field" && node.repeat) seen.add("repeat");
        if (node.kind === "field" && typeof node.required === "object") seen.add("duty by condition");
      }
    }),
    runs,
  );
  for (const shape of ["group", "when", "repeat", "duty by condition", "computed", "person", "information"])
    expect(seen).toContain(shape);
});
