import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileModel, readBpmn } from "../index.ts";
import { bpmn, flows, Play } from "../process.testing.ts";
import { blocks, holds, type Block } from "./block.testing.ts";
import { draw } from "./draw.testing.ts";
import { runPeer } from "./peer.testing.ts";

/** A fixed seed for every build; ALLMENDE_SEED and ALLMENDE_RUNS look further. */
const seed = Number(process.env.ALLMENDE_SEED ?? 20250301);
const numRuns = Number(process.env.ALLMENDE_RUNS ?? 100);

async function both(xml: string) {
  const reading = await readBpmn(xml);
  if (!reading.ok) throw new Error(JSON.stringify(reading.reasons));
  const parsed = compileModel(reading.document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.reasons));
  return { ours: new Play(parsed.model), peer: runPeer(reading.document.definitions) };
}

const pending = (play: Play) =>
  [
    ...new Set(play.result.state.tokens.filter((token) => token.wait.for === "task").map((token) => token.element)),
  ].sort();
const story = (play: Play) => play.story.filter((line) => /^(entered|left) (userTask|subProcess)/.test(line));

/** Blocks at which bpmn-elements joins early: see the deviations below. */
const joinsEarly = (block: Block) =>
  holds(block, (one) => one.kind === "inclusive" && one.branches.filter((branch) => branch.fits).length > 1) ||
  holds(block, (one) => one.kind === "parallel" && one.branches.some((branch) => holds(branch, merges)));
const merges = (block: Block) => ["exclusive", "inclusive", "caught", "watched"].includes(block.kind);

describe("generated processes", () => {
  test(
    "enter and complete the same activities in the same order as in bpmn-elements",
    { timeout: 120_000 },
    async () => {
      let agreed = 0;
      const choices = fc.array(fc.nat(), { minLength: 60, maxLength: 60 });
      await fc.assert(
        fc.asyncProperty(blocks, choices, async (block, choice) => {
          const { ours, peer } = await both(draw(block));
          let rung = false;
          for (const next of choice) {
            if (story(ours).join("\n") !== peer.story.join("\n") || pending(ours).join() !== peer.pending().join()) {
              expect(joinsEarly(block), `\nours ${story(ours)}\npeer ${peer.story}`).toBe(true);
              return;
            }
            const tasks = pending(ours);
            if (tasks.length === 0) break;
            const task = tasks[next % tasks.length] ?? "";
            if (next % 7 === 0 && !rung) {
              rung = true; // once: see the deviations
              ours.event({ type: "signal", name: "bell" });
              peer.signal("bell");
            } else {
              ours.task(task);
              peer.complete(task);
            }
          }
          expect(ours.result.state.incidents).toEqual([]);
          agreed++;
        }),
        { seed, numRuns },
      );
      expect(agreed / numRuns).toBeGreaterThan(0.8);
    },
  );
});

/** Where the two differ, BPMN 2.0.2 decides; each difference is shown, so that a new version of the peer is noticed. */
describe("deviations of bpmn-elements from BPMN 2.0.2", () => {
  const tasks = (...ids: string[]) => ids.map((id) => `<bpmn:userTask id="userTask${id}"/>`).join("");
  const startEnd = `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>`;

  test("13.4.3: its inclusive gateway passes each token on, ours waits for all that can still come", async () => {
    const gates = `<bpmn:inclusiveGateway id="split"/><bpmn:inclusiveGateway id="join"/>`;
    const { ours, peer } = await both(bpmn(startEnd + gates + tasks("A", "B", "C") +
      flows("start -> split\nsplit -> userTaskA if true\nsplit -> userTaskB if true\nuserTaskA -> join\nuserTaskB -> join\njoin -> userTaskC\nuserTaskC -> end"))); // prettier-ignore
    ours.task("userTaskA");
    peer.complete("userTaskA");
    expect(peer.pending()).toEqual(["userTaskB", "userTaskC"]);
    expect(pending(ours)).toEqual(["userTaskB"]);
  });

  test("13.4.1: its parallel gateway can join while a branch with a merge in it is still busy, ours needs one token on each flow", async () => {
    const gates = `<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/><bpmn:exclusiveGateway id="choice" default="choice-userTaskB"/><bpmn:exclusiveGateway id="merge"/>`;
    const { ours, peer } = await both(bpmn(startEnd + gates + tasks("A", "B", "C", "D", "E") +
      flows("start -> fork\nfork -> choice\nchoice -> userTaskA if false\nchoice -> userTaskB\nuserTaskA -> merge\nuserTaskB -> merge\nmerge -> userTaskC\nuserTaskC -> join\nfork -> userTaskD\nuserTaskD -> join\njoin -> userTaskE\nuserTaskE -> end"))); // prettier-ignore
    for (const task of ["userTaskB", "userTaskD"]) {
      ours.task(task);
      peer.complete(task);
    }
    expect(peer.pending()).toEqual(["userTaskC", "userTaskE"]);
    expect(pending(ours)).toEqual(["userTaskC"]);
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
      peer.signal("bell");
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
    const { ours, peer } = await both(xml);
    ours.task("userTaskA");
    peer.complete("userTaskA");
    expect([peer.pending(), pending(ours)]).toEqual([["userTaskC"], ["userTaskB"]]);
  });
});
