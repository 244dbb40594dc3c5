import { describe, expect, test } from "vitest";
import { bpmn, flows, model, Play } from "./process.testing.ts";

const startEnd = `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>`;
const loop = (attributes: string, collection: string, inner = "") =>
  `<bpmn:multiInstanceLoopCharacteristics ${attributes}><bpmn:extensionElements>${collection}</bpmn:extensionElements>${inner}</bpmn:multiInstanceLoopCharacteristics>`;
const each = `<allmende:collection items="offices" item="office" results="statements" result="statement"/>`;
const ask = (attributes: string, inner = "") =>
  bpmn(
    `${startEnd}<bpmn:userTask id="ask"><bpmn:extensionElements><allmende:assignment rule="office"/></bpmn:extensionElements>${loop(attributes, each, inner)}</bpmn:userTask>${flows("start -> ask\nask -> end")}`,
  );
const offices = { offices: ["building", "fire", "water"] };

describe("a multi-instance", () => {
  test("in parallel asks all at once and collects the answers in the order of the items", async () => {
    const play = new Play(await model(ask("")), offices);
    expect(play.result.commands.map((command) => command.type === "create-task" && command.rule?.result)).toEqual(
      offices.offices,
    );
    const tokens = play.result.state.tokens.filter((token) => token.wait.for === "task").map((token) => token.id);
    for (const [index, token] of [...tokens.entries()].toReversed())
      play.event({ type: "task-completed", token, variables: { statement: `s${index}` } });
    expect(play.result.commands.at(-1)).toEqual({
      type: "completed",
      variables: { ...offices, statements: ["s0", "s1", "s2"] },
    });
  });

  test("in sequence asks one after the other", async () => {
    const play = new Play(await model(ask(`isSequential="true"`)), offices);
    for (const office of offices.offices) {
      expect(play.waiting).toEqual(["ask:instances", "ask:task"]);
      expect(play.result.commands.find((command) => command.type === "create-task")).toMatchObject({
        rule: { result: office },
      });
      const token = play.result.state.tokens.find((one) => one.wait.for === "task")?.id ?? 0;
      play.event({ type: "task-completed", token, variables: { statement: office } });
    }
    expect(play.result.commands.at(-1)).toMatchObject({ variables: { statements: offices.offices } });
  });

  test("stops when enough have answered and calls the others off", async () => {
    const until = `<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">numberOfCompletedInstances >= 2</bpmn:completionCondition>`;
    const play = new Play(await model(ask("", until)), offices);
    const tokens = play.result.state.tokens.filter((token) => token.wait.for === "task").map((token) => token.id);
    play.event({ type: "task-completed", token: tokens[2] ?? 0, variables: { statement: "w" } });
    play.event({ type: "task-completed", token: tokens[0] ?? 0, variables: { statement: "b" } });
    expect(play.told).toEqual(["cancel-task ask", "completed"]);
    expect(play.result.commands.at(-1)).toMatchObject({ variables: { statements: ["b", null, "w"] } });
  });

  test("of none is done at once", async () => {
    const play = new Play(await model(ask("")), { offices: [] });
    expect(play.result.commands).toEqual([{ type: "completed", variables: { offices: [], statements: [] } }]);
  });

  test("whose collection is missing is an incident", async () => {
    const play = new Play(await model(ask("")));
    expect(play.incident).toMatchObject({ code: "expression-failed", element: "ask" });
    play.event({ type: "incident-retry", incident: play.incident?.id ?? 0, variables: { offices: ["fire"] } });
    expect(play.waiting).toEqual(["ask:instances", "ask:task"]);
  });

  test("by number repeats a whole sub-process, each with its own variables", async () => {
    const inner = `<bpmn:startEvent id="s"/><bpmn:userTask id="a"/><bpmn:userTask id="b"/>${flows("s -> a\na -> b")}`;
    const count = `<bpmn:multiInstanceLoopCharacteristics isSequential="false"><bpmn:extensionElements><allmende:collection results="all" result="mine * 10"/></bpmn:extensionElements><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
    const play = new Play(
      await model(
        bpmn(
          `${startEnd}<bpmn:subProcess id="sub">${inner}${count}</bpmn:subProcess>${flows("start -> sub\nsub -> end")}`,
        ),
      ),
    );
    play.task("a", { mine: 1 }).task("a", { mine: 2 }).task("b").task("b");
    expect(play.result.commands.at(-1)).toEqual({ type: "completed", variables: { all: [10, 20] } });
  });

  test("is watched at its edge as a whole: one timer, and all instances end with it", async () => {
    const edge = `<bpmn:boundaryEvent id="late" attachedToRef="ask"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P14D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:endEvent id="end2"/>${flows("late -> end2")}`;
    const play = new Play(await model(ask("").replace("</bpmn:process>", `${edge}</bpmn:process>`)), offices);
    expect(play.told.filter((told) => told.startsWith("set-timer"))).toEqual(["set-timer late"]);
    play.timer("late");
    expect(play.told).toEqual(["cancel-task ask", "cancel-task ask", "cancel-task ask", "completed"]);
  });

  test("of more instances than one event may enter is an incident", async () => {
    const play = new Play(await model(ask("")), { offices: Array.from({ length: 1001 }, () => "o") });
    expect(play.incident?.code).toBe("element-limit");
    expect(play.waiting).toEqual(["ask:incident"]);
  });
});
