import { Details, Field, FieldGroup } from "@allmende/kern";
import type { VNode } from "preact";
import { entriesOf, type Answer, type AnswerProblem, type Answers, type Path } from "./answer.ts";
import type { AnyField, FaceProps, Posted } from "./field-type.ts";
import type { FieldNode, GroupNode, Node, PageNode } from "./node.ts";
import type { Repeat } from "./definition.ts";
import type { Wording } from "./wording.ts";

/** What a page is drawn from. */
export interface PageView {
  page: PageNode;
  answers: Answers;
  wording: Wording;
  /** Words that could not be read, shown again as they were typed. */
  unread?: Readonly<Record<Path, Posted>>;
  problems?: readonly AnswerProblem[];
  /** What is computed from the answers, by path; see `Walk.asked`. */
  computed?: Readonly<Record<Path, Answer | undefined>>;
  /** The group or repeated field that shows empty entries, up to so many in all. */
  more?: { path: Path; count: number };
  /** What the host shows of uploaded files. */
  stored?: FaceProps<AnyField>["stored"];
}

/** The questions of one page, to stand inside the host's form element. */
export function renderPage(view: PageView): VNode {
  return <>{renderNodes(view.page.nodes, view, view.answers, "")}</>;
}

/** The id of the control an error link leads to. */
export function errorTarget(node: FieldNode | GroupNode | undefined, path: Path): string {
  const id = controlId(path);
  if (node?.kind !== "field" || !node.type.target) return id;
  const last = path.slice(path.lastIndexOf(".") + 1);
  if (last === node.id || !node.type.parts?.includes(last)) return node.type.target(id, node.field);
  return id + (node.type.partEnds?.[last] ?? "");
}

const controlId = (path: Path): string => path.replaceAll(".", "-");

function renderNodes(nodes: readonly Node[], view: PageView, answers: Answers, prefix: Path): VNode[] {
  const drawn: VNode[] = [];
  for (const node of nodes) {
    if (opensBelow(node, nodes)) continue;
    drawn.push(renderNode(node, nodes, view, answers, prefix));
  }
  return drawn;
}

/** Whether the element is drawn below an option of a choice in the same list. */
export function opensBelow(node: Node, siblings: readonly Node[]): boolean {
  const { opensAt } = node;
  return opensAt !== undefined && siblings.some((sibling) => sibling.id === opensAt.field && canOpen(sibling));
}

const canOpen = (node: Node): boolean =>
  node.kind === "field" && !node.repeat && node.type.opens?.(node.field) === true;

function renderNode(node: Node, siblings: readonly Node[], view: PageView, answers: Answers, prefix: Path): VNode {
  if (node.kind === "section") {
    return (
      <fieldset class="kern-fieldset al-section" key={node.id}>
        <legend class="al-section__title">{view.wording.label(node.id)}</legend>
        {view.wording.find(node.id, "lead") && <p class="al-section__lead">{view.wording.find(node.id, "lead")}</p>}
        {renderNodes(node.nodes, view, answers, prefix)}
      </fieldset>
    );
  }
  if (node.kind === "group") return renderGroup(node, view, answers);
  if (node.repeat) return renderRepeated(node, view, answers, prefix);
  const below = (option: string): VNode | undefined => {
    const inside = siblings.filter(
      (sibling) => sibling.opensAt?.field === node.id && sibling.opensAt.option === option,
    );
    return inside.length > 0 ? (
      <>
        {inside.map((child) =>
          renderNode(
            child,
            siblings.filter((sibling) => sibling !== node),
            view,
            answers,
            prefix,
          ),
        )}
      </>
    ) : undefined;
  };
  return renderField(node, prefix + node.id, answers[node.id], view, below);
}

function renderField(
  node: FieldNode,
  path: Path,
  given: Answer | undefined,
  view: PageView,
  below?: (option: string) => VNode | undefined,
): VNode {
  const { wording } = view;
  const { field, type } = node;
  const value = node.compute ? view.computed?.[path] : given;
  const id = controlId(path);
  const problem = view.problems?.find((entry) => entry.path === path);
  const error = problem && wording.fault(field.id, problem.code, problem.details);
  const posted = view.unread?.[path] ?? (value === undefined ? {} : type.write(value, field));
  const required = node.required === true;
  const partErrors = partErrorsOf(node, path, view);
  const control = type.face({
    field,
    id,
    name: path,
    posted,
    value,
    wording,
    error,
    partErrors,
    required,
    below,
    stored: view.stored,
  });
  const kind = type.frame?.(field) ?? "single";
  if (kind === "own") return <div key={path}>{control}</div>;
  const why = wording.find(field.id, "why");
  const frame = {
    id,
    label: wording.label(field.id),
    hint: wording.find(field.id, "hint") ?? type.hint?.(field, wording),
    error,
    errorPrefix: wording.say("fehler"),
    optional:
      required || node.when ? undefined : typeof node.required === "boolean" ? wording.say("optional") : undefined,
    more: why ? (
      <Details summary={wording.say("why")}>
        <p>{why}</p>
      </Details>
    ) : undefined,
  };
  return kind === "single" ? (
    <Field {...frame} key={path}>
      {control}
    </Field>
  ) : (
    <FieldGroup {...frame} key={path}>
      {control}
    </FieldGroup>
  );
}

/** Sentences for what is wrong with parts of a composite answer. */
function partErrorsOf(node: FieldNode, path: Path, { problems, wording }: PageView): Record<string, string> {
  const found: Record<string, string> = {};
  for (const problem of problems ?? []) {
    const part = problem.path.startsWith(`${path}.`) ? problem.path.slice(path.length + 1) : "";
    if (part && node.type.parts?.includes(part)) found[part] = wording.fault(node.id, problem.code, problem.details);
  }
  return found;
}

/** Empty entries drawn beyond the filled ones; a longer list is asked for step by step. */
const mostEmpty = 20;

/** How many entries to draw: what is there, what must be there, and as many as were asked for. */
function entriesToDraw(filled: number, least: number, path: Path, { min, max }: Repeat, { more }: PageView): number {
  const asked = more?.path === path ? Math.min(more.count, filled + mostEmpty) : 0;
  return Math.min(max, Math.max(filled, min, least, asked));
}

function renderRepeated(node: FieldNode, view: PageView, answers: Answers, prefix: Path): VNode {
  const path = prefix + node.id;
  const values = Array.isArray(answers[node.id]) ? (answers[node.id] as Answer[]) : [];
  const repeat = node.repeat ?? { min: 0, max: 1 };
  const count = entriesToDraw(values.length, 1, path, repeat, view);
  const problem = view.problems?.find((entry) => entry.path === path);
  return (
    <div class="al-repeat" key={path} id={controlId(path)} tabIndex={-1}>
      <input type="hidden" name={`${path}._anzahl`} value={count} />
      {problem && <p class="kern-error">{view.wording.fault(node.id, problem.code, problem.details)}</p>}
      {Array.from({ length: count }, (_, index) => {
        const single = {
          ...node,
          repeat: undefined,
          required: index < Math.max(repeat.min, node.required === true ? 1 : 0),
        };
        return renderNumbered(single, `${path}.${index}`, values[index], view, count > 1 ? index + 1 : undefined);
      })}
      {count < repeat.max && <MoreButton value={path} label={view.wording.say("add")} />}
    </div>
  );
}

/** One entry of a repeated field; from the second on its label carries the number. */
function renderNumbered(
  node: FieldNode,
  path: Path,
  value: Answer | undefined,
  view: PageView,
  number: number | undefined,
): VNode {
  if (number === undefined) return renderField(node, path, value, view);
  const wording = view.wording.relabel(
    node.id,
    view.wording.say("entry", { label: view.wording.label(node.id), number }),
  );
  return renderField(node, path, value, { ...view, wording });
}

function renderGroup(node: GroupNode, view: PageView, answers: Answers): VNode {
  const { wording } = view;
  const entries = entriesOf(answers, node.id);
  const count = entriesToDraw(entries.length, 0, node.id, node.repeat, view);
  const problem = view.problems?.find((entry) => entry.path === node.id);
  const label = wording.label(node.id);
  return (
    <div class="al-group" key={node.id} id={controlId(node.id)} tabIndex={-1}>
      <input type="hidden" name={`${node.id}._anzahl`} value={count} />
      {wording.find(node.id, "lead") && <p>{wording.find(node.id, "lead")}</p>}
      {problem && <p class="kern-error">{wording.fault(node.id, problem.code, problem.details)}</p>}
      {Array.from({ length: count }, (_, index) => (
        <fieldset class="kern-fieldset al-group__entry" key={index}>
          <legend class="al-section__title">{wording.say("entry", { label, number: index + 1 })}</legend>
          {renderNodes(node.nodes, view, entries[index] ?? {}, `${node.id}.${index}.`)}
          {count > node.repeat.min && (
            <button class="kern-btn kern-btn--tertiary" type="submit" name="_entfernen" value={`${node.id}.${index}`}>
              <span class="kern-label">
                {wording.say("remove")}: {wording.say("entry", { label, number: index + 1 })}
              </span>
            </button>
          )}
        </fieldset>
      ))}
      {count < node.repeat.max && <MoreButton value={node.id} label={wording.say("addGroup", { label })} />}
    </div>
  );
}

function MoreButton({ value, label }: { value: string; label: string }) {
  return (
    <button class="kern-btn kern-btn--secondary al-more" type="submit" name="_mehr" value={value}>
      <span class="kern-label">{label}</span>
    </button>
  );
}
