import { describe, expect, test } from "vitest";
import { compileService } from "./compile-service.ts";
import type { Journey } from "./journey.ts";
import { runJourney } from "./run-journey.ts";
import { samplePackage } from "./sample.testing.ts";

const pkg = samplePackage();
const [sound] = pkg.journeys as [Journey];
const compilation = await compileService(pkg);
if (!compilation.ok) throw new Error(JSON.stringify(compilation.problems));
const { service } = compilation;

const differences = (changes: Partial<Journey>): string[] => runJourney(service, { ...sound, ...changes });

describe("a journey", () => {
  test("that says what happens has no differences", () => {
    expect(runJourney(service, sound)).toEqual([]);
  });

  test("tells other pages", () => {
    expect(differences({ pages: ["seite", "seite_zwei"] })).toEqual([
      'pages: expected ["seite","seite_zwei"], got ["seite"]',
    ]);
  });

  test("tells another fee", () => {
    expect(differences({ fee: 999 })).toEqual(["fee: expected 999, got 1000"]);
  });

  test("tells another closure, also when none was expected", () => {
    expect(differences({ closure: "refused" })).toEqual(['closure: expected "refused", got "granted"']);
    expect(differences({ closure: undefined })).toEqual(['closure: expected undefined, got "granted"']);
  });

  test("tells letters that were not expected and words they do not have", () => {
    expect(differences({ letters: [] })).toEqual(['letters: expected [], got ["zusage"]']);
    expect(differences({ letters: [{ name: "zusage", contains: ["Tom"] }] })).toEqual([
      "letter zusage does not say: Tom",
    ]);
  });

  test("tells a task it has no step for, one too many, and one of another name", () => {
    expect(differences({ tasks: [] })).toContain("the workflow waits at pruefen, the journey has no step for it");
    expect(differences({ tasks: [...sound.tasks, { task: "feiern" }] })).toEqual(["the workflow ended before feiern"]);
    expect(differences({ tasks: [{ task: "feiern", outcome: "done" }] })).toEqual([
      "task: expected feiern, got pruefen",
    ]);
  });

  const passOn = { passOn: "Gemeinde Nebenan", reason: "Umzug" } as const;
  test.each<[string, Journey["tasks"], string[]]>([
    ["a step on a case that is closed", [...sound.tasks, passOn], ["passOn: the case is closed as granted"]],
    ["a re-opening of an open one", [{ reopen: "mistake", reason: "Nein" }], ["reopen: the case is open"]],
    ["an item the form does not have", [{ request: ["farbe"], answers: {} }], ["the form has no field farbe"]],
    [
      "a fact the form does not have",
      [{ statement: "bauhof", shows: ["farbe"], answer: "Ja" }],
      ["the form has no field farbe"],
    ],
    ["an answer that does not pass", [{ request: ["name"], answers: { name: "" } }], ["request: name requiredText"]],
    [
      "a task while an item is open",
      [{ request: ["name"], answers: {} }, ...sound.tasks],
      ["pruefen: still waits for name"],
    ],
    [
      "an objection where nothing was decided",
      [passOn, { objection: "Nein", ending: "withdrawn", reason: "Doch" }],
      ["objection: passed-on is no decision"],
    ],
  ])("tells %s", (_, tasks, expected) => {
    expect(differences({ tasks })).toEqual(expect.arrayContaining(expected));
  });

  test("goes through what the platform does besides the workflow", () => {
    const letters = [
      { name: "zusage", contains: ["Paula"] },
      { name: "zusage", contains: [] },
    ];
    const tasks: Journey["tasks"] = [
      { request: ["name"], answers: { name: "Paula" } },
      { statement: "bauhof", shows: ["name"], answer: "Frei." },
      ...sound.tasks,
      { objection: "Zu teuer", ending: "remedied", reason: "Stimmt" },
      ...sound.tasks,
    ];
    expect(differences({ tasks, letters })).toEqual([]);
    expect(differences({ tasks: [passOn], closure: "passed-on", letters: [] })).toEqual([]);
    expect(differences({ tasks: [{ withdraw: true }], closure: "withdrawn", letters: [] })).toEqual([]);
    const dropped: Journey["tasks"] = [{ request: ["name"], answers: {} }, { drop: "Geht auch so" }, ...sound.tasks];
    expect(differences({ tasks: dropped })).toEqual([]);
  });

  test("ends at problems with the answers, expected or not", () => {
    const answers = { name: "P", groesse: "gross" };
    expect(differences({ answers, problems: ["strom requiredChoice", "name name_lang"] })).toEqual([]);
    expect(differences({ answers })).toEqual(['problems: expected [], got ["strom requiredChoice","name name_lang"]']);
    expect(differences({ problems: ["name name_lang"] })).toContain('problems: expected ["name name_lang"], got []');
  });

  test("tells an answer to a question the form does not have", () => {
    expect(differences({ answers: { ...sound.answers, farbe: "rot" } })).toEqual([
      'problems: expected [], got ["farbe unknownField"]',
    ]);
  });
});
