import { describe, expect, test } from "vitest";
import { start, step } from "./index.ts";
import { bpmn, flows, model, Play } from "./process.testing.ts";

const tasks = (...ids: string[]) => ids.map((id) => `<bpmn:userTask id="${id}"/>`).join("");
const startEnd = `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>`;

describe("a process", () => {
  test("runs from start to end through a task and tells it step by step", async () => {
    const play = new Play(await model(bpmn(startEnd + tasks("check") + flows("start -> check\ncheck -> end"))));
    expect(play.told).toEqual(["create-task check"]);
    expect(play.status).toBe("running");
    play.task("check", { complete: true });
    expect(play.told).toEqual(["completed"]);
    expect(play.result.commands[0]).toMatchObject({ variables: { complete: true } });
    expect(play.story).toEqual([
      "entered start",
      "left start",
      "entered check",
      "left check",
      "entered end",
      "left end",
    ]);
    expect(play.result.state).toMatchObject({ status: "completed", tokens: [], scopes: [] });
  });

  test("leaves the state it was given as it was", async () => {
    const play = new Play(await model(bpmn(startEnd + tasks("check") + flows("start -> check\ncheck -> end"))));
    const before = play.result.state;
    const copy = structuredClone(before);
    play.task("check");
    expect(before).toEqual(copy);
  });

  test("ends when all branches have ended, not with the first end", async () => {
    const gate = `<bpmn:parallelGateway id="fork"/><bpmn:endEvent id="end2"/>`;
    const play = new Play(
      await model(
        bpmn(startEnd + gate + tasks("a", "b") + flows("start -> fork\nfork -> a\nfork -> b\na -> end\nb -> end2")),
      ),
    );
    play.task("a");
    expect(play.status).toBe("running");
    play.task("b");
    expect(play.status).toBe("completed");
  });

  test("is ended by a terminate end, with the tasks of other branches called off", async () => {
    const stop = `<bpmn:parallelGateway id="fork"/><bpmn:endEvent id="stop"><bpmn:terminateEventDefinition/></bpmn:endEvent>`;
    const play = new Play(
      await model(
        bpmn(startEnd + stop + tasks("a", "b") + flows("start -> fork\nfork -> a\nfork -> b\na -> stop\nb -> end")),
      ),
    );
    play.task("a");
    expect(play.told).toEqual(["cancel-task b", "completed"]);
  });

  test("that is cancelled calls everything off and takes nothing any more", async () => {
    const play = new Play(await model(bpmn(startEnd + tasks("check") + flows("start -> check\ncheck -> end"))));
    const token = play.token("check");
    play.event({ type: "cancel" });
    expect(play.told).toEqual(["cancel-task check", "cancelled"]);
    expect(play.status).toBe("cancelled");
    play.event({ type: "task-completed", token });
    expect(play.result.stale).toBe(true);
  });

  test("tells a stale event instead of failing, and changes nothing", async () => {
    const play = new Play(await model(bpmn(startEnd + tasks("a", "b") + flows("start -> a\na -> b\nb -> end"))));
    const token = play.token("a");
    play.task("a");
    const before = play.result.state;
    play.event({ type: "task-completed", token });
    expect(play.result).toEqual({ state: before, commands: [], history: [], stale: true });
    play.event({ type: "job-completed", token: play.token("b") });
    expect(play.result.stale).toBe(true);
    for (const event of [
      { type: "timer-fired", subscription: 99 },
      { type: "message", name: "none" },
      { type: "signal", name: "none" },
      { type: "incident-retry", incident: 99 },
      { type: "cancel", token: 99 },
    ] as const) {
      play.event(event);
      expect(play.result.stale).toBe(true);
    }
  });
});

describe("an exclusive gateway", () => {
  const gate = (attributes = "") =>
    `${startEnd}<bpmn:exclusiveGateway id="gate" ${attributes}/>${tasks("a", "b", "c")}`;
  const ends = "\na -> end\nb -> end\nc -> end";

  test("takes the first flow that fits in document order and tells why", async () => {
    const play = new Play(
      await model(
        bpmn(
          gate() +
            flows(`start -> gate\ngate -> a if amount > 100\ngate -> b if amount > 10\ngate -> c if amount > 1${ends}`),
        ),
      ),
      { amount: 50 },
    );
    expect(play.waiting).toEqual(["b:task"]);
    const taken = play.result.history.find((entry) => entry.what === "taken");
    expect(taken).toMatchObject({
      element: "gate-b",
      why: { expression: "amount > 10", values: { amount: 50 }, result: true },
    });
  });

  test("takes the default when none fits, and when the answer is missing", async () => {
    const xml = bpmn(
      gate(`default="gate-c"`) +
        flows(`start -> gate\ngate -> c\ngate -> a if amount > 100\ngate -> b if amount > 10${ends}`),
    );
    expect(new Play(await model(xml), { amount: 1 }).waiting).toEqual(["c:task"]);
    expect(new Play(await model(xml)).waiting).toEqual(["c:task"]);
  });

  test("raises an incident when none fits; a retry asks again, a skip names the way", async () => {
    const xml = bpmn(
      gate() +
        flows(`start -> gate\ngate -> a if amount > 100\ngate -> b if amount > 10\ngate -> c if amount > 1${ends}`),
    );
    const play = new Play(await model(xml), { amount: 0 });
    expect(play.told).toEqual(["raise-incident gate"]);
    expect(play.incident).toMatchObject({ code: "no-flow-fits", element: "gate" });
    const incident = play.incident?.id ?? 0;
    play.event({ type: "incident-retry", incident, variables: { amount: 11 } });
    expect(play.waiting).toEqual(["b:task"]);
    expect(play.told).toEqual(["close-incident gate", "create-task b"]);

    const other = new Play(await model(xml), { amount: 0 });
    other.event({ type: "incident-skip", incident: other.incident?.id ?? 0, flow: "start-gate" });
    expect(other.result.refused).toMatchObject({ code: "no-such-flow" });
    other.event({ type: "incident-skip", incident: other.incident?.id ?? 0, flow: "gate-c" });
    expect(other.waiting).toEqual(["c:task"]);
  });
});

describe("a parallel gateway", () => {
  test("joins once per scope when each flow has brought a token", async () => {
    const gates = `<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>`;
    const xml = bpmn(
      startEnd +
        gates +
        tasks("a", "b", "after") +
        flows("start -> fork\nfork -> a\nfork -> b\na -> join\nb -> join\njoin -> after\nafter -> end"),
    );
    const play = new Play(await model(xml));
    play.task("b");
    expect(play.waiting).toEqual(["a:task", "join:join"]);
    play.task("a");
    expect(play.waiting).toEqual(["after:task"]);
  });

  test("that can never join is an incident, not silence", async () => {
    const gates = `<bpmn:exclusiveGateway id="choice" default="choice-b"/><bpmn:parallelGateway id="join"/>`;
    const xml = bpmn(
      startEnd +
        gates +
        tasks("a", "b") +
        flows("start -> choice\nchoice -> a if false\nchoice -> b\na -> join\nb -> join\njoin -> end"),
    );
    const play = new Play(await model(xml));
    play.task("b");
    expect(play.incident).toMatchObject({ code: "stuck-at-join", element: "join" });
    play.event({ type: "incident-skip", incident: play.incident?.id ?? 0 });
    expect(play.status).toBe("completed");
  });
});

describe("the limits", () => {
  test("a circle without a wait becomes an incident after 1,000 elements", async () => {
    const circle = `<bpmn:exclusiveGateway id="gate" default="gate-again"/><bpmn:exclusiveGateway id="again"/>`;
    const xml = bpmn(startEnd + circle + flows("start -> gate\ngate -> end if done\ngate -> again\nagain -> gate"));
    const play = new Play(await model(xml));
    expect(play.incident?.code).toBe("element-limit");
    expect(play.story.filter((line) => line.startsWith("entered")).length).toBe(1000);
    play.event({ type: "incident-retry", incident: play.incident?.id ?? 0, variables: { done: true } });
    expect(play.status).toBe("completed");
  });

  test("more than 32 kB of variables are refused and nothing is kept", async () => {
    const play = new Play(await model(bpmn(startEnd + tasks("check") + flows("start -> check\ncheck -> end"))), {
      small: 1,
    });
    const before = play.result.state;
    play.task("check", { text: "ä".repeat(17_000) });
    expect(play.result).toMatchObject({ refused: { code: "variables-too-large" }, commands: [], history: [] });
    expect(play.result.state).toEqual(before);
    play.task("check", { text: "a".repeat(32_000) });
    expect(play.status).toBe("completed");
    const start = new Play(await model(bpmn(startEnd + tasks("check") + flows("start -> check\ncheck -> end"))), {
      text: "a".repeat(33_000),
    });
    expect(start.result.refused?.code).toBe("variables-too-large");
  });
});

describe("the caller's facts", () => {
  const choice = `${startEnd}<bpmn:exclusiveGateway id="which" default="which-b"/>`;
  const ways = flows("start -> check\ncheck -> which\nwhich -> a if age > 17\nwhich -> b\na -> end\nb -> end");
  const xml = bpmn(choice + tasks("check", "a", "b") + ways);
  const moment = { at: "2025-03-03T09:00:00Z" };

  test("are read by expressions where no variable has the name, and kept nowhere", async () => {
    const read = await model(xml);
    const begun = start(read, { ...moment, facts: { age: 3 } });
    expect(JSON.stringify(begun.state)).not.toContain("age");
    const done = { type: "task-completed", token: begun.state.tokens[0]!.id, ...moment } as const;
    expect(step(read, begun.state, { ...done, facts: { age: 18 } }).commands).toMatchObject([{ element: "a" }]);
    expect(step(read, begun.state, done).commands).toMatchObject([{ element: "b" }]);
    const own = { ...done, facts: { age: 18 }, variables: { age: 3 } };
    expect(step(read, begun.state, own).commands).toMatchObject([{ element: "b" }]);
  });

  test("are told with the reason when they decided", async () => {
    const read = await model(xml);
    const begun = start(read, moment);
    const done = { type: "task-completed", token: begun.state.tokens[0]!.id, ...moment, facts: { age: 18 } } as const;
    const why = step(read, begun.state, done).history.find((entry) => entry.why)?.why;
    expect(why).toMatchObject({ expression: "age > 17", values: { age: 18 }, result: true });
  });

  test("stop at the door of a called process: it sees what is given to it", async () => {
    const called = `</bpmn:process><bpmn:process id="q"><bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="g" default="g-y"/>${tasks("x", "y")}${flows("s -> g\ng -> x if age > 17\ng -> y")}`;
    const read = await model(
      bpmn(
        `${startEnd}<bpmn:callActivity id="call" calledElement="q"/>${flows("start -> call\ncall -> end")}${called}`,
      ),
      { process: "p" },
    );
    expect(start(read, { ...moment, facts: { age: 18 } }).commands).toMatchObject([{ element: "y" }]);
  });
});
