import { describe, expect, test } from "vitest";
import { carryAnswers, isSeamless } from "./carry-answers.ts";
import { formOfPages, formWith } from "./testing/form.ts";

const name = { id: "name", type: "text" };
const size = { id: "groesse", type: "choice", options: ["klein", "gross"] };
const kids = (...elements: unknown[]) => ({ id: "kinder", type: "group", repeat: { min: 0, max: 3 }, elements });

describe("answers carried to another version of the form", () => {
  test("stay as they are when all of them fit, whatever stands in another order or on another page", () => {
    const from = formOfPages([{ id: "eins", elements: [name, size] }]);
    const to = formOfPages([
      { id: "zwei", elements: [size] },
      { id: "drei", elements: [{ ...name, maxLength: 50 }] },
    ]);
    const carried = carryAnswers(from, to, { name: "Bella", groesse: "klein" });
    expect(carried).toEqual({ answers: { name: "Bella", groesse: "klein" }, added: [], gone: [], unfit: [] });
    expect(isSeamless(carried)).toBe(true);
  });

  test("tell what is gone, and only of what was asked", () => {
    const from = formWith([name, size, { id: "warum", type: "text", when: 'groesse = "gross"' }]);
    const carried = carryAnswers(from, formWith([name]), { name: "Bella", groesse: "klein", warum: "nur so" });
    expect(carried).toMatchObject({ answers: { name: "Bella" }, gone: ["groesse"] });
    expect(isSeamless(carried)).toBe(false);
  });

  test("tell what no longer fits, and keep it where it can be mended", () => {
    const from = formWith([name, size]);
    const to = formWith([
      { ...name, maxLength: 3 },
      { ...size, options: ["klein", "riesig"] },
    ]);
    const { answers, unfit } = carryAnswers(from, to, { name: "Bella", groesse: "gross" });
    expect(unfit.map(({ path }) => path)).toEqual(["name", "groesse"]);
    expect(answers).toEqual({ name: "Bella", groesse: "gross" });
  });

  test("leave out what the new question cannot show: another type, a list instead of one", () => {
    const from = formWith([name, { id: "tag", type: "text" }]);
    const to = formWith([
      { ...name, repeat: { min: 0, max: 3 } },
      { id: "tag", type: "date" },
    ]);
    const { answers, unfit, added } = carryAnswers(from, to, { name: "Bella", tag: "bald" });
    expect([answers, unfit.map(({ path }) => path), added]).toEqual([{}, ["name", "tag"], []]);
  });

  test("take a question of another type along when its answer fits there, too", () => {
    const carried = carryAnswers(formWith([name]), formWith([{ ...name, type: "date" }]), { name: "2026-01-31" });
    expect(carried).toEqual({ answers: { name: "2026-01-31" }, added: [], gone: [], unfit: [] });
  });

  test("tell what is new where the person has been, not what comes later", () => {
    const from = formOfPages([{ id: "eins", elements: [name] }]);
    const to = formOfPages([
      { id: "eins", elements: [name, { id: "farbe", type: "text" }, kids({ id: "vorname", type: "text" })] },
      { id: "zwei", elements: [{ id: "spaeter", type: "text" }] },
    ]);
    expect(carryAnswers(from, to, { name: "Bella" }).added).toEqual(["farbe", "kinder"]);
    expect(carryAnswers(from, to, {}).added).toEqual([]);
  });

  test("tell what must be answered now and need not be before, not what was missing already", () => {
    const from = formWith([name, { ...size, required: false }, { id: "alter", type: "integer" }]);
    const to = formWith([name, size, { id: "alter", type: "integer" }]);
    expect(carryAnswers(from, to, { name: "Bella" }).added).toEqual(["groesse"]);
  });

  test("look into the entries of a group", () => {
    const from = formWith([kids({ id: "vorname", type: "text" }, { id: "alter", type: "integer" })]);
    const to = formWith([kids({ id: "vorname", type: "text", maxLength: 3 }, { id: "ort", type: "text" })]);
    const before = {
      kinder: [
        { vorname: "Ida", alter: 3 },
        { vorname: "Theodor", alter: 5 },
      ],
    };
    const { answers, gone, unfit, added } = carryAnswers(from, to, before);
    expect(answers).toEqual({ kinder: [{ vorname: "Ida" }, { vorname: "Theodor" }] });
    expect(gone).toEqual(["kinder.0.alter", "kinder.1.alter"]);
    expect(unfit.map(({ path }) => path)).toEqual(["kinder.1.vorname"]);
    expect(added).toEqual(["kinder.0.ort", "kinder.1.ort"]);
    expect(before.kinder[0]).toEqual({ vorname: "Ida", alter: 3 });
  });

  test("a check across fields that they no longer pass is told at its field", () => {
    const days = [
      { id: "von", type: "date" },
      { id: "bis", type: "date" },
    ];
    const to = formWith(days, [{ id: "reihe", test: "bis > von", at: "bis" }]);
    const { unfit } = carryAnswers(formWith(days), to, { von: "2026-02-01", bis: "2026-01-01" });
    expect(unfit).toEqual([{ path: "bis", code: "reihe" }]);
  });
});
