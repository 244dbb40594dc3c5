import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readBpmn, writeBpmn } from "./index.ts";
import { model, Play } from "./process.testing.ts";
import { canonical } from "./xml/canonical.testing.ts";

const xml = readFileSync(new URL("../samples/dog-registration.bpmn", import.meta.url), "utf8");
const answers = { application: "A-1", dogs: 2, dangerous: true, offices: ["order-office", "vet"] };
const names = Object.keys(answers).concat("complete", "decision");
const begin = async () => new Play(await model(xml, { names }), answers);

describe("a dog's registration, the whole case", () => {
  test("is granted after an information request that was answered", async () => {
    const play = await begin();
    expect(play.result.commands.find((one) => one.type === "create-task")).toMatchObject({
      element: "check",
      rule: { result: "order-office" },
      due: { workingDays: 3 },
    });
    play.task("check", { complete: false }).task("request");
    expect(play.told).toEqual(["await-message answered", "set-timer silent"]);
    play.event({ type: "message", name: "supplement", key: "A-1" });
    expect(play.told).toEqual(["cancel-timer silent", "create-task check"]);
    play.task("check", { complete: true });
    expect(play.told).toEqual(["run-job tax", "create-task statements", "create-task statements"]);
    play.job("tax", { result: { amount: 18000 } });
    for (const token of play.result.state.tokens.filter((one) => one.wait.for === "task"))
      play.event({ type: "task-completed", token: token.id, variables: { opinion: "fine" } });
    expect(play.told).toEqual(["create-task decide", "set-timer reminder"]);
    play.timer("reminder").timer("reminder");
    expect(play.waiting).toEqual(["processing:scope", "decide:task", "remind:job", "remind:job"]);
    play.job("remind").job("remind").task("decide", { decision: "granted" });
    expect(play.result.commands.at(-1)).toMatchObject({
      element: "notice",
      step: { type: "letter", name: "steuerbescheid" },
      inputs: { amount: 18000 },
    });
    play.job("notice");
    expect(play.result.commands[0]).toMatchObject({ step: { type: "close", closure: "granted" } });
    play.job("close-granted");
    expect(play.result.commands[0]).toMatchObject({
      type: "completed",
      variables: { opinions: ["fine", "fine"], decision: "granted" },
    });
  });

  test("is refused after silence", async () => {
    const play = (await begin())
      .task("check", { complete: false })
      .task("request")
      .timer("silent")
      .task("decide", { decision: "refused" });
    expect(play.told.at(-1)).toBe("run-job refusal");
    play.job("refusal").job("close-refused");
    expect(play.status).toBe("completed");
  });

  test("ends at any point when the citizen withdraws, and everything else is called off", async () => {
    const play = (await begin()).task("check", { complete: true });
    play.event({ type: "message", name: "withdrawal", key: "A-1", variables: { by: "citizen" } });
    expect(play.told).toEqual([
      "cancel-job tax",
      "cancel-task statements",
      "cancel-task statements",
      "run-job close-withdrawn",
    ]);
    expect(play.job("close-withdrawn").status).toBe("completed");
  });

  test("is read and written back whole", async () => {
    const reading = await readBpmn(xml);
    expect(reading.ok && canonical(await writeBpmn(reading.document))).toEqual(canonical(xml));
  });

  test("answers why it came to this desk and why it took this way", async () => {
    const play = (await begin()).task("check", { complete: false });
    expect(play.result.history.filter((entry) => entry.why)).toMatchObject([
      {
        what: "taken",
        element: "incomplete",
        by: "test",
        why: { expression: "complete = false", values: { complete: false }, result: true },
      },
    ]);
  });
});
