import { describe, expect, test } from "vitest";
import { bpmn, flows } from "../process.testing.ts";
import { Walk } from "./walk.testing.ts";

async function both(xml: string) {
  const { ours, peer } = await Walk.begin(xml);
  const tasks = (ids: readonly string[]) => ids.filter((id) => id.startsWith("userTask")).sort();
  const waiting = () => ({
    ours: tasks(ours.result.state.tokens.map((token) => token.element)),
    peer: tasks(peer.pending()),
  });
  return { ours, peer, waiting };
}

/** Where the two differ, BPMN 2.0.2 decides; each difference is shown, so that a new version of the peer is noticed. */
describe("deviations of bpmn-elements from BPMN 2.0.2", () => {
  const tasks = (...ids: string[]) => ids.map((id) => `<bpmn:userTask id="userTask${id}"/>`).join("");
  const startEnd = `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>`;

  test("13.4.3: its inclusive gateway passes each token on, ours waits for all that can still come", async () => {
    const gates = `<bpmn:inclusiveGateway id="split"/><bpmn:inclusiveGateway id="join"/>`;
    const { ours, peer, waiting } = await both(bpmn(startEnd + gates + tasks("A", "B", "C") +
      flows("start -> split\nsplit -> userTaskA if true\nsplit -> userTaskB if true\nuserTaskA -> join\nuserTaskB -> join\njoin -> userTaskC\nuserTaskC -> end"))); // prettier-ignore
    ours.task("userTaskA");
    peer.complete("userTaskA");
    expect(waiting().peer).toEqual(["userTaskB", "userTaskC"]);
    expect(waiting().ours).toEqual(["userTaskB"]);
  });

  test("13.4.1: its parallel gateway can join while a branch with a merge in it is still busy, ours needs one token on each flow", async () => {
    const gates = `<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/><bpmn:exclusiveGateway id="choice" default="choice-userTaskB"/><bpmn:exclusiveGateway id="merge"/>`;
    const { ours, peer, waiting } = await both(bpmn(startEnd + gates + tasks("A", "B", "C", "D", "E") +
      flows("start -> fork\nfork -> choice\nchoice -> userTaskA if false\nchoice -> userTaskB\nuserTaskA -> merge\nuserTaskB -> merge\nmerge -> userTaskC\nuserTaskC -> join\nfork -> userTaskD\nuserTaskD -> join\njoin -> userTaskE\nuserTaskE -> end"))); // prettier-ignore
    for (const task of ["userTaskB", "userTaskD"]) {
      ours.task(task);
      peer.complete(task);
    }
    expect(waiting().peer).toEqual(["userTaskC", "userTaskE"]);
    expect(waiting().ours).toEqual(["userTaskC"]);
  });

  test("13.5.3: its non-interrupting boundary signal rings once, ours as often as the signal comes while the activity goes on", async () => {
    const edge = `<bpmn:boundaryEvent id="edge" attachedToRef="userTaskA" cancelActivity="false"><bpmn:signalEventDefinition signalRef="bell"/></bpmn:boundaryEvent><bpmn:endEvent id="end2"/>`;
    const xml = bpmn(
      startEnd +
        tasks("A", "B") +
        edge +
        flows("start -> userTaskA\nuserTaskA -> end\nedge -> userTaskB\nuserTaskB -> end2"),
      `<bpmn:signal id="bell" name="bell"/>`,
    );
    const { ours, peer } = await both(xml);
    for (let ring = 0; ring < 2; ring++) {
      ours.event({ type: "signal", name: "bell" });
      peer.send("bell");
    }
    const entered = (lines: readonly string[]) => lines.filter((line) => line === "entered userTaskB").length;
    expect([entered(peer.story), entered(ours.story)]).toEqual([1, 2]);
  });

  test("10.5.1: its outer boundary can catch an error that the innermost one catches in ours", async () => {
    const error = `<bpmn:errorEventDefinition errorRef="oops"/>`;
    const inner = `<bpmn:startEvent id="s2"/>${tasks("A")}<bpmn:endEvent id="e2">${error}</bpmn:endEvent>${flows("s2 -> userTaskA\nuserTaskA -> e2")}`;
    const outer = `<bpmn:startEvent id="s1"/><bpmn:subProcess id="subProcess2">${inner}</bpmn:subProcess><bpmn:boundaryEvent id="b2" attachedToRef="subProcess2">${error}</bpmn:boundaryEvent>${tasks("B")}<bpmn:endEvent id="e1"/>${flows("s1 -> subProcess2\nsubProcess2 -> e1\nb2 -> userTaskB\nuserTaskB -> e1")}`;
    const xml = bpmn(
      `${startEnd}<bpmn:subProcess id="subProcess1">${outer}</bpmn:subProcess><bpmn:boundaryEvent id="b1" attachedToRef="subProcess1">${error}</bpmn:boundaryEvent>${tasks("C")}${flows("start -> subProcess1\nsubProcess1 -> end\nb1 -> userTaskC\nuserTaskC -> end")}`,
      `<bpmn:error id="oops" errorCode="oops"/>`,
    );
    const { ours, peer, waiting } = await both(xml);
    ours.task("userTaskA");
    peer.complete("userTaskA");
    expect([waiting().peer, waiting().ours]).toEqual([["userTaskC"], ["userTaskB"]]);
  });

  test("10.5.1: it loses an error that is thrown right behind a caught event, ours catches it at the edge", async () => {
    const inner = `<bpmn:startEvent id="s1"/><bpmn:intermediateCatchEvent id="wait"><bpmn:signalEventDefinition signalRef="bell"/></bpmn:intermediateCatchEvent><bpmn:endEvent id="e1"><bpmn:errorEventDefinition errorRef="oops"/></bpmn:endEvent>${flows("s1 -> wait\nwait -> e1")}`;
    const edge = `<bpmn:boundaryEvent id="edge" attachedToRef="subProcess1"><bpmn:errorEventDefinition errorRef="oops"/></bpmn:boundaryEvent>`;
    const xml = bpmn(
      `${startEnd}<bpmn:subProcess id="subProcess1">${inner}</bpmn:subProcess>${edge}${tasks("A", "B")}${flows("start -> subProcess1\nsubProcess1 -> userTaskA\nedge -> userTaskB\nuserTaskA -> end\nuserTaskB -> end")}`,
      `<bpmn:signal id="bell" name="bell"/><bpmn:error id="oops" errorCode="oops"/>`,
    );
    const { ours, peer, waiting } = await both(xml);
    ours.event({ type: "signal", name: "bell" });
    peer.send("bell");
    expect(waiting()).toEqual({ ours: ["userTaskB"], peer: ["userTaskA"] });
  });

  test("13.3.2: it enters what stands behind a join in a sub-process that is being interrupted, ours enters nothing more", async () => {
    const inner = `<bpmn:startEvent id="s1"/><bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>${tasks("A", "B", "C")}<bpmn:endEvent id="e1"/>${flows("s1 -> fork\nfork -> userTaskA\nfork -> userTaskB\nuserTaskA -> join\nuserTaskB -> join\njoin -> userTaskC\nuserTaskC -> e1")}`;
    const edge = `<bpmn:boundaryEvent id="edge" attachedToRef="subProcess1"><bpmn:signalEventDefinition signalRef="bell"/></bpmn:boundaryEvent>`;
    const xml = bpmn(
      `${startEnd}<bpmn:subProcess id="subProcess1">${inner}</bpmn:subProcess>${edge}${tasks("D")}${flows("start -> subProcess1\nsubProcess1 -> end\nedge -> userTaskD\nuserTaskD -> end")}`,
      `<bpmn:signal id="bell" name="bell"/>`,
    );
    const { ours, peer, waiting } = await both(xml);
    ours.task("userTaskA");
    peer.complete("userTaskA");
    ours.event({ type: "signal", name: "bell" });
    peer.send("bell");
    expect(waiting()).toEqual({ ours: ["userTaskD"], peer: ["userTaskD"] });
    expect([ours.story, peer.story].map((story) => story.includes("entered userTaskC"))).toEqual([false, true]);
  });

  test("10.5.1: a signal that reaches an edge inside does not reach the sub-process's own edge, in ours it reaches all", async () => {
    const bell = `<bpmn:signalEventDefinition signalRef="bell"/>`;
    const edge = (id: string, host: string) =>
      `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="false">${bell}</bpmn:boundaryEvent>`;
    const inner = `<bpmn:startEvent id="s1"/>${tasks("A", "B")}${edge("inner", "userTaskA")}${flows("s1 -> userTaskA\ninner -> userTaskB")}`;
    const xml = bpmn(
      `${startEnd}<bpmn:subProcess id="subProcess1">${inner}</bpmn:subProcess>${edge("outer", "subProcess1")}${tasks("C")}${flows("start -> subProcess1\nsubProcess1 -> end\nouter -> userTaskC")}`,
      `<bpmn:signal id="bell" name="bell"/>`,
    );
    const { ours, peer, waiting } = await both(xml);
    ours.event({ type: "signal", name: "bell" });
    peer.send("bell");
    expect(waiting()).toEqual({ ours: ["userTaskA", "userTaskB", "userTaskC"], peer: ["userTaskA", "userTaskB"] });
  });

  test("13.4.4: it enters every receive task behind an event-based gateway, ours the one whose message came", async () => {
    const receive = ["A", "B"]
      .map((id) => `<bpmn:receiveTask id="receiveTask${id}" messageRef="message${id}"/>`)
      .join("");
    const gate = `<bpmn:eventBasedGateway id="gate"/>${receive}${flows("start -> gate\ngate -> receiveTaskA\ngate -> receiveTaskB\nreceiveTaskA -> end\nreceiveTaskB -> end")}`;
    const messages = `<bpmn:message id="messageA" name="messageA"/><bpmn:message id="messageB" name="messageB"/>`;
    const { ours, peer } = await both(bpmn(startEnd + gate, messages));
    ours.event({ type: "message", name: "messageB" });
    peer.send("messageB");
    const entered = (story: readonly string[]) => story.filter((line) => line.startsWith("entered receive"));
    expect(entered(ours.story)).toEqual(["entered receiveTaskB"]);
    expect(entered(peer.story)).toEqual(["entered receiveTaskA", "entered receiveTaskB"]);
    expect(ours.status).toBe("completed");
  });
});
