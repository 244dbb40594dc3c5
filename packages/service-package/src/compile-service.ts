import { parseBpmn, type ProcessModel } from "@allmende/bpmn";
import { compileDmn, type DmnModel } from "@allmende/dmn";
import { compile, type FeelExpression, type FeelValue, toJson } from "@allmende/feel";
import { compileForm, type Answers, type Form, type TextSource, Wording } from "@allmende/forms";
import { checkDeemedApproval } from "./check-deemed-approval.ts";
import { checkIds, formIds, serviceIds, xmlIds } from "./element-ids.ts";
import { compileLetter, type LetterTemplate } from "./letter.ts";
import { outputPlaces } from "./overlay.ts";
import { lineOf, Problems, type PackageProblem } from "./problem.ts";
import type { PackageFiles, ServicePackage } from "./read-package.ts";
import type { ServiceDefinition } from "./service-definition.ts";
import { checkWorkflow } from "./check-workflow.ts";
import { stepWords } from "./step.ts";
import { findText, type Texts } from "./texts.ts";

/** Names a letter may use beside the answers: what the case knows when it is written. */
export const letterNames = [
  "aktenzeichen",
  "heute",
  "eingang",
  "gebuehr",
  "leistung",
  "behoerde",
  "amt",
  "bearbeitung",
  "begruendung",
  "auflagen",
  "anrede",
  // Of a deemed approval: the day the documents were complete, the day with whose end it occurs, and the law that orders it.
  "vollstaendig",
  "fiktion",
  "gesetz",
] as const;

/** Names a workflow may use beside the answers: the fee, and how a step of a person ended with what was written for it. */
export const workflowNames = ["gebuehr", "outcome", ...stepWords] as const;

/** A package bound to run: nothing of it is interpreted per request. */
export interface CompiledService {
  definition: ServiceDefinition;
  form: Form;
  workflow: ProcessModel;
  fees?: DmnModel;
  /** Rules of the fee tables with one fixed amount in cents (null where it is computed): the table people read. */
  feeRules: { id: string; cents: number | null }[];
  /** By name, then language. */
  letters: ReadonlyMap<string, ReadonlyMap<string, LetterTemplate>>;
  /** The templates as they were written, by name, then language. */
  letterSources: Readonly<Record<string, Readonly<Record<string, string>>>>;
  languages: string[];
  texts: Record<string, Texts>;
  subject?: FeelExpression;
  applicant: { name: FeelExpression; address?: FeelExpression; email?: FeelExpression };
}

export type ServiceCompilation = { ok: true; service: CompiledService } | { ok: false; problems: PackageProblem[] };

/** Binds a package. Problems name their line where the files it was read from are given, too. */
export async function compileService(
  pkg: ServicePackage,
  files: PackageFiles = new Map(),
): Promise<ServiceCompilation> {
  const problems = new Problems();
  const compiledForm = compileForm(pkg.form);
  if (!compiledForm.ok) {
    for (const { at, message } of compiledForm.problems)
      problems.add("form.yaml", `${at}: ${message}`, lineOf(files.get("form.yaml") ?? "", at));
    return { ok: false, problems: problems.list };
  }
  const { form } = compiledForm;
  const bind = (source: string, place: string): FeelExpression | undefined => {
    const result = compile(source, { names: form.names });
    if (result.ok) return result.expression;
    problems.add("service.yaml", `${place}: ${result.problems.map((problem) => problem.message).join("; ")}`);
    return undefined;
  };
  const { applicant } = pkg.service;
  const name = bind(applicant.name, "applicant.name");
  const address = applicant.address === undefined ? undefined : bind(applicant.address, "applicant.address");
  const email = applicant.email === undefined ? undefined : bind(applicant.email, "applicant.email");
  const subject = pkg.service.subject === undefined ? undefined : bind(pkg.service.subject, "subject");

  checkFilled(pkg, form, problems);
  const parsed = await parseBpmn(pkg.workflow, { names: [...form.names, ...workflowNames] });
  if (!parsed.ok) {
    for (const { element, why } of parsed.reasons)
      problems.add("workflow.bpmn", `${element}: ${why}`, lineOf(pkg.workflow, element));
  }
  const decided = pkg.fees === undefined ? undefined : await compileDmn(pkg.fees);
  if (decided && !decided.ok)
    for (const problem of decided.problems) {
      problems.add(
        "fees.dmn",
        `${problem.elementId ?? ""} ${problem.message}`.trim(),
        problem.elementId ? lineOf(pkg.fees ?? "", problem.elementId) : undefined,
      );
    }
  const fees = decided?.ok ? decided.model : undefined;
  if (parsed.ok) checkWorkflow(pkg, parsed.model, fees, problems);
  const feeName = pkg.service.fee?.decision;
  if (feeName && fees && !fees.decisions.some((decision) => decision.id === feeName || decision.name === feeName)) {
    problems.add("service.yaml", `fee.decision: fees.dmn has no decision ${feeName}`);
  }
  if (feeName && pkg.fees === undefined)
    problems.add("fees.dmn", "this file is missing: service.yaml names a fee decision");

  const letters = compileLetters(pkg, form, problems);
  checkDeemedApproval(pkg, files, problems);
  checkIds(pkg, form, problems);
  checkTexts(pkg, form, files, problems);
  if (!parsed.ok || !name || problems.list.length > 0) return { ok: false, problems: problems.list };
  return {
    ok: true,
    service: {
      definition: pkg.service,
      form,
      workflow: parsed.model,
      ...(fees && { fees }),
      feeRules: fixedFees(pkg.fees),
      letters,
      letterSources: pkg.letters,
      languages: Object.keys(pkg.texts).toSorted((a, b) => (a === "de" ? -1 : b === "de" ? 1 : a < b ? -1 : 1)),
      texts: pkg.texts,
      ...(subject && { subject }),
      applicant: { name, ...(address && { address }), ...(email && { email }) },
    },
  };
}

function fixedFees(xml: string | undefined): CompiledService["feeRules"] {
  if (xml === undefined) return [];
  return [...outputPlaces(xml)].map(([id, outputs]) => {
    const text = outputs.length === 1 ? xml.slice(outputs[0]!.from, outputs[0]!.to).trim() : "";
    return { id, cents: /^\d+$/.test(text) ? Number(text) : null };
  });
}

function compileLetters(pkg: ServicePackage, form: Form, problems: Problems): Map<string, Map<string, LetterTemplate>> {
  const letters = new Map<string, Map<string, LetterTemplate>>();
  const names = [...form.names, ...letterNames];
  for (const [name, languages] of Object.entries(pkg.letters)) {
    const compiled = new Map<string, LetterTemplate>();
    for (const [language, source] of Object.entries(languages)) {
      const result = compileLetter(source, language, names);
      if (result.ok) compiled.set(language, result.letter);
      else
        for (const { line, message } of result.problems) problems.add(`letters/${name}.${language}.md`, message, line);
    }
    if (!compiled.has("de") && languages.de === undefined)
      problems.add(`letters/${name}.de.md`, "this file is missing: German is the legal text");
    letters.set(name, compiled);
  }
  for (const { name } of pkg.service.letters) {
    if (!letters.has(name)) problems.add("service.yaml", `letters: there is no letter ${name}`);
  }
  return letters;
}

/** The answer to the question of place is carried into the form's first page, before anything is saved. */
function checkFilled({ service: { competence } }: ServicePackage, form: Form, problems: Problems): void {
  if (competence.rule !== "place" || competence.fills === undefined) return;
  if (form.pageOf(competence.fills) !== form.pages[0]?.id) {
    problems.add("service.yaml", `competence.fills: the first page of the form has no field ${competence.fills}`);
  }
}

const serviceFacets = ["title", "lead"] as const;

/** Every element has its German words, and every text has an element. */
function checkTexts(pkg: ServicePackage, form: Form, files: PackageFiles, problems: Problems): void {
  const german = pkg.texts.de ?? {};
  const needed = new Set(["service", ...formIds(form), ...serviceIds(pkg.service)]);
  for (const id of needed) {
    if (id === "service") {
      for (const facet of serviceFacets)
        if (!findText(german, id, facet)) problems.add("texts/de.yaml", `service.${facet} is missing`);
    } else if (!Object.hasOwn(german, id)) problems.add("texts/de.yaml", `the text for ${id} is missing`);
  }
  const workflowIds = new Set(xmlIds(pkg.workflow));
  const feeIds = new Set(xmlIds(pkg.fees ?? ""));
  const workflowWords = new Set(
    [...pkg.workflow.matchAll(/"([a-z]\w*)"|&#34;([a-z]\w*)&#34;|&quot;([a-z]\w*)&quot;/g)].flatMap(
      (match) => match.slice(1).filter(Boolean) as string[],
    ),
  );
  for (const [language, texts] of Object.entries(pkg.texts)) {
    for (const id of Object.keys(texts)) {
      if (!needed.has(id) && !workflowIds.has(id) && !feeIds.has(id) && !workflowWords.has(id)) {
        problems.add(
          `texts/${language}.yaml`,
          `no element has the id ${id}`,
          lineOf(files.get(`texts/${language}.yaml`) ?? "", id),
        );
      }
    }
  }
}

/** The texts of a language, falling back to German visibly where one is missing. */
export function textsIn(service: CompiledService, language: string): TextSource {
  const own = service.texts[language];
  const german = service.texts.de ?? {};
  return {
    language: own ? language : "de",
    find: (id, facet) => (own && findText(own, id, facet)) ?? findText(german, id, facet),
  };
}

export const wordingIn = (service: CompiledService, language: string): Wording =>
  new Wording(textsIn(service, language));

export interface Fee {
  /** Whole cents. */
  cents: number;
  /** Lines that add up to it, when the decision gives them: `{ cents, posten: [{ id, menge, cents }] }`. */
  items: { id: string; quantity: number; cents: number }[];
  /** The rules that matched: the "Warum dieser Betrag?". */
  rules: { decision: string; rules: readonly string[] }[];
  /** The answers it was made of, as plain JSON. */
  inputs: Record<string, unknown>;
}

/** Fee or tax for these answers, or undefined when the service has none. A result that is not whole cents is an error. */
export function assessFee(service: CompiledService, answers: Answers, now: Date): Fee | undefined {
  const { fee } = service.definition;
  if (!fee || !service.fees) return undefined;
  const decided = service.fees.decide(fee.decision, service.form.context(answers, { now }), { now: () => now });
  const value = toJson(decided.value);
  const plain =
    typeof value === "object" && value !== null && "cents" in value
      ? (value as { cents: unknown; posten?: unknown })
      : { cents: value };
  if (typeof plain.cents !== "number" || !Number.isSafeInteger(plain.cents) || plain.cents < 0) {
    throw new Error(`the decision ${fee.decision} gave ${JSON.stringify(value)}, but a fee is a whole number of cents`);
  }
  const items = Array.isArray(plain.posten)
    ? (plain.posten as { id: string; menge?: number; cents: number }[]).map(({ id, menge, cents }) => ({
        id,
        quantity: menge ?? 1,
        cents,
      }))
    : [];
  return {
    cents: plain.cents,
    items,
    rules: decided.matched.map(({ decision, ruleIds }) => ({ decision, rules: ruleIds })),
    inputs: Object.fromEntries([...decided.read].map(([name, answer]) => [name, toJson(answer)])),
  };
}

/** What tells this application apart and who applies, as plain text. */
export function describeApplication(
  service: CompiledService,
  answers: Answers,
  now: Date,
): { subject: string; applicant: string; address: string[]; email: string | null } {
  const context = service.form.context(answers, { now });
  const text = (expression: FeelExpression | undefined): string =>
    expression ? asText(expression.evaluate(context, { now: () => now })) : "";
  return {
    subject: text(service.subject).slice(0, 200),
    applicant: text(service.applicant.name).slice(0, 200),
    address: text(service.applicant.address)
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
    email: text(service.applicant.email) || null,
  };
}

function asText(value: FeelValue): string {
  const plain = toJson(value);
  return plain === null ? "" : Array.isArray(plain) ? plain.map(String).join(", ") : String(plain);
}
