import { entriesOf, type Answer, type Answers } from "./answer.ts";
import type { Form } from "./form.ts";
import type { FieldNode, GroupNode, Node } from "./node.ts";
import type { WalkOptions } from "./scope.ts";
import type { Asked, Walk } from "./walk.ts";
import type { Wording } from "./wording.ts";

/** An answer as people read it on the check page, the receipt and the caseworker's desk. */
export interface Shown {
  id: string;
  path: string;
  label: string;
  /** Lines; empty when not answered. */
  lines: string[];
  /** The canonical value, for those who look deeper (files, differences). */
  value: Answer | undefined;
  type: string;
}

export interface ShownPage {
  id: string;
  title: string;
  groups: { title?: string; entries: Shown[] }[];
}

/** All questions that are asked, with their answers, in the order of the form. */
export function showAnswers(form: Form, answers: Answers, wording: Wording, options?: WalkOptions): ShownPage[] {
  const walk = form.walk(answers, options);
  const worded = withAnswersIn(form, walk, wording);
  return form.pages
    .filter((page) => walk.pages.includes(page.id))
    .map((page) => ({
      id: page.id,
      title: worded.label(page.id),
      groups: showNodes(page.nodes, answers, walk, worded),
    }))
    .filter((page) => page.groups.some((group) => group.entries.length > 0));
}

/** A wording whose sentences may name earlier answers ("Seit wann lebt {hundename} bei Ihnen?"). */
export function withAnswersIn(form: Form, walk: Walk, wording: Wording): Wording {
  return wording.withAnswers((id) => {
    const node = form.field(id);
    const value = walk.effective[id];
    return node?.kind === "field" && value !== undefined ? displayField(node, value, wording).join(", ") : undefined;
  });
}

export function displayField(node: FieldNode, value: Answer, wording: Wording): string[] {
  if (!node.repeat) return node.type.display(value, node.field, wording);
  return Array.isArray(value)
    ? (value as Answer[]).flatMap((entry) => node.type.display(entry, node.field, wording))
    : [];
}

function showNodes(nodes: readonly Node[], answers: Answers, walk: Walk, wording: Wording): ShownPage["groups"] {
  const groups: ShownPage["groups"] = [{ entries: [] }];
  const visit = (node: Node): void => {
    if (node.kind === "group") groups.push(...showGroup(node, answers, walk, wording), { entries: [] });
    else if (node.kind === "section") {
      const inside = showNodes(node.nodes, answers, walk, wording).filter((group) => group.entries.length > 0);
      groups.push(
        ...inside.map((group) => ({ title: group.title ?? wording.label(node.id), entries: group.entries })),
        { entries: [] },
      );
    } else {
      const asked = walk.asked.find(({ path }) => path === node.id);
      if (asked) groups.at(-1)?.entries.push(show(asked, wording));
    }
  };
  nodes.forEach(visit);
  return groups.filter((group) => group.entries.length > 0);
}

function showGroup(node: GroupNode, answers: Answers, walk: Walk, wording: Wording): ShownPage["groups"] {
  if (!walk.groups.has(node.id)) return [];
  return entriesOf(answers, node.id).map((_entry, index) => ({
    title: wording.say("entry", { label: wording.label(node.id), number: index + 1 }),
    entries: walk.asked
      .filter((asked) => asked.path.startsWith(`${node.id}.${index}.`))
      .map((asked) => show(asked, wording)),
  }));
}

function show({ node, path, value }: Asked, wording: Wording): Shown {
  const lines = value === undefined ? [] : displayField(node, value, wording);
  return { id: node.id, path, label: wording.label(node.id), lines, value, type: node.field.type };
}
