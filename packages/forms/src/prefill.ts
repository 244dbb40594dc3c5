import type { Answer, Answers } from "./answer.ts";
import type { Form } from "./form.ts";
import { leaves, type FieldNode } from "./node.ts";
import type { WalkOptions } from "./scope.ts";

/** What an account may know of its person ("Vorbefüllung"). `birthDate` is an ISO day. */
export interface KnownPerson {
  givenName?: string;
  familyName?: string;
  birthDate?: string;
  street?: string;
  postcode?: string;
  place?: string;
  email?: string;
}

/** By the tokens of HTML: `autocomplete` says that a question is about the person at the keyboard (WCAG 1.3.5). */
const byToken: Record<string, keyof KnownPerson> = {
  "given-name": "givenName",
  "family-name": "familyName",
  "street-address": "street",
  "address-line1": "street",
  "postal-code": "postcode",
  "address-level2": "place",
  email: "email",
};

/**
 * Answers that are known already, so that nobody types them again (WCAG 3.3.7). A question counts as one about the
 * person by its `autocomplete`; a birthday does beside such a name, for elsewhere it may be a child's. Each fact is
 * used once; what a question does not take is left out. Lists and parts of other persons are not filled.
 */
export function prefillKnown(form: Form, known: KnownPerson, options: WalkOptions = {}): Answers {
  const used = new Set<keyof KnownPerson>();
  const answers: Answers = {};
  for (const { part, nodes } of form.pages) {
    if (part !== undefined) continue;
    const fields = [...leaves(nodes)].filter((node): node is FieldNode => node.kind === "field" && !node.repeat);
    const named = fields.some((node) => ["givenName", "familyName"].includes(factOf(node, false) ?? ""));
    for (const node of fields) {
      const fact = factOf(node, named);
      const value: Answer | undefined = fact && known[fact];
      if (!fact || !value || used.has(fact)) continue;
      used.add(fact);
      answers[node.id] = value;
    }
  }
  const wrong = new Set(form.check(answers, options).map(({ path }) => path));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !wrong.has(id)));
}

function factOf({ field }: FieldNode, named: boolean): keyof KnownPerson | undefined {
  if (field.type === "text") return byToken[field.autocomplete ?? ""];
  if (field.type === "email") return "email";
  return field.type === "date" && field.birthday && named ? "birthDate" : undefined;
}
