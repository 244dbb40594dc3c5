/** Rules of a schema as conditions of its form: what is asked and demanded, by the answers. */
import { compileForm, type Answers, type Form } from "@allmende/forms";
import { readPackage } from "@allmende/service-package";
import { describe, expect, test } from "vitest";
import { draftFromFim } from "../draft-from-fim.ts";
import { field, group, place, rule, sampleSchema, values } from "../../../../test/fim-schema.ts";

const kind = field("F99000000001", "Antrieb", { art: "select", more: values(["01", "Heißluft"], ["02", "Gas"]) });
const crew = field("F99000000002", "Begleitung", { typ: "bool" });
const length = field("F99000000003", "Länge", { typ: "num_int" });
const gas = field("F99000000004", "Gasart");
const phone = field("F99000000005", "Telefon");
const mail = field("F99000000006", "Post");
const start = field("F99000000007", "Beginn", { typ: "date" });
const end = field("F99000000008", "Ende", { typ: "date" });

async function drafted(text: string): Promise<{ form: Form; tasks: string }> {
  const inner = [kind, crew, length].map((one) => place("1:1", one)).join("");
  const optional = [gas, phone, mail, start, end].map((one) => place("0:1", one)).join("");
  const { files } = draftFromFim(
    await sampleSchema(place("1:1", group("G99000000001", "Ballon", inner + optional + rule("R99000000001", text)))),
  );
  const reading = readPackage(files);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const compiled = compileForm(reading.pkg.form);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return { form: compiled.form, tasks: files.get("OPEN.md") ?? "" };
}

/** What is asked, with "!" where it is missing, and what is wrong. */
function seen(form: Form, answers: Answers): string {
  const asked = form.walk(answers).asked.map(({ path }) => path);
  const wrong = form
    .check(answers)
    .map(({ path, code }) => (code.startsWith("required") ? `${path}!` : `${path} ${code}`));
  return [...asked.filter((path) => !wrong.includes(`${path}!`)), ...wrong].join(" ");
}

const all = "antrieb begleitung laenge gasart telefon post beginn ende";
const base: Answers = { antrieb: "heissluft", begleitung: false, laenge: 4 };

describe("a rule becomes a condition", () => {
  test("required and forbidden: asked only then, and a duty", async () => {
    const { form, tasks } = await drafted(
      'Wenn F99000000001 = 02 "Gas", dann muss F99000000004 befüllt sein, sonst darf F99000000004 nicht befüllt werden.',
    );
    expect(seen(form, base)).toBe(all.replace(" gasart", ""));
    expect(seen(form, { ...base, antrieb: "gas" })).toBe(`${all.replace(" gasart", "")} gasart!`);
    expect(seen(form, { ...base, antrieb: "gas", gasart: "Helium" })).toBe(all);
    expect(tasks).toMatch(/- \[x\] regel R99000000001: .*als Bedingung übernommen/);
  });

  test("required only: always asked, a duty then", async () => {
    const { form } = await drafted('Wenn F99000000002 = "wahr", dann muss F99000000004 befüllt sein.');
    expect(seen(form, base)).toBe(all);
    expect(seen(form, { ...base, begleitung: true })).toBe(`${all.replace(" gasart", "")} gasart!`);
  });

  test("forbidden when something is filled", async () => {
    const { form } = await drafted(
      "Wenn F99000000005 befüllt ist, dann darf das Feld F99000000006 nicht befüllt werden.",
    );
    expect(seen(form, base)).toBe(all);
    expect(seen(form, { ...base, telefon: "069" })).toBe(all.replace(" post", ""));
  });
});

describe("a rule becomes a check", () => {
  test("of several exactly one", async () => {
    const { form } = await drafted("Es muss entweder F99000000005 oder F99000000006 befüllt sein.");
    expect(seen(form, base)).toMatch(/post \w+$/);
    expect(seen(form, { ...base, telefon: "069" })).toBe(all);
    expect(seen(form, { ...base, telefon: "069", post: "ja" })).toMatch(/post \w+$/);
  });

  test("of several at least one", async () => {
    const { form } = await drafted("Mindestens eines der Felder F99000000005, F99000000006 muss befüllt sein.");
    expect(seen(form, base)).toMatch(/post \w+$/);
    expect(seen(form, { ...base, telefon: "069", post: "ja" })).toBe(all);
  });
});

describe("a rule about a list of entries", () => {
  const pilot = (inside: string) => group("G99000000002", "Pilot", inside);

  async function listed(text: string, where: "list" | "form"): Promise<{ form: Form; tasks: string }> {
    const fields = [field("F99000000011", "Name"), field("F99000000012", "Funk"), field("F99000000013", "Ruf")];
    const inside = fields.map((one) => place("0:1", one)).join("");
    const both = rule("R99000000001", text);
    const { files } = draftFromFim(
      await sampleSchema(
        place(
          "1:1",
          group("G99000000001", "Ballon", place("1:1", crew) + place("0:1", gas) + (where === "form" ? both : "")),
        ) + place("0:5", pilot(inside + (where === "list" ? both : ""))),
      ),
    );
    const reading = readPackage(files);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    const compiled = compileForm(reading.pkg.form);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    return { form: compiled.form, tasks: files.get("OPEN.md") ?? "" };
  }

  test("becomes a check of each entry, shown at its last field", async () => {
    const { form, tasks } = await listed("Es muss entweder F99000000012 oder F99000000013 befüllt sein.", "list");
    expect(tasks).toMatch(/- \[x\] regel R99000000001/);
    const wrong = form.check({
      begleitung: false,
      pilot: [{ name: "A", funk: "1" }, { name: "B" }, { funk: "1", ruf: "2" }],
    });
    expect(wrong.map(({ path }) => path)).toEqual(["pilot.1.ruf", "pilot.2.ruf"]);
  });

  test("becomes a duty of at least one entry, only when its condition holds", async () => {
    const { form, tasks } = await listed('Wenn F99000000002 = "wahr", dann muss G99000000002 befüllt sein.', "form");
    expect(tasks).toMatch(/- \[x\] regel R99000000001/);
    expect(form.check({ begleitung: false })).toEqual([]);
    expect(seen(form, { begleitung: true })).toMatch(/pilot tooFew$/);
    expect(form.check({ begleitung: true, pilot: [{ name: "A" }] })).toEqual([]);
  });
});

describe("a rule stays a person's task", () => {
  test.each([
    ["Wenn der Wind weht, dann nie.", "nicht als Bedingung verstanden"],
    ['Wenn F99000000001 = 07 "Dampf", dann muss F99000000004 befüllt sein.', "Code 07"],
    // A condition sees only what stands before it.
    ["Wenn F99000000006 befüllt ist, dann darf F99000000001 nicht befüllt werden.", "post"],
    ["Wenn F99000000055 befüllt ist, dann darf F99000000001 nicht befüllt werden.", "F99000000055"],
  ])("%s", async (text, why) => {
    const { form, tasks } = await drafted(text);
    expect(seen(form, base)).toBe(all);
    const [line] = tasks.split("\n").filter((one) => one.includes("R99000000001"));
    expect(line).toMatch(/^- \[ \] /);
    expect(line).toContain(why);
  });
});
