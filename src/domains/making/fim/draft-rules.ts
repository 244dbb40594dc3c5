import { compileForm, formDefinition } from "@allmende/forms";
import {
  compileRules,
  negate,
  type CompiledRule,
  type Effect,
  type Reference,
  type Stammdatenschema,
  type Statement,
} from "@allmende/xdatenfelder";
import type { DraftPage } from "./draft-form.ts";
import { labelOfText, type DraftElement, type Drafting } from "./drafting.ts";
import { pageKey, unique } from "./element-ids.ts";
import { conditionFeel, elementsOf, filledFeel, NotWritable, optionFor, type Terms } from "./rule-feel.ts";
import { settleRules } from "./settle-rules.ts";

/** A page or an element: what a rule can show, hide, or make a duty. */
type Target = DraftElement | DraftPage;

/**
 * Writes the rules of a schema into the pages of its draft: conditions, duties, checks. A rule is written whole or not
 * at all; what cannot be written, and what no machine understood, becomes an open task with the reason.
 */
export function writeRules(schema: Stammdatenschema, pages: DraftPage[], drafting: Drafting): DraftPage[] {
  const { compiled, open } = compileRules(schema);
  const tops = new Map(
    schema.struktur.map(({ enthaelt: { pfad } }) => [drafting.ids.get(pageKey(pfad)), pfad] as const),
  );
  const { pages: written, outcomes } = settleRules(compiled, pages, {
    write: (rule, attempt, spoken) => {
      for (const path of rule.paths) writeRule(rule, path, { pages: attempt, tops, drafting, spoken });
    },
    check: refuseBroken,
    release: (ids) => {
      for (const id of ids) drafting.taken.delete(id);
    },
  });
  for (const outcome of outcomes) {
    if ("why" in outcome) {
      openRule(outcome.rule, outcome.why, drafting);
      continue;
    }
    for (const [id, sentence] of outcome.spoken) drafting.say(id, sentence);
    const { regel } = outcome.rule;
    drafting.done(`regel ${regel.identifikation.id}`, `${textOf(regel)} (als Bedingung übernommen)`);
  }
  for (const rule of open) openRule(rule, `nicht als Bedingung verstanden: ${rule.reason}`, drafting);
  return written;
}

type Rule = Pick<CompiledRule, "regel" | "paths">;

const textOf = ({ freitextRegel, beschreibung, name }: Rule["regel"]): string => freitextRegel || beschreibung || name;

function openRule({ regel, paths }: Rule, why: string, drafting: Drafting): void {
  const at = paths.map((path) => (path === "" ? "ganzes Formular" : (drafting.ids.get(path) ?? path))).join(", ");
  drafting.open(`regel ${regel.identifikation.id}`, `${textOf(regel)} [${at}; ${why}]`);
}

/** The whole form must still compile: a condition sees only what stands before it. */
function refuseBroken(pages: readonly DraftPage[]): void {
  const parsed = formDefinition.safeParse({ pages });
  if (!parsed.success) throw new NotWritable("die Bedingung ist zu lang oder zu viel für das Formular");
  const result = compileForm(parsed.data);
  if (!result.ok) throw new NotWritable(result.problems[0]?.message ?? "das Formular nimmt die Bedingung nicht an");
}

function writeRule({ statements }: CompiledRule, at: string, about: About): void {
  const places = placesOf(about.pages, about.tops);
  const one = (reference: Reference): Target => {
    const found = resolveAll(reference, at, places);
    if (found.length === 1) return found[0]!.target;
    throw new NotWritable(`${reference.id} steht ${found.length === 0 ? "nicht" : "mehrmals"} im Formular`);
  };
  const source = (reference: Reference): DraftElement => {
    const found = one(reference);
    return "type" in found ? found : { ...found, type: "section" };
  };
  const terms = { resolve: source, listless: about.drafting.listless };
  for (const statement of statements) writeStatement(statement, { ...about, terms, target: one });
}

interface About {
  pages: DraftPage[];
  /** Where in the schema a page comes from, by its id. */
  tops: ReadonlyMap<string | undefined, string>;
  drafting: Drafting;
  /** Sentences of the checks this rule adds. */
  spoken: Map<string, string>;
}

interface Desk extends About {
  terms: Terms;
  target: (reference: Reference) => Target;
}

function writeStatement(statement: Statement, desk: Desk): void {
  const { terms } = desk;
  switch (statement.kind) {
    case "when": {
      const so = conditionFeel(statement.condition, terms);
      const notSo = conditionFeel(negate(statement.condition), terms);
      for (const effect of statement.effects) apply(effect, so, notSo, desk);
      for (const effect of statement.otherwise) apply(effect, notSo, so, desk);
      return;
    }
    case "always":
      for (const effect of statement.effects) {
        if (effect.action !== "required" || effect.choices)
          throw new NotWritable("sie gilt immer und verbietet oder erlaubt etwas");
        for (const reference of effect.targets) demand(desk.target(reference));
      }
      return;
    case "exactly-one":
    case "at-least-one": {
      const fields = statement.fields.map(terms.resolve);
      const filled = fields.map((field) => {
        if (statement.value === undefined) return filledFeel(field);
        return conditionFeel(
          { kind: "compare", source: { id: field.id, within: [] }, operator: "=", values: [statement.value] },
          { ...terms, resolve: () => field },
        );
      });
      const how = statement.kind === "exactly-one" ? "= 1" : ">= 1";
      const names = fields.map(({ id }) => `„${labelOfText(desk.drafting.texts[id]) ?? id}“`).join(", ");
      const sentence =
        statement.kind === "exactly-one"
          ? `Füllen Sie genau eine dieser Angaben aus: ${names}.`
          : `Füllen Sie mindestens eine dieser Angaben aus: ${names}.`;
      check(fields, `count([${filled.join(", ")}][item]) ${how}`, sentence, desk);
      return;
    }
    case "before": {
      const [earlier, later] = [terms.resolve(statement.earlier), terms.resolve(statement.later)];
      const sentence = `Prüfen Sie die Angaben: „${labelOfText(desk.drafting.texts[earlier.id]) ?? earlier.id}“ liegt nach „${labelOfText(desk.drafting.texts[later.id]) ?? later.id}“.`;
      const test = `${earlier.id} = null or ${later.id} = null or ${earlier.id} <= ${later.id}`;
      check([earlier, later], test, sentence, desk);
    }
  }
}

/** `so` is when the effect holds, `notSo` its opposite. */
function apply({ action, targets, choices }: Effect, so: string, notSo: string, desk: Desk): void {
  for (const reference of targets) {
    const target = desk.target(reference);
    if (choices) {
      if (!("type" in target) || target.type !== "choice")
        throw new NotWritable(`${target.id} ist keine einfache Auswahl`);
      const allowed = choices.map((code) => `"${optionFor(target, code)}"`).join(", ");
      const test = `${notSo} or ${target.id} = null or list contains([${allowed}], ${target.id})`;
      check([target], test, "Diese Antwort passt nicht zu Ihren anderen Angaben. Wählen Sie eine andere.", desk);
    } else if (action === "forbidden") target.when = all(target.when, notSo);
    else if (action === "required") demand(target, so);
    else allow(target, so);
  }
}

const all = (before: unknown, now: string): string =>
  typeof before !== "string" || before === now ? now : `(${before}) and (${now})`;
const any = (before: string, now: string): string => (before === now ? now : `(${before}) or (${now})`);

/** Must be answered when `so`; always, without. What is only asked then anyway needs no condition of its own. */
function demand(target: Target, so?: string): void {
  if (!("type" in target) || target.type === "section") {
    // The group as a whole is a duty: what is a duty once the group is begun is one now.
    for (const element of target.elements as DraftElement[])
      if (typeof element.required === "string") demand(element, so);
    return;
  }
  if (target.type === "group") {
    const repeat = target.repeat as { min: number; max: number };
    const before = target.required as string | undefined;
    if (so === undefined) target.repeat = { ...repeat, min: Math.max(1, repeat.min) };
    else if (repeat.min === 0) target.required = before === undefined ? so : any(before, so);
    return;
  }
  const before = target.required as undefined | boolean | string;
  if (before === undefined || before === true) return;
  if (so === undefined) delete target.required;
  else target.required = typeof before === "string" ? any(before, so) : so;
}

/** May be left out when `so`. */
function allow(target: Target, so: string): void {
  if (!("type" in target) || target.type === "section" || target.type === "group") return;
  if (target.required === undefined || target.required === true) target.required = `not(${so})`;
}

/** A check on the page of the last field it looks at, shown there; in a list of entries it is asked of each. */
function check(
  fields: readonly DraftElement[],
  test: string,
  sentence: string,
  { pages, drafting, spoken }: Desk,
): void {
  const ids = new Set(fields.map(({ id }) => id));
  const lists = pages.flatMap(({ elements }) => listsWith(elements, ids));
  if (lists.length > 1) throw new NotWritable("die Prüfung vergleicht Angaben aus verschiedenen Listen");
  const page = pages.findLast(({ elements }) =>
    elements.some((element) => (lists[0] ? holds(element, new Set([lists[0].id])) : holds(element, ids))),
  );
  const at = page && lastOf(lists[0] ? elementsOf(lists[0]) : page.elements, ids);
  if (!page || !at) throw new NotWritable("die Prüfung hat keine Frage, an der sie stehen kann");
  const id = unique(`pruefe_${at.id}`.slice(0, 74), drafting.taken);
  spoken.set(id, sentence);
  page.checks = [...(page.checks ?? []), { id, test, at: at.id }];
}

const holds = (element: DraftElement, ids: ReadonlySet<string>): boolean =>
  ids.has(element.id) || elementsOf(element).some((inner) => holds(inner, ids));

/** The lists of entries in which some of the fields stand. */
function listsWith(elements: readonly DraftElement[], ids: ReadonlySet<string>): DraftElement[] {
  return elements.flatMap((element) => {
    const inner = elementsOf(element);
    if (element.type === "group") return inner.some((child) => holds(child, ids)) ? [element] : [];
    return listsWith(inner, ids);
  });
}

/** The last field among the ids, within sections; a list of entries counts as a whole. */
function lastOf(elements: readonly DraftElement[], ids: ReadonlySet<string>): DraftElement | undefined {
  return elements
    .flatMap((element) => (element.type === "section" ? (lastOf(elementsOf(element), ids) ?? []) : [element]))
    .findLast((element) => ids.has(element.id));
}

interface Place {
  /** Ids of the schema from the top to the element. */
  path: string;
  target: Target;
}

/** Every page and element of the draft, by where it stands in the schema. A group that repeats is no page. */
function placesOf(pages: readonly DraftPage[], tops: About["tops"]): Place[] {
  const places = new Map<string, Target>();
  const visit = (element: DraftElement): void => {
    const path = (element.fim as { path: string } | undefined)?.path;
    if (path) places.set(path, element);
    elementsOf(element).forEach(visit);
  };
  for (const page of pages) {
    const path = tops.get(page.id);
    if (path) places.set(path, page);
    page.elements.forEach(visit);
  }
  return [...places].map(([path, target]) => ({ path, target }));
}

/** The places a reference can mean: below the rule's own place before others, within the groups it names. */
function resolveAll({ id, within }: Reference, at: string, places: readonly Place[]): Place[] {
  const found = places.filter(({ path }) => {
    const steps = path.split(".");
    return steps.at(-1) === id && within.every((group) => steps.includes(group));
  });
  const near = found.filter(({ path }) => at === "" || path === at || path.startsWith(`${at}.`));
  return near.length > 0 ? near : found;
}
