import type { Block, Racer, Trigger, Watched } from "./block.testing.ts";
import { bpmn } from "../process.testing.ts";

/** Draws a block as BPMN; ids count up in document order. */
export function draw(block: Block): string {
  const pen = new Pen();
  const begin = pen.node("startEvent");
  const last = pen.draw(block, begin);
  pen.flow(last, pen.node("endEvent"));
  return bpmn(pen.ink, `${pen.roots}<bpmn:signal id="bell" name="bell"/>`);
}

class Pen {
  ink = "";
  /** Errors, messages and signals. Every caught block throws an error of its own: see the deviations. */
  roots = "";
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
        const error = `<bpmn:errorEventDefinition errorRef="${this.root("error", "errorCode")}"/>`;
        return this.edge(after, this.subProcess(block.content, error), error, block.handler);
      }
      case "watched":
        return this.watched(after, block);
      case "wait":
        return this.behind(after, this.catching(block.for));
      case "race":
        return this.race(after, block.branches);
      case "repeated": {
        const loop = `<bpmn:multiInstanceLoopCharacteristics isSequential="${block.sequential}"><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${block.times}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
        const host =
          block.host === "task" ? this.node("userTask", "", loop) : this.subProcess({ kind: "task" }, "", loop);
        return this.behind(after, host);
      }
    }
  }

  /** An error, message or signal of the document. */
  private root(type: "error" | "message" | "signal", name = "name"): string {
    const id = `${type}${++this.count}`;
    this.roots += `<bpmn:${type} id="${id}" ${name}="${id}"/>\n`;
    return id;
  }

  private definition(of: Trigger): string {
    switch (of) {
      case "timer":
        return `<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition>`;
      case "bell":
        return `<bpmn:signalEventDefinition signalRef="bell"/>`;
      default:
        return `<bpmn:${of}EventDefinition ${of}Ref="${this.root(of)}"/>`;
    }
  }

  private catching(racer: Racer): string {
    return racer === "receive-task"
      ? this.node("receiveTask", `messageRef="${this.root("message")}"`)
      : this.node("intermediateCatchEvent", "", this.definition(racer));
  }

  private race(after: string, branches: readonly { first: Racer; block: Block }[]): string {
    const gate = this.behind(after, this.node("eventBasedGateway"));
    const join = this.node("exclusiveGateway");
    for (const { first, block } of branches) this.flow(this.draw(block, this.behind(gate, this.catching(first))), join);
    return join;
  }

  private watched(after: string, { content, by, handler, interrupting }: Watched): string {
    const host = content ? this.subProcess(content, "") : this.node("userTask");
    return this.edge(after, host, this.definition(by), handler, interrupting);
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

  private subProcess(content: Block, end: string, loop = ""): string {
    const before = this.ink;
    this.ink = "";
    const last = this.draw(content, this.node("startEvent"));
    this.flow(last, this.node("endEvent", "", end));
    const inner = this.ink;
    this.ink = before;
    return this.node("subProcess", "", inner + loop);
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
