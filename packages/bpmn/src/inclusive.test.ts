import { describe, expect, test } from "vitest";
import { bpmn, flows, model, Play } from "./process.testing.ts";

const startEnd = `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>`;
const gates = `<bpmn:inclusiveGateway id="split" default="split-c"/><bpmn:inclusiveGateway id="join"/>`;
const tasks = (...ids: string[]) => ids.map((id) => `<bpmn:userTask id="${id}"/>`).join("");
const block = bpmn(startEnd + gates + tasks("a", "b", "c", "after") +
  flows("start -> split\nsplit -> a if x > 1\nsplit -> b if x > 2\nsplit -> c\na -> join\nb -> join\nc -> join\njoin -> after\nafter -> end")); // prettier-ignore

describe("an inclusive gateway", () => {
  test("takes all flows that fit and joins those that came", async () => {
    const play = new Play(await model(block), { x: 5 });
    expect(play.waiting).toEqual(["a:task", "b:task"]);
    play.task("a");
    expect(play.waiting).toEqual(["b:task", "join:join"]);
    play.task("b");
    expect(play.waiting).toEqual(["after:task"]);
  });

  test("takes the default only when none fits, and waits for nobody else", async () => {
    const play = new Play(await model(block), { x: 0 });
    expect(play.waiting).toEqual(["c:task"]);
    play.task("c");
    expect(play.waiting).toEqual(["after:task"]);
  });

  test("does not wait for a branch that has gone another way", async () => {
    const way = `<bpmn:exclusiveGateway id="turn" default="turn-join"/><bpmn:endEvent id="out"/>`;
    const xml = bpmn(startEnd + gates + way + tasks("a", "b", "c", "after") +
      flows("start -> split\nsplit -> a if x > 1\nsplit -> b if x > 2\nsplit -> c\na -> join\nb -> turn\nturn -> out if leave\nturn -> join\nc -> join\njoin -> after\nafter -> end")); // prettier-ignore
    const play = new Play(await model(xml), { x: 5, leave: true });
    play.task("a");
    expect(play.waiting).toEqual(["b:task", "join:join"]);
    play.task("b");
    expect(play.waiting).toEqual(["after:task"]);
  });

  test("waits for a token that can come through a boundary event", async () => {
    const edge = `<bpmn:boundaryEvent id="late" attachedToRef="b"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:endEvent id="done"/>`;
    const xml = bpmn(startEnd + gates + edge + tasks("a", "b", "c", "after") +
      flows("start -> split\nsplit -> a if x > 1\nsplit -> b if x > 2\nsplit -> c\na -> join\nb -> done\nlate -> join\nc -> join\njoin -> after\nafter -> end")); // prettier-ignore
    const play = new Play(await model(xml), { x: 5 });
    play.task("a");
    expect(play.waiting).toEqual(["b:task", "join:join"]);
    play.timer("late");
    expect(play.waiting).toEqual(["after:task"]);
  });

  test("counts like the standard at an activity with conditional flows: all that fit, the default when none does", async () => {
    const xml = bpmn(
      `${startEnd}<bpmn:userTask id="t" default="t-c"/>${tasks("a", "b", "c")}${flows("start -> t\nt -> a if x > 1\nt -> b if x > 2\nt -> c\na -> end\nb -> end\nc -> end")}`,
    );
    expect(new Play(await model(xml), { x: 5 }).task("t").waiting).toEqual(["a:task", "b:task"]);
    expect(new Play(await model(xml), { x: 0 }).task("t").waiting).toEqual(["c:task"]);
  });
});
