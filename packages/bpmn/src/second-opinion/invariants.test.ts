import * as fc from "fast-check";
import { expect, test } from "vitest";
import { migrate, step, type ProcessEvent } from "../index.ts";
import { model, Play } from "../process.testing.ts";
import { blocks, holds } from "./block.testing.ts";
import { draw } from "./draw.testing.ts";
import { make, movesOf } from "./moves.testing.ts";

const seed = Number(process.env.ALLMENDE_SEED ?? 20250302);
const numRuns = Number(process.env.ALLMENDE_RUNS ?? 150);
const choices = fc.array(fc.nat(), { minLength: 80, maxLength: 80 });

/** Plays a process by chance: what waits in any order, the bell now and then. */
function playOn(play: Play, choice: readonly number[], between: () => void = () => {}): void {
  for (const next of choice) {
    const moves = movesOf(play);
    const move = moves[next % moves.length];
    if (!move) return;
    between();
    if (next % 5 === 0) play.event({ type: "signal", name: "bell" });
    else make(play, move, { [`v${next % 3}`]: next });
  }
}

test("every generated process ends, without incident, and enters nothing twice", async () => {
  await fc.assert(
    fc.asyncProperty(blocks, choices, async (block, choice) => {
      const play = new Play(await model(draw(block)));
      playOn(play, choice);
      if (movesOf(play).length > 0) return; // too long for this walk
      expect(play.status).toBe("completed");
      expect(play.result.state).toMatchObject({ tokens: [], scopes: [], subscriptions: [], incidents: [] });
      // Without circles a second entering would be a join that fired early; only added branches and instances may repeat.
      if (holds(block, (one) => one.kind === "repeated" || (one.kind === "watched" && !one.interrupting))) return;
      const entered = play.story.filter((line) => line.startsWith("entered"));
      expect(entered.length).toBe(new Set(entered).size);
    }),
    { seed, numRuns },
  );
});

test("each task that is created is either completed or called off, and nothing is left when a process is cancelled", async () => {
  await fc.assert(
    fc.asyncProperty(blocks, choices, async (block, choice) => {
      const play = new Play(await model(draw(block)));
      playOn(play, choice);
      play.event({ type: "cancel" });
      const tokens = (type: "create-task" | "cancel-task") =>
        play.commands.flatMap((command) => (command.type === type ? [command.token] : []));
      const ended = [...play.completed, ...tokens("cancel-task")];
      expect(ended.sort()).toEqual(tokens("create-task").sort());
      expect(play.result.state).toMatchObject({ tokens: [], scopes: [], subscriptions: [] });
    }),
    { seed, numRuns },
  );
});

test("the same events give the same states, and no foreign event changes anything", async () => {
  await fc.assert(
    fc.asyncProperty(
      blocks,
      choices,
      fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }),
      async (block, choice, ids) => {
        const processModel = await model(draw(block));
        const [one, two] = [new Play(processModel), new Play(processModel)];
        playOn(one, choice, () => {
          const { state } = one.result;
          const waiting = new Set([...state.tokens, ...state.subscriptions].map((one) => one.id));
          for (const id of ids.filter((each) => !waiting.has(each))) {
            const events: ProcessEvent[] = [
              { type: "task-completed", token: id, at: one.now },
              { type: "job-completed", token: id, at: one.now },
              { type: "timer-fired", subscription: id, at: one.now },
              { type: "cancel", token: id, at: one.now },
            ];
            for (const event of events)
              expect(step(processModel, state, event)).toEqual({ state, commands: [], history: [], stale: true });
          }
        });
        playOn(two, choice);
        expect(two.result).toEqual(one.result);
        expect(two.commands).toEqual(one.commands);
      },
    ),
    { seed, numRuns: Math.ceil(numRuns / 3) },
  );
});

test("a process moved to its own model at any point goes on exactly as before", async () => {
  await fc.assert(
    fc.asyncProperty(blocks, choices, async (block, choice) => {
      const processModel = await model(draw(block));
      const play = new Play(processModel);
      playOn(play, choice, () => {
        const { state } = play.result;
        const migration = migrate(processModel, processModel, {}, state, { at: play.now });
        expect(migration).toMatchObject({ fits: true, commands: [] });
        expect(migration.fits && migration.state).toEqual(state);
      });
    }),
    { seed, numRuns: Math.ceil(numRuns / 3) },
  );
});
