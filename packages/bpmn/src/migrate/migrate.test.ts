import { describe, expect, test } from "vitest";
import { migrate, step, type ProcessModel, type ProcessState } from "../index.ts";
import { bpmn, flows, model, Play } from "../process.testing.ts";

const startEnd = `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>`;
const at = "2025-05-01T10:00:00Z";
const timer = (after: string) =>
  `<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${after}</bpmn:timeDuration></bpmn:timerEventDefinition>`;
const edge = (id: string, definition: string, attributes = "") =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="check" ${attributes}>${definition}</bpmn:boundaryEvent><bpmn:endEvent id="${id}-end"/>${flows(`${id} -> ${id}-end`)}`;
const checking = (extra = "") =>
  bpmn(
    `${startEnd}<bpmn:userTask id="check"/>${extra}${flows("start -> check\ncheck -> end")}`,
    `<bpmn:message id="m" name="answer"/><bpmn:message id="m2" name="reply"/>`,
  );

function moved(from: ProcessModel, to: ProcessModel, state: ProcessState, map = {}) {
  const migration = migrate(from, to, map, state, { at, by: "test" });
  if (!migration.fits)
    throw new Error(migration.reasons.map((reason) => `${reason.element}: ${reason.why}`).join("; "));
  return migration;
}

describe("a running process moved to a new version", () => {
  test("goes on with the task it has, through what the new version has added", async () => {
    const from = await model(checking());
    const to = await model(
      bpmn(
        `${startEnd}<bpmn:userTask id="check"/><bpmn:userTask id="sign"/>${flows("start -> check\ncheck -> sign\nsign -> end")}`,
      ),
    );
    const play = new Play(from);
    const { state, commands, history } = moved(from, to, play.result.state);
    expect(commands).toEqual([]);
    expect(history).toMatchObject([{ what: "migrated", element: "check", at, by: "test" }]);
    const next = step(to, state, { type: "task-completed", token: play.token("check"), at });
    expect(next.commands).toMatchObject([{ type: "create-task", element: "sign" }]);
  });

  test("follows the map where an element has another id", async () => {
    const from = await model(checking());
    const to = await model(
      bpmn(`${startEnd}<bpmn:userTask id="examine"/>${flows("start -> examine\nexamine -> end")}`),
    );
    const { state } = new Play(from).result;
    expect(migrate(from, to, {}, state, { at })).toEqual({
      fits: false,
      reasons: [{ element: "check", why: expect.stringContaining("check is missing") }],
    });
    expect(moved(from, to, state, { check: "examine" }).state.tokens[0]).toMatchObject({ element: "examine" });
  });

  test("does not fit where the element is of another kind, repeated otherwise, or a joined flow is gone", async () => {
    const from = await model(checking());
    const { state } = new Play(from).result;
    const service = await model(
      bpmn(`${startEnd}<bpmn:serviceTask id="check"/>${flows("start -> check\ncheck -> end")}`),
    );
    expect(migrate(from, service, {}, state, { at })).toMatchObject({
      fits: false,
      reasons: [{ why: "check is service task in the new version and not user task" }],
    });
    const loop = `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
    const repeated = await model(
      bpmn(`${startEnd}<bpmn:userTask id="check">${loop}</bpmn:userTask>${flows("start -> check\ncheck -> end")}`),
    );
    expect(migrate(from, repeated, {}, state, { at })).toMatchObject({
      fits: false,
      reasons: [{ why: "check is repeated otherwise in the new version" }],
    });

    const join = (first: string) =>
      bpmn(
        `${startEnd}<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="j"/><bpmn:userTask id="a"/><bpmn:userTask id="b"/><bpmn:userTask id="c"/>${flows(`start -> f\nf -> a\nf -> b\n${first}\nb -> j\nj -> end`)}`,
      );
    const [joined, longer] = [
      await model(
        join("a -> j\nj -> c\nc -> end").replace(
          '<bpmn:sequenceFlow id="j-end" sourceRef="j" targetRef="end"></bpmn:sequenceFlow>',
          "",
        ),
      ),
      await model(join("a -> c\nc -> j")),
    ];
    const play = new Play(joined).task("a");
    expect(migrate(joined, longer, {}, play.result.state, { at })).toMatchObject({
      fits: false,
      reasons: [{ element: "j" }],
    });
    expect(migrate(joined, longer, { "a-j": "c-j" }, play.result.state, { at })).toMatchObject({ fits: true });
  });

  test("keeps its timers' instants, begins to wait for new events, and calls off those gone", async () => {
    const from = await model(
      checking(edge("late", timer("P30D")) + edge("asked", `<bpmn:messageEventDefinition messageRef="m"/>`)),
    );
    const to = await model(
      checking(edge("late", timer("P60D")) + edge("reminder", timer("P7D"), `cancelActivity="false"`)),
    );
    const play = new Play(from);
    const late = play.result.state.subscriptions.find((one) => one.element === "late");
    const { state, commands } = moved(from, to, play.result.state);
    expect(commands).toMatchObject([
      { type: "forget-message", element: "asked" },
      { type: "set-timer", element: "reminder", due: { at: "2025-05-08T10:00:00Z" } },
    ]);
    expect(state.subscriptions[0]).toEqual(late);
  });

  test("does not let a reminder ring again that has rung", async () => {
    const from = await model(checking(edge("reminder", timer("P7D"), `cancelActivity="false"`)));
    const play = new Play(from).timer("reminder");
    expect(moved(from, from, play.result.state).commands).toEqual([]);
  });

  test("waits for the message by its new name", async () => {
    const [from, to] = [
      await model(checking(edge("asked", `<bpmn:messageEventDefinition messageRef="m"/>`))),
      await model(checking(edge("asked", `<bpmn:messageEventDefinition messageRef="m2"/>`))),
    ];
    const { commands } = moved(from, to, new Play(from).result.state);
    expect(commands).toMatchObject([{ type: "forget-message" }, { type: "await-message", name: "reply" }]);
  });

  test("takes sub-processes, instances and incidents along", async () => {
    const inner = (id: string) =>
      `<bpmn:subProcess id="${id}"><bpmn:startEvent id="s"/><bpmn:serviceTask id="letter"/>${flows("s -> letter")}<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:subProcess>`;
    const [from, to] = [
      await model(bpmn(`${startEnd}${inner("sub")}${flows("start -> sub\nsub -> end")}`)),
      await model(bpmn(`${startEnd}${inner("part")}${flows("start -> part\npart -> end")}`)),
    ];
    const play = new Play(from);
    play.event({ type: "job-failed", token: play.token("letter") });
    const { state } = moved(from, to, play.result.state, { sub: "part" });
    const retried = step(to, state, { type: "incident-retry", incident: state.incidents[0]?.id ?? 0, at });
    let current = retried.state;
    for (const token of current.tokens.filter((one) => one.wait.for === "job"))
      current = step(to, current, { type: "job-completed", token: token.id, at }).state;
    expect(current.status).toBe("completed");
    expect(migrate(from, to, {}, play.result.state, { at }).fits).toBe(false);
  });

  test("changes nothing when it does not fit, and a finished one is never moved", async () => {
    const from = await model(checking());
    const play = new Play(from);
    const before = structuredClone(play.result.state);
    migrate(from, await model(bpmn(startEnd + flows("start -> end"))), {}, play.result.state, { at });
    expect(play.result.state).toEqual(before);
    play.task("check");
    expect(migrate(from, from, {}, play.result.state, { at })).toEqual({
      fits: false,
      reasons: [{ element: "p", why: "is completed" }],
    });
  });
});
