import type { FeelContext, FeelExpression, FeelValue } from "@allmende/feel";
import { entriesOf, type Answer, type Answers, type Path } from "./answer.ts";
import type { FieldNode, GroupNode, Node, PageNode } from "./node.ts";
import { Scope, type Layout, type WalkOptions } from "./scope.ts";

/** A field that is asked now, with its answer; of a computed one, its value. */
export interface Asked {
  node: FieldNode;
  path: Path;
  page: string;
  value: Answer | undefined;
  /** What an expression of the field sees. */
  scope: Scope;
}

/** A group that is asked. */
export interface AskedGroup {
  node: GroupNode;
  count: number;
  page: string;
}

/**
 * One walk through the form in document order with the answers at hand. A condition sees only what stands before it
 * and is itself asked, so one pass settles what is asked: an answer to a question that is no longer asked counts as
 * missing everywhere, but stays in the draft in case the person changes their mind.
 */
export class Walk {
  readonly asked: Asked[] = [];
  readonly pages: string[] = [];
  readonly groups = new Map<string, AskedGroup>();
  readonly scope: Scope;

  constructor(pages: readonly PageNode[], layout: Layout, answers: Answers, options: WalkOptions = {}) {
    this.scope = new Scope(layout, options);
    const { alone } = options;
    for (const [id, value] of Object.entries(alone?.given ?? {})) this.scope.values[layout.slotOf(id) ?? -1] = value;
    for (const page of pages) {
      if (alone && !alone.pages.includes(page.id)) continue;
      if (page.part !== undefined && options.without?.has(page.part)) continue;
      if (page.when && !alone && !page.when.holds(this.scope)) continue;
      const before = this.asked.length;
      const groupsBefore = this.groups.size;
      const informs = this.#visit(page.nodes, answers, this.scope, "", page.id);
      if (this.asked.length > before || this.groups.size > groupsBefore || informs) this.pages.push(page.id);
    }
  }

  /** Only the answers to questions that are asked, and what is computed from them. */
  get effective(): Answers {
    return this.scope.answers();
  }

  /** What is computed from the answers, by path. */
  get computed(): Record<Path, Answer | undefined> {
    return Object.fromEntries(this.asked.filter(({ node }) => node.compute).map(({ path, value }) => [path, value]));
  }

  evaluate(expression: FeelExpression): FeelValue {
    return this.scope.evaluate(expression);
  }

  /** What is asked, as FEEL sees it. */
  context(): FeelContext {
    return this.scope.own();
  }

  #visit(nodes: readonly Node[], answers: Answers, scope: Scope, prefix: Path, page: string): boolean {
    let informs = false;
    for (const node of nodes) {
      if (node.when && !node.when.holds(scope)) continue;
      if (node.kind === "section") informs = this.#visit(node.nodes, answers, scope, prefix, page) || informs;
      else if (node.kind === "group") this.#visitGroup(node, answers, scope, page);
      else if (node.type.answered === "never") informs = true;
      else {
        const value = node.compute ? scope.plain(node.compute) : answers[node.id];
        this.asked.push({ node, path: prefix + node.id, page, value, scope });
        if (value === undefined) continue;
        scope.values[node.slot] = value;
        if (!node.compute) scope.found++;
      }
    }
    return informs;
  }

  #visitGroup(node: GroupNode, answers: Answers, scope: Scope, page: string): void {
    const list = entriesOf(answers, node.id);
    if (answers[node.id] !== undefined) scope.found++;
    this.groups.set(node.id, { node, count: list.length, page });
    const inner = list.map((entry, index) => {
      const own = scope.inner(node.layout);
      this.#visit(node.nodes, entry, own, `${node.id}.${index}.`, page);
      return own;
    });
    scope.enter(node, inner);
  }
}
