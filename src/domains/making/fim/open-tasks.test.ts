import { expect, test } from "vitest";
import { addOpenTasks, readOpenTasks, tickListTasks, writeOpenTasks } from "./open-tasks.ts";

test("every task is written as a line and read back as open", () => {
  const text = writeOpenTasks("Ballonstart", [{ topic: "regel R1", text: "Wenn Wind,\n dann nicht." }]);
  expect(text).toContain("- [ ] regel R1: Wenn Wind, dann nicht.\n");
  expect(readOpenTasks(text)).toEqual([{ line: 6, task: "regel R1: Wenn Wind, dann nicht.", why: "open" }]);
});

test.each([
  ["a ticked line", "- [x] regel R1: steht im Formular"],
  ["a capital tick", "- [X] liste: eigene Liste"],
  ["a waiver with its reason", "- [x] regel R1: … (verzichtet: das prüft das Amt)"],
  ["a heading", "# Offen"],
])("%s is done", (_, line) => {
  expect(readOpenTasks(line)).toEqual([]);
});

test.each([
  ["an empty box", "- [ ] liste: fehlt", "open"],
  ["a box without room", "- [] liste: fehlt", "open"],
  ["another mark", "* [?] liste: fehlt", "open"],
  ["an indented box", "  - [ ] liste: fehlt", "open"],
  ["a waiver without reason", "- [x] regel R1: … (verzichtet)", "waived-without-reason"],
  ["a waiver with an empty reason", "- [x] regel R1: … (verzichtet: )", "waived-without-reason"],
])("%s is not done", (_, line, why) => {
  expect(readOpenTasks(line)).toMatchObject([{ line: 1, why }]);
});

test("a file as long as a book is read and added to in a moment", () => {
  const began = performance.now();
  const tasks = Array.from({ length: 2_000 }, (_, n) => ({ topic: `regel R${n}`, text: "prüfen" }));
  for (const piece of ["\n", " ", "(verzichtet", "- [", "- [ ] liste: a ", "- [ ] x\n"]) {
    const text = `${piece.repeat(200_000 / piece.length)}x`;
    expect(addOpenTasks(text, tasks).length).toBeGreaterThan(text.length);
    readOpenTasks(text);
    tickListTasks(text, ["a"], text);
  }
  expect(performance.now() - began).toBeLessThan(3_000);
});
