/**
 * One form for all engines: ten sections of twelve questions and a list of five entries of six (150 in all), with
 * conditions, patterns and limits; one right and one faulty submission. Hidden questions are never checked.
 */
import type { Answers } from "@allmende/forms";

const sections = Array.from({ length: 10 }, (_, index) => `s${index}`);
const optionsOf = (section: string) => Array.from({ length: 10 }, (_, index) => `${section}_opt${index}`);

const postcode = "[0-9]{5}";
const date = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const mail = "[^@ ]+@[^@ ]+[.][a-z]{2,}";
const taxId = "[0-9]{11}";
const plate = "[A-Z]{2}-[0-9]{4}";

/** Mistakes in the faulty submission; one of them is a question that another mistake opens. */
export const mistakes = 11;

const text = (id: string, more: object = {}) => ({ id, type: "text", ...more });

/** As a form.yaml would say it. */
export function definition(): unknown {
  const pages = sections.map((s) => ({
    id: s,
    elements: [
      { id: `${s}_toggle`, type: "yesno" },
      text(`${s}_name`, { maxLength: 50 }),
      text(`${s}_plz`, { pattern: postcode }),
      text(`${s}_mail`, { pattern: mail }),
      { id: `${s}_zahl`, type: "number", min: 0, max: 1000, required: false },
      text(`${s}_datum`, { pattern: date }),
      { id: `${s}_wahl`, type: "choice", options: optionsOf(s) },
      text(`${s}_c1`, { when: `${s}_toggle = true` }),
      { id: `${s}_c2`, type: "number", min: 1, max: 99, when: `${s}_toggle = true` },
      text(`${s}_c3`, { pattern: plate, when: `${s}_toggle = true and ${s}_wahl = "${s}_opt3"` }),
      text(`${s}_bem`, { maxLength: 500, required: false }),
      text(`${s}_c4`, { when: `${s}_zahl > 500` }),
    ],
  }));
  const entry = [
    text("vorname", { maxLength: 50 }),
    text("nachname", { maxLength: 50 }),
    text("geb", { pattern: date }),
    text("idnr", { pattern: taxId }),
    { id: "betreuung", type: "choice", options: ["ja", "nein"] },
    text("notiz", { when: 'betreuung = "ja"' }),
  ];
  const children = { id: "kinder", type: "group", repeat: { min: 0, max: 20 }, elements: entry };
  return { pages: [...pages, { id: "familie", elements: [children] }] };
}

/** The same rules as ajv takes them. */
export function jsonSchema(): object {
  const words = (more: object = {}) => ({ type: "string", minLength: 1, ...more });
  const shape = (pattern: string) => words({ pattern: `^${pattern}$` });
  const properties: Record<string, object> = {};
  const required: string[] = [];
  const allOf: object[] = [];
  const always = (id: string, schema: object) => {
    properties[id] = schema;
    required.push(id);
  };
  const when = (tests: Record<string, object>, id: string, schema: object) =>
    allOf.push({
      if: { properties: tests, required: Object.keys(tests) },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: { properties: { [id]: schema }, required: [id] },
    });
  for (const s of sections) {
    const on = { [`${s}_toggle`]: { const: true } };
    always(`${s}_toggle`, { type: "boolean" });
    always(`${s}_name`, words({ maxLength: 50 }));
    always(`${s}_plz`, shape(postcode));
    always(`${s}_mail`, shape(mail));
    properties[`${s}_zahl`] = { type: "number", minimum: 0, maximum: 1000 };
    always(`${s}_datum`, shape(date));
    always(`${s}_wahl`, { enum: optionsOf(s) });
    when(on, `${s}_c1`, words());
    when(on, `${s}_c2`, { type: "number", minimum: 1, maximum: 99 });
    when({ ...on, [`${s}_wahl`]: { const: `${s}_opt3` } }, `${s}_c3`, shape(plate));
    properties[`${s}_bem`] = words({ maxLength: 500 });
    when({ [`${s}_zahl`]: { exclusiveMinimum: 500 } }, `${s}_c4`, words());
  }
  const entry = {
    type: "object",
    properties: {
      vorname: words({ maxLength: 50 }),
      nachname: words({ maxLength: 50 }),
      geb: shape(date),
      idnr: shape(taxId),
      betreuung: { enum: ["ja", "nein"] },
    },
    required: ["vorname", "nachname", "geb", "idnr", "betreuung"],
    if: { properties: { betreuung: { const: "ja" } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { properties: { notiz: words() }, required: ["notiz"] },
  };
  properties.kinder = { type: "array", items: entry };
  return { type: "object", properties, required, allOf };
}

export function submission(faulty: boolean): Answers {
  const answers: Answers = {};
  for (const [index, s] of sections.entries()) {
    const on = index % 2 === 0;
    const chosen = index === 4 ? "opt3" : "opt1";
    Object.assign(answers, {
      [`${s}_toggle`]: on,
      [`${s}_name`]: "Käthe Müller",
      [`${s}_plz`]: "35325",
      [`${s}_mail`]: "k.mueller@example.org",
      [`${s}_zahl`]: index % 3 ? 700 : 12,
      [`${s}_datum`]: "2024-02-29",
      [`${s}_wahl`]: `${s}_${chosen}`,
      [`${s}_bem`]: "Bitte um Rückruf.",
      ...(on && { [`${s}_c1`]: "Wert", [`${s}_c2`]: 7 }),
      ...(index === 4 && { [`${s}_c3`]: "VB-1234" }),
      ...(index % 3 && { [`${s}_c4`]: "Begründung" }),
    });
  }
  const children: Answers[] = Array.from({ length: 5 }, (_, index) => ({
    vorname: `Kind${index}`,
    nachname: "Müller",
    geb: `2019-05-0${index + 1}`,
    idnr: `1234567890${index}`,
    betreuung: index % 2 ? "ja" : "nein",
    ...(index % 2 && { notiz: "ganztags" }),
  }));
  answers.kinder = children;
  if (!faulty) return answers;
  Object.assign(answers, { s0_plz: "3532", s1_mail: "x", s3_zahl: 5000, s4_c3: "falsch", s5_wahl: "optX", s6_c2: 100 });
  for (const id of ["s2_name", "s2_c1"]) delete answers[id];
  children[2]!.idnr = "12";
  delete children[3]!.notiz;
  return answers;
}
