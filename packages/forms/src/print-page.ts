import { escapeHtml, mark, Mould, Moulds } from "@allmende/kern";
import { renderToString } from "preact-render-to-string";
import type { Posted } from "./field-type.ts";
import { leaves, type FieldNode, type Node, type PageNode } from "./node.ts";
import { opensBelow, renderPage, type PageView } from "./render-page.tsx";

/**
 * Parts of the types whose face shows the words as they were typed, and shows nothing else by them. Types that are not
 * named here are drawn anew at each request.
 */
const shownAsTyped: Readonly<Record<string, readonly string[]>> = {
  text: [""],
  email: [""],
  integer: [""],
  number: [""],
  time: [""],
  date: ["day", "month", "year"],
};
/** Types with few possible answers: one mould for each. */
const fewAnswers: ReadonlySet<string> = new Set(["yesno", "choice", "choices", "declaration", "information"]);

/** A question with those that open below it; drawn once for each set of answers that changes more than words. */
interface Cluster {
  page: PageNode;
  /** Undefined where it must be drawn anew each time: lists, files, types of others. */
  fields: FieldNode[] | undefined;
  /** Earlier answers that its sentences name. */
  named: Set<string>;
  /** By language. */
  moulds: Map<string, Moulds>;
}

const clusters = new WeakMap<PageNode, Cluster[]>();
const mouldsOfCluster = 200;

/** The questions of a page as HTML: the same as `renderPage`, from moulds where nothing but words differs. */
export function printPage(view: PageView): string {
  const { page } = view;
  let known = clusters.get(page);
  if (!known) clusters.set(page, (known = clustersOf(page)));
  const plain = !view.more && !view.problems?.length && Object.keys(view.unread ?? {}).length === 0;
  return known
    .map((cluster) =>
      plain && cluster.fields
        ? printFromMould(cluster, cluster.fields, view)
        : renderToString(renderPage({ ...view, page: cluster.page })),
    )
    .join("");
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

const isMouldable = ({ field }: FieldNode): boolean =>
  Object.hasOwn(shownAsTyped, field.type) || fewAnswers.has(field.type);

function printFromMould(cluster: Cluster, fields: readonly FieldNode[], view: PageView): string {
  const { language } = view.wording;
  let moulds = cluster.moulds.get(language);
  if (!moulds) cluster.moulds.set(language, (moulds = new Moulds(mouldsOfCluster)));
  const keyed = (): string => {
    let key = "";
    for (const { id, field } of fields) if (fewAnswers.has(field.type)) key += `${JSON.stringify(view.answers[id])};`;
    for (const id of cluster.named) key += view.wording.answer(id) === undefined ? "0" : "1";
    return key;
  };
  let mould = moulds.find(keyed());
  if (!mould) {
    mould = new Mould(drawn(cluster, fields, view));
    moulds.keep(keyed(), mould);
  }
  const posted = new Map<string, Posted>();
  return mould.fill((name) => {
    const [kind, id = "", part = ""] = name.split(":");
    if (kind === "answer") return escapeHtml(view.wording.answer(id) ?? "");
    let words = posted.get(id);
    if (!words) {
      const value = view.answers[id];
      const node = fields.find((field) => field.id === id)!;
      posted.set(id, (words = value === undefined ? {} : node.type.write(value, node.field)));
    }
    return escapeHtml(words[part]?.[0] ?? "");
  });
}

/** The cluster with marks for typed words and named answers. */
function drawn(cluster: Cluster, fields: readonly FieldNode[], view: PageView): string {
  const marks = fields.flatMap(({ id, field }) => {
    const parts = shownAsTyped[field.type];
    return parts ? [[id, Object.fromEntries(parts.map((part) => [part, [mark(`typed:${id}:${part}`)]]))] as const] : [];
  });
  const wording = view.wording.withAnswers((id) => {
    cluster.named.add(id);
    return view.wording.answer(id) === undefined ? undefined : mark(`answer:${id}`);
  });
  return renderToString(
    renderPage({ page: cluster.page, answers: view.answers, wording, unread: Object.fromEntries(marks) }),
  );
}
