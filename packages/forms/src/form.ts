import type { FeelContext } from "@allmende/feel";
import type { AnswerProblem, Answers } from "./answer.ts";
import { checkAnswers } from "./check.ts";
import type { Eligibility } from "./eligibility.ts";
import type { FormDefinition } from "./definition.ts";
import { jsonSchema } from "./json-schema.ts";
import { hasAnswer, leaves, type FieldNode, type GroupNode, type PageNode } from "./node.ts";
import { partsOf, type Part } from "./part.ts";
import { readPage, type PageInput, type PageReading } from "./read-page.ts";
import type { Layout, WalkOptions } from "./scope.ts";
import { Walk } from "./walk.ts";

/** A compiled form. It knows no clock and no store: `now` and answers come with each call. */
export class Form {
  readonly definition: FormDefinition;
  readonly pages: readonly PageNode[];
  /** Ids an answer may have, each with the ids inside its entries if it is a group. */
  readonly answerable = new Map<string, ReadonlySet<string> | null>();
  /** Ids of the lists of entries. */
  readonly groups: readonly string[];
  /** What other persons than the applicant fill in. */
  readonly parts: readonly Part[];
  readonly #layout: Layout;
  readonly #fields = new Map<string, FieldNode | GroupNode>();
  readonly #pageOf = new Map<string, string>();

  /** Asked before the form, if the service asks anything there. */
  readonly eligibility: Eligibility | undefined;

  constructor(definition: FormDefinition, pages: readonly PageNode[], layout: Layout, eligibility?: Eligibility) {
    this.eligibility = eligibility;
    this.#layout = layout;
    this.definition = definition;
    this.pages = pages;
    this.parts = partsOf(definition.parts ?? [], pages);
    for (const page of pages) {
      for (const node of leaves(page.nodes, true)) {
        this.#fields.set(node.id, node);
        this.#pageOf.set(node.id, page.id);
      }
      for (const node of leaves(page.nodes)) {
        if (node.kind === "group")
          this.answerable.set(node.id, new Set([...leaves(node.nodes)].filter(hasAnswer).map(({ id }) => id)));
        else if (hasAnswer(node)) this.answerable.set(node.id, null);
      }
    }
    this.groups = [...this.answerable].filter(([, inner]) => inner !== null).map(([id]) => id);
  }

  page(id: string): PageNode | undefined {
    return this.pages.find((page) => page.id === id);
  }

  /** The part of a second person that a page belongs to. */
  partOf(page: string): Part | undefined {
    return this.parts.find(({ pages }) => pages.includes(page));
  }

  /** The pages of a walk that the applicant fills in. */
  ownPages({ pages }: Walk): string[] {
    return this.parts.length === 0 ? pages : pages.filter((page) => !this.partOf(page));
  }

  /** The parts of other persons that these answers ask for. */
  askedParts(answers: Answers, options?: WalkOptions): Part[] {
    if (this.parts.length === 0) return [];
    const { pages } = this.walk(answers, options);
    return this.parts.filter((part) => part.pages.some((page) => pages.includes(page)));
  }

  field(id: string): FieldNode | GroupNode | undefined {
    return this.#fields.get(id);
  }

  /** The field or group at a path: "hundename", "kinder.0.vorname", "staaten.1", "anschrift.postcode". */
  at(path: string): FieldNode | GroupNode | undefined {
    const [first = "", , inner = ""] = path.split(".");
    const node = this.#fields.get(first);
    return (node?.kind === "group" ? this.#fields.get(inner) : undefined) ?? node;
  }

  /** The page on which the field of a path is asked. */
  pageOf(path: string): string | undefined {
    return this.#pageOf.get(this.at(path)?.id ?? path);
  }

  walk(answers: Answers, options?: WalkOptions): Walk {
    return new Walk(this.pages, this.#layout, answers, options);
  }

  /** Reads what a page posted into the answers of a draft; nothing typed is lost, faults are named. */
  read(page: string, input: PageInput, answers: Answers): PageReading {
    const node = this.page(page);
    if (!node) throw new Error(`the form has no page ${page}`);
    return readPage(node, input, answers);
  }

  /** Everything wrong with the answers, in the order of the form; with `page` only what stands on it. */
  check(answers: Answers, options: WalkOptions & { page?: string } = {}): AnswerProblem[] {
    return checkAnswers(this, answers, options);
  }

  /** The path of pages these answers lead through, and which of them are complete. */
  plan(answers: Answers, options?: WalkOptions): { page: string; complete: boolean }[] {
    const walk = this.walk(answers, options);
    const faulty = new Set(this.check(answers, options).map((problem) => this.pageOf(problem.path)));
    return walk.pages.map((page) => ({ page, complete: !faulty.has(page) }));
  }

  /** The data contract of a submission: JSON Schema 2020-12. */
  jsonSchema(): Record<string, unknown> {
    return jsonSchema(this);
  }

  /** The answers as FEEL sees them, for fees, letters and workflow; only what is asked. */
  context(answers: Answers, options?: WalkOptions): FeelContext {
    return this.walk(answers, options).context();
  }

  /** All names an expression over the answers may use. */
  get names(): string[] {
    return this.pages.flatMap((page) => [...leaves(page.nodes)].filter(speaks).map((node) => node.id));
  }
}

/** Whether an expression can name it: an answer or a computed value. */
const speaks = (node: FieldNode | GroupNode): boolean => node.kind === "group" || node.type.answered !== "never";
