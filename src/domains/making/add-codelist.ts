import { entriesOf, type Codelist } from "@allmende/xdatenfelder";
import { readPackage, type PackageFiles } from "@allmende/service-package";
import { isMap, isScalar, isSeq, parseDocument, stringify, visit, type Document, type YAMLMap } from "yaml";
import type { Origin } from "./fim/drafting.ts";
import { isKeyOf } from "./fim/list-key.ts";
import { choiceOf, mostAnswers, nameOptions, unfitForChoice, type NamedOption } from "./fim/name-options.ts";
import { addOpenTasks, tickListTasks, type OpenTask } from "./fim/open-tasks.ts";
import { replaceMaps } from "./fim/replace-maps.ts";

/** What became of a package when a code list came in, or why it was left alone. */
export type AddedCodelist =
  | {
      ok: true;
      /** Only the files that changed. */
      files: Map<string, string>;
      /** Fields that are choices now, and those that were choices from this list before. */
      fields: string[];
      already: string[];
      /** What the change leaves to a person, as it stands in OPEN.md. */
      tasks: OpenTask[];
    }
  | { ok: false; why: string };

/**
 * Turns the fields of free text that wait for a code list ("Codeliste") into choices from it. A field keeps its id,
 * its conditions and its origin; only what text alone has goes. What a person wrote around them stays as it is.
 */
export function addCodelist(files: PackageFiles, codelist: Codelist): AddedCodelist {
  const entries = entriesOf(codelist);
  const unfit = unfitForChoice(entries);
  if (unfit) return { ok: false, why: `the list ${unfit.en}. The field stays free text; write a shorter list` };
  const source = files.get("form.yaml") ?? "";
  const form = parseDocument(source);
  if (form.errors.length > 0 || !isMap(form.contents)) return { ok: false, why: "form.yaml cannot be read as YAML" };
  const fields = fieldsWithLists(form);
  const ours = fields.filter(({ list }) => isKeyOf(list, codelist));
  const waiting = ours.filter(({ type }) => type === "text");
  const already = ours.filter(({ type }) => type === "choice" || type === "choices").map(({ id }) => id);
  if (waiting.length === 0) {
    if (already.length > 0) return { ok: true, files: new Map(), fields: [], already, tasks: [] };
    const others = [...new Set(fields.filter(({ type }) => type === "text").map(({ list }) => list))];
    const instead = others.length === 0 ? "no field waits for a list" : `its fields wait for ${others.join(", ")}`;
    return { ok: false, why: `no field waits for this list; ${instead}` };
  }

  const taken = idsOf(files, form);
  const words: Record<string, NamedOption["words"]> = {};
  const tasks: OpenTask[] = [];
  for (const field of waiting) {
    const options = nameOptions(field.id, entries, taken);
    for (const option of options) words[option.id] = option.words;
    const most = field.node.getIn(["repeat", "max"]) as number | undefined;
    if (most !== undefined && most < options.length)
      tasks.push({ topic: "feld", text: mostAnswers(`${field.id} (${field.origin})`, most) });
    becomeChoice(form, field.node, options);
    tasks.push(...comparisons(files, form, field.id));
  }
  const nodes = waiting.map(({ node }) => node);
  const title = codelist.name || ours[0]!.list;
  const ids = waiting.map(({ id }) => id);
  const open = files.get("OPEN.md");
  const changed = new Map([
    ["texts/de.yaml", withWords(files.get("texts/de.yaml") ?? "", words)],
    ...(open === undefined && tasks.length === 0
      ? []
      : [["OPEN.md", addOpenTasks(tickListTasks(open ?? "", ids, title), tasks)] as const]),
    ["form.yaml", replaceMaps(source, nodes)],
  ]);
  const reading = readPackage(new Map([...files, ...changed]));
  const [problem] = reading.ok ? [] : reading.problems;
  if (problem) return { ok: false, why: `${problem.file} is not in order: ${problem.message}` };
  return { ok: true, files: changed, fields: ids, already, tasks };
}

interface ListField {
  id: string;
  type: string;
  list: string;
  /** Id of the field in the schema. */
  origin: string;
  node: YAMLMap;
}

/** The questions of a form whose origin refers to a code list. */
function fieldsWithLists(form: Document): ListField[] {
  const fields: ListField[] = [];
  visit(form, {
    Map(_, node) {
      const [id, type] = [node.get("id"), node.get("type")];
      if (typeof id !== "string" || typeof type !== "string" || !isMap(node.get("fim"))) return;
      const { list, id: origin } = (node.get("fim") as YAMLMap).toJSON() as Origin;
      if (list !== undefined) fields.push({ id, type, list, origin, node });
    },
  });
  return fields;
}

/** What a question of free text says of itself and a choice does not. */
const ofTextOnly = ["minLength", "maxLength", "pattern", "compact", "lines", "keyboard", "autocomplete", "repeat"];

/** What is said above a setting that goes is said above the next one. */
function dropSettings(node: YAMLMap): void {
  for (const name of ofTextOnly) {
    const at = node.items.findIndex(({ key }) => isScalar(key) && key.value === name);
    if (at < 0) continue;
    const [gone] = node.items.splice(at, 1);
    const next = node.items[at]?.key;
    const above = isScalar(gone?.key) ? gone.key.commentBefore : undefined;
    if (above && isScalar(next)) next.commentBefore = [above, next.commentBefore].filter(Boolean).join("\n");
  }
}

function becomeChoice(form: Document, node: YAMLMap, named: readonly NamedOption[]): void {
  const { type, ...settings } = choiceOf(named, { several: node.has("repeat") });
  dropSettings(node);
  node.set("type", type);
  const pairs = Object.entries(settings).map(([key, value]) => form.createPair(key, value));
  for (const { value } of pairs) if (isSeq(value)) for (const item of value.items) if (isMap(item)) item.flow = true;
  const after = node.items.findIndex(({ key }) => isScalar(key) && key.value === "type") + 1;
  node.items.splice(after, 0, ...(pairs as unknown as typeof node.items));
}

/** Ids that an option must not take: of the form, of the workflow and the fees, and all that has a text. */
function idsOf(files: PackageFiles, form: Document): Set<string> {
  const taken = new Set<string>();
  visit(form, {
    Pair(_, { key, value }) {
      if (!isScalar(key)) return;
      if (key.value === "id" && isScalar(value)) taken.add(String(value.value));
      if (key.value === "options" && isSeq(value))
        for (const option of value.items) if (isScalar(option)) taken.add(String(option.value));
    },
  });
  for (const [path, text] of files) {
    if (/\.(bpmn|dmn)$/.test(path)) for (const [, id = ""] of text.matchAll(/\bid="([^"]+)"/g)) taken.add(id);
    if (path.startsWith("texts/"))
      for (const id of Object.keys((parseDocument(text).toJS() ?? {}) as object)) taken.add(id);
  }
  return taken;
}

/** Expressions in which the field is held against words; they must name options now. */
function comparisons(files: PackageFiles, form: Document, field: string): OpenTask[] {
  const found = new Set<string>();
  // After it a comparison with anything but null; before it one with words; both in the brackets of one function.
  const against = new RegExp(
    `\\b${field}\\b\\s*(?:[!<>]?=|<|>|in\\b)(?!\\s*null\\b)|["\\])]\\s*!?=\\s*${field}\\b|\\((?=[^()]*")[^()]*\\b${field}\\b`,
  );
  const look = (file: string, expression: string): void => {
    if (against.test(expression)) found.add(`${file}: ${expression.trim()}`);
  };
  visit(form, {
    Scalar(_, { value }) {
      if (typeof value === "string") look("form.yaml", value);
    },
  });
  for (const [path, text] of files) {
    if (path === "service.yaml") {
      visit(parseDocument(text), {
        Scalar: (_, { value }) => (typeof value === "string" ? look(path, value) : undefined),
      });
    } else if (/\.(bpmn|dmn)$/.test(path)) {
      for (const [, expression = ""] of text.matchAll(/>([^<>]*[^<>\s][^<>]*)</g))
        look(path, expression.replaceAll("&quot;", '"').replaceAll("&gt;", ">").replaceAll("&lt;", "<"));
    }
  }
  return [...found].map((place) => ({
    topic: "bedingung",
    text: `${field}: wird hier mit freiem Text verglichen und ist jetzt eine Auswahl; die Kennungen der Antworten nennen: ${place}`,
  }));
}

/** Sentences are added at the end; a file in one pair of braces is written anew. */
function withWords(source: string, words: Record<string, NamedOption["words"]>): string {
  const document = parseDocument(source);
  if (isMap(document.contents) && !document.contents.flow)
    return `${source.replace(/\n*$/, "\n")}${stringify(words, { lineWidth: 0 })}`;
  for (const [id, text] of Object.entries(words)) document.set(id, document.createNode(text));
  return document.toString({ lineWidth: 0 });
}
