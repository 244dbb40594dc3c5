import { describe, expect, test } from "vitest";
import { bpmn, flows, model, Play } from "./process.testing.ts";

const startEnd = `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>`;
const root = `<bpmn:message id="m" name="payment"/><bpmn:signal id="s" name="stop"/><bpmn:error id="e" errorCode="no-dog"/>`;
const timer = (after: string) =>
  `<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${after}</bpmn:timeDuration></bpmn:timerEventDefinition>`;
const edge = (id: string, definition: string, attributes = "") =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="work" ${attributes}>${definition}</bpmn:boundaryEvent>`;
const work = `${startEnd}<bpmn:userTask id="work"/><bpmn:userTask id="late"/>`;
const workFlows = (event: string) => flows(`start -> work\nwork -> end\n${event} -> late\nlate -> end`);

describe("a timer", () => {
  test("stores the instant and the expression that gave it", async () => {
    const wait = `${startEnd}<bpmn:intermediateCatchEvent id="wait">${timer("duration(period)")}</bpmn:intermediateCatchEvent>${flows("start -> wait\nwait -> end")}`;
    const play = new Play(await model(bpmn(wait)), { period: "P14D" });
    expect(play.result.commands[0]).toEqual({
      type: "set-timer",
      subscription: 4,
      element: "wait",
      due: { at: "2025-03-17T09:00:00Z", expression: "duration(period)", values: { period: "P14D" } },
    });
    play.timer("wait");
    expect(play.told).toEqual(["completed"]);
    expect(new Play(await model(bpmn(wait))).incident?.code).toBe("expression-failed");
  });

  test("at the edge of a task interrupts it", async () => {
    const play = new Play(await model(bpmn(work + edge("alarm", timer("P1D")) + workFlows("alarm"))));
    expect(play.told).toEqual(["create-task work", "set-timer alarm"]);
    play.timer("alarm");
    expect(play.told).toEqual(["cancel-task work", "create-task late"]);
    expect(play.story.slice(2)).toEqual([
      "entered work",
      "cancelled work",
      "entered alarm",
      "left alarm",
      "entered late",
    ]);
  });

  test("is called off when the task is done first, and is stale then", async () => {
    const play = new Play(await model(bpmn(work + edge("alarm", timer("P1D")) + workFlows("alarm"))));
    const subscription = play.subscription("alarm");
    play.task("work");
    expect(play.told).toEqual(["cancel-timer alarm", "completed"]);
    play.event({ type: "timer-fired", subscription });
    expect(play.result.stale).toBe(true);
  });

  test("that would be set and called off in the same step is not told to anybody", async () => {
    const quick = `${startEnd}<bpmn:subProcess id="work"><bpmn:startEvent id="s1"/><bpmn:endEvent id="e1"/>${flows("s1 -> e1")}</bpmn:subProcess><bpmn:userTask id="late"/>`;
    const play = new Play(await model(bpmn(quick + edge("alarm", timer("P1D")) + workFlows("alarm"))));
    expect(play.told).toEqual(["completed"]);
  });

  test("that does not interrupt adds a branch, once", async () => {
    const play = new Play(
      await model(bpmn(work + edge("alarm", timer("P1D"), `cancelActivity="false"`) + workFlows("alarm"))),
    );
    play.timer("alarm");
    expect(play.told).toEqual(["create-task late"]);
    expect(play.waiting).toEqual(["work:task", "late:task"]);
    expect(play.result.state.subscriptions).toEqual([]);
  });

  test("with a cycle rings as often as it says, each time under a new id", async () => {
    const cycle = `<bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R2/P1D</bpmn:timeCycle></bpmn:timerEventDefinition>`;
    const play = new Play(
      await model(bpmn(work + edge("alarm", cycle, `cancelActivity="false"`) + workFlows("alarm"))),
    );
    const first = play.subscription("alarm");
    play.timer("alarm");
    expect(play.result.commands[0]).toMatchObject({ type: "set-timer", due: { at: "2025-03-05T09:00:00Z" } });
    play.event({ type: "timer-fired", subscription: first });
    expect(play.result.stale).toBe(true);
    play.timer("alarm");
    expect(play.waiting).toEqual(["work:task", "late:task", "late:task"]);
    expect(play.result.state.subscriptions).toEqual([]);
  });

  test("goes on running while the job at whose edge it is gets retried", async () => {
    const job = `${startEnd}<bpmn:serviceTask id="work"/><bpmn:userTask id="late"/>`;
    const play = new Play(await model(bpmn(job + edge("alarm", timer("P1D")) + workFlows("alarm"))));
    const subscription = play.subscription("alarm");
    play.event({ type: "job-failed", token: play.token("work") });
    play.event({ type: "incident-retry", incident: play.incident?.id ?? 0 });
    expect(play.told).toEqual(["close-incident work", "run-job work"]);
    play.event({ type: "timer-fired", subscription });
    expect(play.waiting).toEqual(["late:task"]);
  });
});

describe("a message", () => {
  const wait = `${startEnd}<bpmn:intermediateCatchEvent id="wait"><bpmn:extensionElements><allmende:correlation key="reference"/></bpmn:extensionElements><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>${flows("start -> wait\nwait -> end")}`;

  test("finds its receiver by name and key and brings its variables", async () => {
    const play = new Play(await model(bpmn(wait, root)), { reference: "K-1" });
    expect(play.result.commands[0]).toMatchObject({ type: "await-message", name: "payment", key: "K-1" });
    play.event({ type: "message", name: "payment", key: "K-2" });
    expect(play.result.stale).toBe(true);
    play.event({ type: "message", name: "payment", key: "K-1", variables: { paid: 9000 } });
    expect(play.result.commands[0]).toMatchObject({ type: "completed", variables: { paid: 9000 } });
  });

  test("without a key where one is asked for is an incident, not a message to anybody", async () => {
    expect(new Play(await model(bpmn(wait, root))).incident?.code).toBe("expression-failed");
  });

  test("goes to one receiver even when two wait", async () => {
    const two = `${startEnd}<bpmn:parallelGateway id="f"/>${["a", "b"].map((id) => `<bpmn:receiveTask id="${id}" messageRef="m"/>`).join("")}${flows("start -> f\nf -> a\nf -> b\na -> end\nb -> end")}`;
    const play = new Play(await model(bpmn(two, root)));
    play.event({ type: "message", name: "payment" });
    expect(play.waiting).toEqual(["b:event"]);
  });

  test("is sent by throw events, end events and send tasks", async () => {
    const define = `<bpmn:extensionElements><allmende:correlation key="ref"/><allmende:input name="sum" value="fee"/></bpmn:extensionElements>`;
    const send = `<bpmn:startEvent id="start"/><bpmn:intermediateThrowEvent id="throw">${define}<bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateThrowEvent>
      <bpmn:sendTask id="send" messageRef="m">${define}</bpmn:sendTask><bpmn:endEvent id="end">${define}<bpmn:messageEventDefinition messageRef="m"/></bpmn:endEvent>${flows("start -> throw\nthrow -> send\nsend -> end")}`;
    const play = new Play(await model(bpmn(send, root)), { ref: "K", fee: 1 });
    const sent = { type: "send-message", name: "payment", key: "K", variables: { sum: 1 } };
    expect(play.result.commands).toMatchObject([
      { ...sent, element: "throw" },
      { ...sent, element: "send" },
      { ...sent, element: "end" },
      { type: "completed" },
    ]);
  });

  test("starts a process at its own start event", async () => {
    const by = `<bpmn:startEvent id="plain"/><bpmn:startEvent id="paid"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent><bpmn:userTask id="a"/><bpmn:userTask id="b"/>${flows("plain -> a\npaid -> b")}`;
    expect(new Play(await model(bpmn(by, root)), {}, "paid").waiting).toEqual(["b:task"]);
    expect(new Play(await model(bpmn(by, root))).waiting).toEqual(["a:task"]);
    expect(new Play(await model(bpmn(by, root)), {}, "none").result.refused?.code).toBe("no-such-start");
  });
});

describe("an event-based gateway", () => {
  test("follows the event that comes first and forgets the others", async () => {
    const gate = `${startEnd}<bpmn:eventBasedGateway id="gate"/><bpmn:receiveTask id="answer" messageRef="m"/>
      <bpmn:intermediateCatchEvent id="silence">${timer("P14D")}</bpmn:intermediateCatchEvent><bpmn:intermediateCatchEvent id="halt"><bpmn:signalEventDefinition signalRef="s"/></bpmn:intermediateCatchEvent>
      <bpmn:userTask id="read"/><bpmn:userTask id="remind"/>${flows("start -> gate\ngate -> answer\ngate -> silence\ngate -> halt\nanswer -> read\nsilence -> remind\nhalt -> end\nread -> end\nremind -> end")}`;
    const processModel = await model(bpmn(gate, root));
    const play = new Play(processModel);
    expect(play.told).toEqual(["await-message answer", "set-timer silence", "await-signal halt"]);
    play.timer("silence");
    expect(play.told).toEqual(["forget-message answer", "forget-signal halt", "create-task remind"]);
    const other = new Play(processModel).event({ type: "signal", name: "stop" });
    expect(other.status).toBe("completed");
    expect(other.story.slice(-6)).toEqual([
      "entered gate",
      "left gate",
      "entered halt",
      "left halt",
      "entered end",
      "left end",
    ]);
  });
});

describe("a signal", () => {
  test("reaches all that wait, at the edge of activities too", async () => {
    const both = `${startEnd}<bpmn:parallelGateway id="f"/><bpmn:userTask id="work"/><bpmn:intermediateCatchEvent id="halt"><bpmn:signalEventDefinition signalRef="s"/></bpmn:intermediateCatchEvent>${edge("stopped", `<bpmn:signalEventDefinition signalRef="s"/>`)}<bpmn:endEvent id="end2"/>${flows("start -> f\nf -> work\nf -> halt\nwork -> end\nhalt -> end\nstopped -> end2")}`;
    const play = new Play(await model(bpmn(both, root)));
    play.event({ type: "signal", name: "stop" });
    expect(play.status).toBe("completed");
  });

  test("is broadcast by the caller, so the process only says that it throws", async () => {
    const thrower = `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"><bpmn:signalEventDefinition signalRef="s"/></bpmn:endEvent>${flows("start -> end")}`;
    expect(new Play(await model(bpmn(thrower, root))).told).toEqual(["throw-signal end", "completed"]);
  });
});

describe("an error", () => {
  const sub = (
    edges: string,
  ) => `${startEnd}<bpmn:subProcess id="work"><bpmn:startEvent id="s1"/><bpmn:parallelGateway id="f"/><bpmn:userTask id="a"/><bpmn:userTask id="b"/>
    <bpmn:endEvent id="fail"><bpmn:errorEventDefinition errorRef="e"/></bpmn:endEvent>${flows("s1 -> f\nf -> a\nf -> b\na -> fail")}</bpmn:subProcess><bpmn:userTask id="late"/>${edges}`;
  const caught = edge("caught", `<bpmn:errorEventDefinition errorRef="e"/>`);

  test("climbs to the activity that catches it and ends all inside", async () => {
    const play = new Play(await model(bpmn(sub(caught) + workFlows("caught"), root)));
    play.task("a");
    expect(play.told).toEqual(["cancel-task b", "create-task late"]);
    expect(play.waiting).toEqual(["late:task"]);
  });

  test("goes to the event of its code before one that catches all", async () => {
    const all = edge("all", `<bpmn:errorEventDefinition/>`);
    const play = new Play(
      await model(
        bpmn(`${sub(all + caught)}<bpmn:endEvent id="end2"/>${workFlows("caught")}${flows("all -> end2")}`, root),
      ),
    );
    play.task("a");
    expect(play.waiting).toEqual(["late:task"]);
  });

  test("that nobody catches is an incident where it was thrown", async () => {
    const play = new Play(await model(bpmn(sub("") + flows("start -> work\nwork -> late\nlate -> end"), root)));
    play.task("a");
    expect(play.incident).toMatchObject({ code: "error-not-caught", element: "fail", detail: "no-dog" });
    expect(play.waiting).toEqual(["work:scope", "b:task", "fail:incident"]);
  });

  test("of a job is caught at its own edge", async () => {
    const job = `${startEnd}<bpmn:serviceTask id="work"/><bpmn:userTask id="late"/>`;
    const play = new Play(await model(bpmn(job + caught + workFlows("caught"), root)));
    play.event({ type: "job-failed", token: play.token("work"), error: "no-dog" });
    expect(play.waiting).toEqual(["late:task"]);
    const other = new Play(await model(bpmn(job + caught + workFlows("caught"), root)));
    other.event({ type: "job-failed", token: other.token("work"), error: "other" });
    expect(other.incident?.code).toBe("error-not-caught");
  });
});
