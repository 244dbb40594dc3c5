import type { Block } from "./block.testing.ts";
import { bpmn } from "../process.testing.ts";

/** Draws a block as BPMN; ids count up in document order. */
export function draw(block: Block): string {
  const pen = new Pen();
  const begin = pen.node("startEvent");
  const last = pen.draw(block, begin);
  pen.flow(last, pen.node("endEvent"));
  return bpmn(pen.ink, `${pen.errors}<bpmn:signal id="bell" name="bell"/>`);
}

class Pen {
  ink = "";
  /** Every caught block throws an error of its own: see the deviations. */
  errors = "";
  private count = 0;

  node(type: string, attributes = "", inner = ""): string {
    const id = `${type}${++this.count}`;
    this.ink += `<bpmn:${type} id="${id}"${attributes && ` ${attributes}`}>${inner}</bpmn:${type}>\n`;
    return id;
  }

  flow(from: string, to: string, fits?: boolean): string {
    const id = `flow${++this.count}`;
    const condition =
      fits === undefined
        ? ""
        : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${fits}</bpmn:conditionExpression>`;
    this.ink += `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition}</bpmn:sequenceFlow>\n`;
    return id;
  }

  /** Draws a block behind a node and gives the node it ends with. */
  draw(block: Block, after: string): string {
    switch (block.kind) {
      case "task":
        return this.behind(after, this.node("userTask"));
      case "sequence":
        return block.parts.reduce((last, part) => this.draw(part, last), after);
      case "parallel":
        return this.fork(
          "parallelGateway",
          after,
          block.branches.map((branch) => ({ block: branch })),
        );
      case "exclusive":
      case "inclusive":
        return this.fork(`${block.kind}Gateway`, after, block.branches, block.fallback);
      case "sub-process":
        return this.behind(
          after,
          this.subProcess(block.content, block.ends === "terminate" ? "<bpmn:terminateEventDefinition/>" : ""),
        );
      case "caught": {
        const error = `<bpmn:errorEventDefinition errorRef="${this.error()}"/>`;
        return this.edge(after, this.subProcess(block.content, error), error, block.handler);
      }
      case "watched":
        return this.edge(
          after,
          this.node("userTask"),
          `<bpmn:signalEventDefinition signalRef="bell"/>`,
          block.handler,
          block.interrupting,
        );
    }
  }

  private error(): string {
    const id = `error${++this.count}`;
    this.errors += `<bpmn:error id="${id}" errorCode="${id}"/>\n`;
    return id;
  }

  private behind(from: string, to: string): string {
    this.flow(from, to);
    return to;
  }

  private fork(
    type: string,
    after: string,
    branches: readonly { fits?: boolean; block: Block }[],
    fallback?: Block,
  ): string {
    const split = `${type}${++this.count}`;
    const join = `${type}${++this.count}`;
    const before = this.ink;
    this.ink = "";
    let defaultFlow = "";
    for (const branch of branches) this.way(split, join, branch.block, branch.fits);
    if (fallback) defaultFlow = this.way(split, join, fallback);
    const gateways = `<bpmn:${type} id="${split}"${defaultFlow && ` default="${defaultFlow}"`}/><bpmn:${type} id="${join}"/>\n`;
    this.ink = before + gateways + this.ink;
    this.flow(after, split);
    return join;
  }

  /** One branch, begun by a task so that the condition stands on the flow into it. */
  private way(split: string, join: string, block: Block, fits?: boolean): string {
    const first = this.node("userTask");
    const flow = this.flow(split, first, fits);
    this.flow(this.draw(block, first), join);
    return flow;
  }

  private subProcess(content: Block, end: string): string {
    const before = this.ink;
    this.ink = "";
    const last = this.draw(content, this.node("startEvent"));
    this.flow(last, this.node("endEvent", "", end));
    const inner = this.ink;
    this.ink = before;
    return this.node("subProcess", "", inner);
  }

  private edge(after: string, host: string, definition: string, handler: Block, interrupting = true): string {
    this.flow(after, host);
    const event = this.node(
      "boundaryEvent",
      `attachedToRef="${host}"${interrupting ? "" : ` cancelActivity="false"`}`,
      definition,
    );
    const join = this.node("exclusiveGateway");
    this.flow(host, join);
    // A branch that is added must not join as if it were the only one.
    this.flow(this.draw(handler, event), interrupting ? join : this.node("endEvent"));
    return join;
  }
}
