import { escapeHtml, mark, Mould, Moulds, type PageBytes } from "@allmende/kern";
import { renderToString } from "preact-render-to-string";
import type { Posted } from "./field-type.ts";
import { leaves, type FieldNode, type Node, type PageNode } from "./node.ts";
import { opensBelow, renderPage, type PageView } from "./render-page.tsx";

/** A question with those that open below it; drawn once for each set of answers that changes more than words. */
interface Cluster {
  page: PageNode;
  /** Undefined where it must be drawn anew each time: lists, files, types of others. */
  fields: FieldNode[] | undefined;
  /** Earlier answers that its sentences name. */
  named: Set<string>;
  /** By language. */
  moulds: Map<string, Moulds<Slot>>;
}

/** A typed word of a question, or the answer to an earlier one as a sentence names it. */
type Slot = { node: FieldNode; part: string } | { named: string };

const clusters = new WeakMap<PageNode, Cluster[]>();
const mouldsOfCluster = 200;

/** Writes the questions of a page: the same as `renderPage`, from moulds where nothing but words differs. */
export function printPage(view: PageView, into: PageBytes): void {
  const { page } = view;
  let known = clusters.get(page);
  if (!known) clusters.set(page, (known = clustersOf(page)));
  const plain = !view.more && !view.problems?.length && Object.keys(view.unread ?? {}).length === 0;
  for (const cluster of known)
    if (plain && cluster.fields) printFromMould(cluster, cluster.fields, view, into);
    else into.add(renderToString(renderPage({ ...view, page: cluster.page })));
}

function clustersOf(page: PageNode): Cluster[] {
  const below = (node: Node): Node[] =>
    page.nodes
      .filter((other) => other.opensAt?.field === node.id && opensBelow(other, page.nodes))
      .flatMap((other) => [other, ...below(other)]);
  return page.nodes
    .filter((node) => !opensBelow(node, page.nodes))
    .map((node) => {
      const nodes = [node, ...below(node)];
      const found = [...leaves(nodes)];
      const fields = found.filter((one): one is FieldNode => one.kind === "field" && !one.repeat && isMouldable(one));
      return {
        page: { ...page, nodes },
        fields: fields.length === found.length ? fields : undefined,
        named: new Set(),
        moulds: new Map(),
      };
    });
}

/** Types that say neither are drawn anew at each request. */
const isMouldable = ({ type }: FieldNode): boolean => type.typed !== undefined || type.few === true;

function printFromMould(cluster: Cluster, fields: readonly FieldNode[], view: PageView, into: PageBytes): void {
  const { language } = view.wording;
  let moulds = cluster.moulds.get(language);
  if (!moulds) cluster.moulds.set(language, (moulds = new Moulds(mouldsOfCluster)));
  const keyed = (): string => {
    let key = "";
    for (const { id, type } of fields) if (type.few) key += `${JSON.stringify(view.answers[id])};`;
    for (const id of cluster.named) key += view.wording.answer(id) === undefined ? "0" : "1";
    return key;
  };
  let mould = moulds.find(keyed());
  if (!mould) {
    mould = new Mould(drawn(cluster, fields, view), (name): Slot => {
      const [kind, id = "", part = ""] = name.split(":");
      return kind === "answer" ? { named: id } : { node: fields.find((field) => field.id === id)!, part };
    });
    moulds.keep(keyed(), mould);
  }
  let asked: FieldNode | undefined;
  let words: Posted = {};
  mould.print(into, (slot) => {
    if ("named" in slot) return into.add(escapeHtml(view.wording.answer(slot.named) ?? ""));
    if (slot.node !== asked) {
      asked = slot.node;
      const value = view.answers[asked.id];
      words = value === undefined ? {} : asked.type.write(value, asked.field);
    }
    into.add(escapeHtml(words[slot.part]?.[0] ?? ""));
  });
}

/** The cluster with marks for typed words and named answers. */
function drawn(cluster: Cluster, fields: readonly FieldNode[], view: PageView): string {
  const marks = fields.flatMap(({ id, type: { typed } }) =>
    typed ? [[id, Object.fromEntries(typed.map((part) => [part, [mark(`typed:${id}:${part}`)]]))] as const] : [],
  );
  const wording = view.wording.withAnswers((id) => {
    cluster.named.add(id);
    return view.wording.answer(id) === undefined ? undefined : mark(`answer:${id}`);
  });
  return renderToString(
    renderPage({ page: cluster.page, answers: view.answers, wording, unread: Object.fromEntries(marks) }),
  );
}
