import { expect, test } from "vitest";
import { readFilingPlan, writeFilingPlan } from "./read-filing-plan.ts";

const head = "Nummer;Titel;Jahre;Frist ab;Aussonderung;Zugriff";
const read = (...lines: string[]) => readFilingPlan([head, ...lines].join("\n"));

test("an entry has from the one above it what it leaves empty", () => {
  const { entries, problems } = read(
    "20;Steuern;10;Jahresende;vernichten;kasse",
    "20.4;Hundesteuer",
    "20.5;Gewerbe;6;Abschluss;anbieten;steueramt, kasse",
  );
  expect(problems).toEqual([]);
  expect(entries.slice(1)).toEqual([
    {
      number: "20.4",
      title: "Hundesteuer",
      retentionYears: 10,
      retentionFrom: "year-end",
      disposal: "destroy",
      readers: ["kasse"],
    },
    {
      number: "20.5",
      title: "Gewerbe",
      retentionYears: 6,
      retentionFrom: "closure",
      disposal: "offer",
      readers: ["steueramt", "kasse"],
    },
  ]);
});

test("where nothing is said, the archive is asked before anything is destroyed", () => {
  expect(read("32;Ordnung").entries).toMatchObject([{ retentionYears: null, disposal: "offer", readers: [] }]);
});

test.each([
  ["x;Titel", "„x“ ist keine Nummer"],
  ["20..4;Titel", "ist keine Nummer"],
  ["20.4;Titel", "Zu 20.4 fehlt darüber der Eintrag 20."],
  ["20;", "Der Titel fehlt."],
  [`20;${"x".repeat(201)}`, "länger als 200"],
  ["20;Titel;viele", "„viele“ ist keine Zahl"],
  ["20;Titel;101", "ist keine Zahl von 0 bis 100"],
  ["20;Titel;-1", "ist keine Zahl"],
  ["20;Titel;10;irgendwann", "„Frist ab“ ist"],
  ["20;Titel;10;;verbrennen", "„Aussonderung“ ist"],
  ["20;Titel;10;;;Das Steueramt", "ist keine Art von Amt"],
  ['20;"Titel', "nicht geschlossen"],
  ["20;Titel;10;;;kasse;zu viel", "Es sind 7 Spalten"],
])("refuses %j with the line and what to do", (line, said) => {
  const { entries, problems } = read("10;Verwaltung", line);
  expect(entries).toEqual([]);
  expect(problems[0]).toMatchObject({ line: 3, text: expect.stringContaining(said) });
});

test("a number given twice, a wrong head and an empty plan are refused", () => {
  expect(read("20;A", "20;B").problems).toEqual([{ line: 3, text: "Die Nummer 20 steht schon weiter oben." }]);
  expect(readFilingPlan("Nr;Titel\n20;A").problems[0]?.text).toContain("Die erste Zeile muss lauten");
  expect(read("", "").problems[0]?.text).toBe("Der Aktenplan ist leer.");
  expect(readFilingPlan(`${head}\n${"10;x\n".repeat(6_000)}`).problems[0]?.text).toContain("Höchstens");
});

test("a plan written is read back alike, and no cell is a formula", () => {
  const { entries } = read('20;"=1+1; oder ""so"""', "20.1;-5;3", "21;Zürich ﬁ");
  const written = writeFilingPlan(entries);
  expect(written).toContain("'=1+1");
  expect(written).toContain(";-5".replace("-", "'-"));
  expect(readFilingPlan(written)).toEqual({ entries, problems: [] });
});
