import type { FeelExpression } from "@allmende/feel";
import type { Answers } from "./answer.ts";
import type { Form } from "./form.ts";
import type { WalkOptions } from "./scope.ts";

/**
 * The questions before a form that tell whether its person can apply at all ("Voraussetzungen"). They are a form of
 * their own: their answers are no answers of the application.
 */
export class Eligibility {
  /** One page. */
  readonly form: Form;
  readonly #barriers: readonly { id: string; when: FeelExpression }[];

  constructor(form: Form, barriers: readonly { id: string; when: FeelExpression }[]) {
    this.form = form;
    this.#barriers = barriers;
  }

  /** The id of the page that asks. */
  get page(): string {
    return this.form.pages[0]!.id;
  }

  /** Ids of all that keeps the person from applying; nothing when they can. What is not answered keeps nobody. */
  judge(answers: Answers, options?: WalkOptions): string[] {
    const walk = this.form.walk(answers, options);
    return this.#barriers.filter(({ when }) => walk.evaluate(when) === true).map(({ id }) => id);
  }
}
