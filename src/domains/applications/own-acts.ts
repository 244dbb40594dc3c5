import { leaves, type Answers, type FieldNode, type Form } from "@allmende/forms";

/** What nobody can say for somebody else: a signature, a declaration, a direct debit mandate. */
const ownActs: ReadonlySet<string> = new Set(["signature", "declaration", "mandate"]);

/**
 * The fields of a form that are an act of the applicant themselves, those inside of repeated entries too. What somebody
 * else declares in their part they declare by their own link, whoever fills in the rest.
 */
export function listOwnActs(form: Form): FieldNode[] {
  return form.pages.flatMap(({ nodes, part }) => (part === undefined ? [...leaves(nodes, true)].filter(isOwnAct) : []));
}

const isOwnAct = (node: { kind: string }): node is FieldNode =>
  node.kind === "field" && ownActs.has((node as FieldNode).field.type);

/** Which acts of the applicant themselves these answers hold. */
export function ownActsIn(form: Form, answers: Answers): FieldNode[] {
  const said = new Set<string>();
  for (const [key, value] of Object.entries(answers)) {
    said.add(key);
    if (form.field(key)?.kind === "group")
      for (const entry of value as Answers[]) for (const inner of Object.keys(entry)) said.add(inner);
  }
  return listOwnActs(form).filter(({ id }) => said.has(id));
}

/** The answers without some fields, wherever they stand. */
export function withoutFields(form: Form, answers: Answers, gone: ReadonlySet<string>): Answers {
  const strip = (some: Answers): Answers =>
    Object.fromEntries(
      Object.entries(some)
        .filter(([key]) => !gone.has(key))
        .map(([key, value]) => [key, form.field(key)?.kind === "group" ? (value as Answers[]).map(strip) : value]),
    );
  return strip(answers);
}
