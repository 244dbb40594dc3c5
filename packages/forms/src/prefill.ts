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
 * person by its `autocomplete`, one for a person or an address by `self`; a birthday does beside such a name, for
 * elsewhere it may be a child's. Each fact is used once; what a question does not take is left out. Lists and parts of
 * other persons are not filled.
 */
export function prefillKnown(form: Form, known: KnownPerson, options: WalkOptions = {}): Answers {
  const used = new Set<Fact>();
  const answers: Answers = {};
  for (const { part, nodes } of form.pages) {
    if (part !== undefined) continue;
    const fields = [...leaves(nodes)].filter((node): node is FieldNode => node.kind === "field" && !node.repeat);
    const named = fields.some((node) => factsOf(node, false).some((fact) => fact.endsWith("Name")));
    for (const node of fields) {
      const facts = factsOf(node, named).filter((fact) => known[fact]);
      if (facts.length === 0 || facts.some((fact) => used.has(fact))) continue;
      for (const fact of facts) used.add(fact);
      answers[node.id] = answerOf(node, known);
    }
  }
  const wrong = new Set(form.check(answers, options).map(({ path }) => path.split(".")[0]));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !wrong.has(id)));
}

type Fact = keyof KnownPerson;

/** The facts that a question asks for. */
function factsOf({ field }: FieldNode, named: boolean): Fact[] {
  if (field.type === "text") return [byToken[field.autocomplete ?? ""]].filter((fact) => fact !== undefined);
  if (field.type === "email") return ["email"];
  if (field.type === "person" && field.self)
    return ["givenName", "familyName", ...(field.birthDate === "none" ? [] : ["birthDate" as const])];
  if (field.type === "address" && field.self) return ["street", "postcode", "place"];
  return field.type === "date" && field.birthday && named ? ["birthDate"] : [];
}

function answerOf(node: FieldNode, known: KnownPerson): Answer {
  const { field } = node;
  if (field.type === "person") {
    const { givenName, familyName, birthDate } = known;
    return present({
      givenNames: givenName,
      familyName,
      birthDate: field.birthDate === "none" ? undefined : birthDate,
    });
  }
  if (field.type === "address") return present({ ...streetAndNumber(known.street), ...place(known) });
  return known[factsOf(node, true)[0]!]!;
}

const place = ({ postcode, place }: KnownPerson) => ({ postcode, place });

/** "Straße des 17. Juni 135 a": accounts know both in one line, an address asks for them apart. */
function streetAndNumber(line = ""): { street?: string; number?: string } {
  const [, street, number] =
    /^(.*?\D)[\s,]+(\d+ ?[a-z]?(?: ?[-–/+] ?\d+ ?[a-z]?)*)$/i.exec(line.trim().slice(0, 200)) ?? [];
  return street === undefined || number === undefined
    ? { street: line }
    : { street: street.replace(/[\s,]+$/, ""), number };
}

const present = (parts: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(parts).filter((part): part is [string, string] => Boolean(part[1])));
