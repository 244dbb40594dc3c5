import { entriesOf, type Answer, type Answers } from "./answer.ts";
import type { Form } from "./form.ts";
import { leaves, type FieldNode } from "./node.ts";
import type { PageInput } from "./read-page.ts";

/** The words a page would post for these answers: what demo worlds, tests and measurements send through the front door. */
export function postAnswers(
  form: Form,
  page: string,
  answers: Answers,
): PageInput & { entries: [name: string, value: string][] } {
  const entries: [string, string][] = [];
  for (const node of leaves(form.page(page)?.nodes ?? [])) {
    if (node.kind === "field") postField(node, node.id, answers[node.id], entries);
    else {
      const list = entriesOf(answers, node.id);
      entries.push([`${node.id}._anzahl`, String(list.length)]);
      list.forEach((entry, index) => {
        for (const child of leaves(node.nodes)) {
          if (child.kind === "field") postField(child, `${node.id}.${index}.${child.id}`, entry[child.id], entries);
        }
      });
    }
  }
  return { entries, values: (name) => entries.filter(([key]) => key === name).map(([, value]) => value) };
}

function postField(node: FieldNode, path: string, value: Answer | undefined, entries: [string, string][]): void {
  if (value === undefined || node.type.uploads || node.type.answered) return;
  if (!node.repeat) {
    postOne(node, path, value, entries);
    return;
  }
  const list = value as Answer[];
  entries.push([`${path}._anzahl`, String(list.length)]);
  list.forEach((entry, index) => postOne(node, `${path}.${index}`, entry, entries));
}

function postOne(node: FieldNode, path: string, value: Answer, entries: [string, string][]): void {
  for (const [part, words] of Object.entries(node.type.write(value, node.field))) {
    for (const word of words) entries.push([part ? `${path}.${part}` : path, word]);
  }
}
