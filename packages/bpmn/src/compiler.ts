import { documentation, elements, outside } from "./elements/read.ts";
import { checkContainer } from "./model/check-container.ts";
import { isFixedDue, type Due } from "./model/due.ts";
import { body } from "./model/event-definition.ts";
import { compileExpression, type Expression } from "./model/expression.ts";
import { named } from "./model/extensions.ts";
import { refuseForeign } from "./model/foreign.ts";
import { isActivity, type StartEvent } from "./model/node.ts";
import type { Container, Flow, ProcessModel } from "./model/process-model.ts";
import type { Reader } from "./model/reader.ts";
import { declaredNames } from "./model/declared-names.ts";
import { dueAt } from "./run/due-at.ts";
import type { Reason } from "./xml/document.ts";
import { source, sources, text, type Source } from "./xml/moddle.ts";

/** A fixed text is tried once, from whenever: 30 February is no day. */
const anyInstant = "2025-01-01T00:00:00Z";

/** Turns the sources of processes into containers, collecting every reason why they cannot run. */
export class Compiler implements Reader {
  readonly reasons: Reason[] = [];
  readonly hints: Reason[] = [];
  private readonly own: ReadonlyMap<string, Source>;
  private readonly foreign: ReadonlyMap<string, Container>;
  private readonly names: readonly string[] | undefined;
  private readonly called: string[] = [];
  private process = "";

  constructor(own: readonly Source[], callable: readonly ProcessModel[], names: Iterable<string> | undefined) {
    this.own = new Map(own.map((one) => [one.id ?? "", one]));
    this.foreign = new Map(callable.flatMap((model) => [...model.processes]));
    this.names = names && [...names, ...own.flatMap(declaredNames)];
  }

  /** The process and all it calls, directly or not. */
  processes(main: Source): ReadonlyMap<string, Container> {
    const found = new Map<string, Container>();
    this.called.push(main.id ?? "");
    for (let id = this.called.pop(); id !== undefined; id = this.called.pop()) {
      const own = this.own.get(id);
      if (found.has(id)) continue;
      if (own) this.process = id;
      const container = own ? this.container(own, "process") : this.foreign.get(id);
      if (container) found.set(id, container);
      if (!own) for (const [other, callee] of this.foreign) if (!found.has(other)) found.set(other, callee);
    }
    return found;
  }

  refuse(element: Source, why: string): undefined {
    this.reasons.push({ element: element.id ?? element.$type, why });
    return undefined;
  }

  hint(element: Source, why: string): void {
    this.hints.push({ element: element.id ?? element.$type, why });
  }

  expression(element: Source, source: string | undefined): Expression | undefined {
    return this.compile(element, source, this.names);
  }

  outcome(element: Source, source: string | undefined): Expression | undefined {
    return this.compile(element, source, undefined);
  }

  due(element: Source, source: string | undefined): Due | undefined {
    if (source === undefined || source === "") return this.refuse(element, "says not when");
    if (isFixedDue(source)) {
      const due = { type: "fixed", text: source } as const;
      const instant = dueAt(due, {}, anyInstant);
      return instant.ok ? due : this.refuse(element, instant.why);
    }
    const expression = this.expression(element, source);
    return expression && { type: "expression", expression };
  }

  isCallable(process: string): boolean {
    if (!this.own.has(process) && !this.foreign.has(process)) return false;
    this.called.push(process);
    return true;
  }

  container(of: Source, kind: Container["kind"]): Container {
    const [nodes, flows, starts] = [new Map(), new Map(), [] as StartEvent[]] as const;
    const container: Container = {
      id: of.id ?? "",
      ...named({ name: text(of.name) }),
      kind,
      process: this.process,
      nodes,
      flows,
      starts,
    };
    if (kind === "process") refuseForeign(of, this);
    const children = sources(of.flowElements);
    for (const child of children) if (child.$type !== "bpmn:SequenceFlow") this.addNode(child, container);
    for (const child of children) if (child.$type === "bpmn:SequenceFlow") this.addFlow(child, container);
    this.attachEvents(container, children);
    // A container with holes would only give reasons that follow from the first ones.
    if (this.reasons.length === 0) checkContainer(container, (element, why) => this.reasons.push({ element, why }));
    return container;
  }

  private compile(
    element: Source,
    source: string | undefined,
    names: readonly string[] | undefined,
  ): Expression | undefined {
    if (source === undefined) return undefined;
    const compiled = compileExpression(source, names);
    return compiled.ok ? compiled.expression : this.refuse(element, `${source.trim()}: ${compiled.why}`);
  }

  private addNode(of: Source, container: Container): void {
    refuseForeign(of, this);
    if (documentation.has(of.$type)) return this.hint(of, "data is documentation: it changes nothing in a run");
    const read = elements[of.$type];
    if (!read) return this.refuse(of, outside[of.$type] ?? `${of.$type.replace(/^bpmn:/, "")} is not supported`);
    if (!of.id) return this.refuse(of, "has no id");
    const node = read(of, this);
    if (!node) return;
    container.nodes.set(node.id, node);
    if (node.kind === "start") container.starts.push(node);
  }

  private addFlow(of: Source, container: Container): void {
    const [from, to] = [source(of.sourceRef)?.id, source(of.targetRef)?.id];
    refuseForeign(of, this);
    const language = text(source(of.conditionExpression)?.language);
    if (language && !/feel/i.test(language)) this.refuse(of, `conditions are FEEL, not ${language}`);
    const condition = this.expression(of, body(of.conditionExpression));
    if (!of.id || !from || !to) return this.refuse(of, "leads from nowhere or to nowhere");
    const flow: Flow = { id: of.id, ...named({ name: text(of.name) }), from, to, ...named({ condition }) };
    container.flows.set(flow.id, flow);
    container.nodes.get(from)?.outgoing.push(flow);
    container.nodes.get(to)?.incoming.push(flow);
    if (!container.nodes.has(from) || !container.nodes.has(to)) this.danglingFlow(of, container);
  }

  /** A flow to a refused element needs no reason of its own; one across the border of a sub-process does. */
  private danglingFlow(of: Source, container: Container): void {
    const ends = [source(of.sourceRef), source(of.targetRef)];
    if (ends.some((end) => end?.$parent?.id !== container.id)) this.refuse(of, "crosses the border of a sub-process");
  }

  private attachEvents(container: Container, children: readonly Source[]): void {
    for (const event of container.nodes.values()) {
      if (event.kind !== "boundary") continue;
      const host = container.nodes.get(event.attachedTo);
      if (host && isActivity(host)) host.boundary.push(event);
      // A host that was refused has told its reason already.
      else if (host || !children.some((child) => child.id === event.attachedTo))
        this.reasons.push({ element: event.id, why: "is attached to no activity" });
    }
  }
}
