import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { root } from "../root.ts";
import { Worker } from "./worker.ts";

const folder = mkdtempSync(join(tmpdir(), "allmende-worker-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Does what it is told: answers, refuses, ends, or never comes back. */
const script = join(folder, "child.mjs");
writeFileSync(
  script,
  `process.on("disconnect", () => process.exit(0));
process.on("message", ({ source }) => {
  if (source === "hang") for (;;);
  if (source === "end") process.exit(1);
  if (source === "refuse") process.send({ error: "cannot be set" });
  else process.send({ made: Buffer.from(source + " " + process.pid).toString("base64") });
});`,
);

test("an order that hangs or ends the process fails alone; those behind it are done by a new one", async () => {
  const worker = new Worker(relative(root, script), 1_500);
  const orders = ["one", "hang", "two", "end", "refuse", "three"];
  const outcomes = await Promise.allSettled(orders.map((source) => worker.ask({ source })));
  worker.close();
  const said = outcomes.map((outcome) =>
    outcome.status === "fulfilled" ? String(outcome.value).split(" ")[0] : (outcome.reason as Error).message,
  );
  expect(said).toEqual([
    "one",
    "the PDF took longer than 1.5 seconds",
    "two",
    "the PDF process ended",
    "cannot be set",
    "three",
  ]);
}, 20_000);

test("the time of an order begins when it is worked on, however many stand before it", async () => {
  const worker = new Worker(relative(root, script), 1_500);
  const made = await Promise.all(Array.from({ length: 2_000 }, (_, n) => worker.ask({ source: `${n}` })));
  worker.close();
  expect(new Set(made.map((one) => String(one).split(" ")[1])).size).toBe(1);
  expect(made.map((one) => Number(String(one).split(" ")[0]))).toEqual(Array.from({ length: 2_000 }, (_, n) => n));
}, 20_000);
