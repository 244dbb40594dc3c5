import { describe, expect, test } from "vitest";
import { bpmn, flows, model, Play, reasons } from "./process.testing.ts";

const startEnd = `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>`;
const hearing = `<bpmn:error id="e" errorCode="silent"/><bpmn:process id="hearing"><bpmn:startEvent id="hs"/><bpmn:userTask id="hear"/><bpmn:exclusiveGateway id="heard" default="heard-he"/>
  <bpmn:endEvent id="he"/><bpmn:endEvent id="hx"><bpmn:errorEventDefinition errorRef="e"/></bpmn:endEvent>${flows("hs -> hear\nhear -> heard\nheard -> hx if answer = null\nheard -> he")}</bpmn:process>`;
const call = `<bpmn:callActivity id="call" calledElement="hearing"><bpmn:extensionElements><allmende:input name="party" value="applicant"/><allmende:output name="said" value="answer"/></bpmn:extensionElements></bpmn:callActivity>`;
const caller = `${startEnd}${call}<bpmn:userTask id="silence"/><bpmn:boundaryEvent id="caught" attachedToRef="call"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>${flows("start -> call\ncall -> end\ncaught -> silence\nsilence -> end")}`;

describe("a call activity", () => {
  test("runs the other process with what it is given and takes back what it names", async () => {
    const play = new Play(await model(bpmn(caller, hearing), { process: "p" }), { applicant: "A", secret: "x" });
    expect(play.result.state.scopes.at(-1)).toMatchObject({
      kind: "process",
      process: "hearing",
      variables: { party: "A" },
    });
    play.task("hear", { answer: "yes", note: "n" });
    expect(play.result.commands.at(-1)).toEqual({
      type: "completed",
      variables: { applicant: "A", secret: "x", said: "yes" },
    });
  });

  test("of several executable processes the one that no other calls is run", async () => {
    const executable = hearing.replace('id="hearing"', 'id="hearing" isExecutable="true"');
    expect((await model(bpmn(caller, executable))).id).toBe("p");
  });

  test("catches an error that climbs out of the called process", async () => {
    const play = new Play(await model(bpmn(caller, hearing)), { applicant: "A" });
    play.task("hear");
    expect(play.waiting).toEqual(["silence:task"]);
  });

  test("binds to the models it is given, of the same package version", async () => {
    const other = await model(bpmn("", hearing), { process: "hearing" });
    const alone = bpmn(caller, `<bpmn:error id="e" errorCode="silent"/>`);
    expect(await reasons(alone)).toEqual(["call: calls hearing, which is not in the package"]);
    const play = new Play(await model(alone, { callable: [other] }), { applicant: "A" });
    expect(play.waiting).toEqual(["call:scope", "hear:task"]);
  });

  test("that calls itself without end is stopped by the element limit", async () => {
    const self = bpmn(
      `${startEnd}<bpmn:callActivity id="call" calledElement="p"/>${flows("start -> call\ncall -> end")}`,
    );
    const play = new Play(await model(self));
    expect(play.incident?.code).toBe("element-limit");
    play.event({ type: "cancel" });
    expect(play.result.state).toMatchObject({ status: "cancelled", tokens: [], scopes: [], incidents: [] });
  });

  test("is an incident when it would be given more than a scope may hold", async () => {
    const big = bpmn(caller.replace('value="applicant"', 'value="applicant + applicant"'), hearing);
    const play = new Play(await model(big), { applicant: "a".repeat(20_000) });
    expect(play.incident).toMatchObject({ code: "variables-too-large", element: "call" });
  });
});
