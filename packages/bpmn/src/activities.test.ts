import { describe, expect, test } from "vitest";
import { bpmn, flows, model, Play } from "./process.testing.ts";

const startEnd = `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>`;
const through = (id: string) => flows(`start -> ${id}\n${id} -> end`);

describe("a user task", () => {
  const task = `<bpmn:userTask id="check" name="Angaben prüfen"><bpmn:extensionElements>
    <allmende:step type="check"/><allmende:form name="dog-check"/>
    <allmende:assignment department="tax" rule="if street = &quot;Am Dom&quot; then &quot;north&quot; else &quot;south&quot;"/>
    <allmende:due after="3 working days"/><allmende:input name="dogs" value="count(chips)"/>
    <allmende:output name="fee" value="dogs * 9000"/></bpmn:extensionElements></bpmn:userTask>`;

  test("carries what the model says of it to the workbench, and why it came to this desk", async () => {
    const play = new Play(await model(bpmn(startEnd + task + through("check"))), {
      street: "Am Dom",
      chips: ["1", "2"],
    });
    expect(play.result.commands).toEqual([
      {
        type: "create-task",
        token: 3,
        element: "check",
        by: "user",
        name: "Angaben prüfen",
        step: { type: "check" },
        form: "dog-check",
        department: "tax",
        rule: {
          expression: 'if street = "Am Dom" then "north" else "south"',
          values: { street: "Am Dom" },
          result: "north",
        },
        due: { workingDays: 3, after: "2025-03-03T09:00:00Z", expression: "3 working days" },
        inputs: { dogs: 2 },
      },
    ]);
    expect(play.result.history.find((entry) => entry.what === "assigned")?.why).toMatchObject({
      values: { street: "Am Dom" },
      result: "north",
    });
  });

  test("gives back only its outputs, where the model names some", async () => {
    const play = new Play(await model(bpmn(startEnd + task + through("check"))), { street: "", chips: [] });
    play.task("check", { dogs: 2, scribble: "x" });
    expect(play.result.commands).toEqual([{ type: "completed", variables: { street: "", chips: [], fee: 18000 } }]);
  });

  test("may be due at a date of the answers, a duration, or not at all", async () => {
    const due = (after: string) =>
      bpmn(
        `${startEnd}<bpmn:userTask id="t"><bpmn:extensionElements><allmende:due after="${after}"/></bpmn:extensionElements></bpmn:userTask>${through("t")}`,
      );
    const dueOf = async (after: string, variables = {}) => {
      const [command] = new Play(await model(due(after)), variables).result.commands;
      return command?.type === "create-task" ? command.due : command;
    };
    // The hour on the wall stays although summer time begins on 30 March.
    expect(await dueOf("P1M")).toEqual({ at: "2025-04-03T08:00:00Z", expression: "P1M" });
    expect(await dueOf("date(moveIn) + duration(&quot;P14D&quot;)", { moveIn: "2025-03-01" })).toMatchObject({
      at: "2025-03-14T23:00:00Z",
    });
    expect(await dueOf("deadline", {})).toBeUndefined();
    expect(await dueOf("deadline", { deadline: "soon" })).toMatchObject({
      type: "raise-incident",
      code: "expression-failed",
    });
    expect(await dueOf("deadline", { deadline: "2025-02-30" })).toMatchObject({ type: "raise-incident" });
  });

  test("that is manual is ticked off by a person too", async () => {
    const play = new Play(await model(bpmn(`${startEnd}<bpmn:manualTask id="file"/>${through("file")}`)));
    expect(play.result.commands[0]).toMatchObject({ type: "create-task", by: "manual" });
    expect(play.task("file").status).toBe("completed");
  });
});

describe("a service task", () => {
  const service = `<bpmn:serviceTask id="letter"><bpmn:extensionElements><allmende:step type="letter" name="steuerbescheid"/><allmende:input name="amount" value="fee / 100"/></bpmn:extensionElements></bpmn:serviceTask>`;

  test("is a job with its step and inputs", async () => {
    const play = new Play(await model(bpmn(startEnd + service + through("letter"))), { fee: 9000 });
    expect(play.result.commands[0]).toEqual({
      type: "run-job",
      token: 3,
      element: "letter",
      as: "service",
      step: { type: "letter", name: "steuerbescheid" },
      inputs: { amount: 90 },
    });
    play.job("letter", { sent: true });
    expect(play.result.commands[0]).toMatchObject({ type: "completed", variables: { fee: 9000, sent: true } });
  });

  test("that fails is an incident: retry runs it anew, the late answer of the first try is stale", async () => {
    const play = new Play(await model(bpmn(startEnd + service + through("letter"))), { fee: 1 });
    const first = play.token("letter");
    play.event({ type: "job-failed", token: first, detail: "printer on fire" });
    expect(play.result.commands[0]).toMatchObject({
      type: "raise-incident",
      code: "job-failed",
      detail: "printer on fire",
    });
    play.event({ type: "incident-retry", incident: play.incident?.id ?? 0 });
    expect(play.told).toEqual(["close-incident letter", "run-job letter"]);
    play.event({ type: "job-completed", token: first });
    expect(play.result.stale).toBe(true);
    expect(play.job("letter").status).toBe("completed");
  });

  test("whose incident is skipped goes on with what the person says", async () => {
    const play = new Play(await model(bpmn(startEnd + service + through("letter"))), { fee: 1 });
    play.event({ type: "job-failed", token: play.token("letter") });
    play.event({ type: "incident-skip", incident: play.incident?.id ?? 0, variables: { byHand: true } });
    expect(play.result.commands.at(-1)).toMatchObject({ type: "completed", variables: { byHand: true } });
    expect(play.story).toContain("skipped letter");
  });

  test("whose branch is cancelled ends only that branch", async () => {
    const play = new Play(await model(bpmn(startEnd + service + through("letter"))), { fee: 1 });
    play.event({ type: "job-failed", token: play.token("letter") });
    play.event({ type: "cancel", token: play.token("letter") });
    expect(play.told).toEqual(["close-incident letter", "completed"]);
  });

  test("with a decision asks for that decision", async () => {
    const rule = `<bpmn:businessRuleTask id="fee"><bpmn:extensionElements><allmende:step type="decision" decision="dogTax"/><allmende:output name="fee" value="result.amount"/></bpmn:extensionElements></bpmn:businessRuleTask>`;
    const play = new Play(await model(bpmn(startEnd + rule + through("fee"))));
    expect(play.result.commands[0]).toMatchObject({ as: "business-rule", step: { decision: "dogTax" } });
    play.job("fee", { result: { amount: 9000 } });
    expect(play.result.commands.at(-1)).toMatchObject({ variables: { fee: 9000 } });
  });
});

describe("an embedded sub-process", () => {
  const sub = (inner: string) =>
    `${startEnd}<bpmn:subProcess id="sub">${inner}</bpmn:subProcess><bpmn:userTask id="after"/>${flows("start -> sub\nsub -> after\nafter -> end")}`;

  test("goes on when all inside has ended, and what it found out stays", async () => {
    const inner = `<bpmn:startEvent id="s"/><bpmn:parallelGateway id="f"/><bpmn:userTask id="a"/><bpmn:userTask id="b"/>${flows("s -> f\nf -> a\nf -> b")}`;
    const play = new Play(await model(bpmn(sub(inner))));
    play.task("a", { seen: 1 });
    expect(play.waiting).toEqual(["sub:scope", "b:task"]);
    play.task("b");
    expect(play.waiting).toEqual(["after:task"]);
    expect(play.result.state.scopes).toEqual([
      { id: 1, kind: "process", process: "p", container: "p", variables: { seen: 1 } },
    ]);
  });

  test("is ended alone by its own terminate end", async () => {
    const inner = `<bpmn:startEvent id="s"/><bpmn:parallelGateway id="f"/><bpmn:userTask id="a"/><bpmn:userTask id="b"/><bpmn:endEvent id="t"><bpmn:terminateEventDefinition/></bpmn:endEvent>${flows("s -> f\nf -> a\nf -> b\na -> t")}`;
    const play = new Play(await model(bpmn(sub(inner))));
    play.task("a");
    expect(play.told).toEqual(["cancel-task b", "create-task after"]);
  });
});
