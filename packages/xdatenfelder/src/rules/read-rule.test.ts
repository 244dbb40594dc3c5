import { describe, expect, test } from "vitest";
import { names } from "./names.testing.ts";
import { longestRule, readRule } from "./read-rule.ts";
import { read } from "./reading.testing.ts";

describe("conditions", () => {
  test.each([
    ["WENN F1 = JA, DANN aktiviere G1.", "F1 = wahr -> required G1"],
    [
      'Wenn das Feld F1 "Fesselballon" <> "wahr", dann darf das Feld F2 "Länge" nicht befüllt werden.',
      "F1 <> wahr -> forbidden F2",
    ],
    ["Wenn F1 === Nein ist, dann zeige G1 nicht an.", "F1 = falsch -> forbidden G1"],
    ['Wenn F3 = 01 "Heißluft" ODER = 02 "Gas", dann muss F4 befüllt sein.', "F3 = 01|02 -> required F4"],
    ['Wenn F3 <> 01 "Heißluft" UND <> 02 "Gas", dann muss F4 befüllt sein.', "F3 <> 01|02 -> required F4"],
    ['Wenn F3 = (01 "Heißluft" ODER 02 "Gas"), dann muss F4 befüllt sein.', "F3 = 01|02 -> required F4"],
    ['Wenn F3 <> (01 "Heißluft" UND 02 "Gas"), dann muss F4 befüllt sein.', "F3 <> 01|02 -> required F4"],
    [
      "Wenn F3 Art der Hülle = 03 - Gas und Heißluft oder anderes ODER 02 - Gas, DANN zeige F4 an.",
      "F3 = 03|02 -> required F4",
    ],
    ['Wenn F3 == "Gas", dann zeige F4 an.', "F3 = 02 -> required F4"],
    ["Wenn F3 = Gas, dann zeige F4 an.", "F3 = 02 -> required F4"],
    ['Wenn F3 = "01 Heißluft", dann zeige F4 an.', "F3 = 01 -> required F4"],
    ["Wenn in Datenfeld F3 Auswahl = 02=Gas, dann ist F4 als Pflichtfeld anzuzeigen.", "F3 = 02 -> required F4"],
    ['Wenn in F3 "Sonstiges" ausgewählt wurde, ist F4 anzugeben.', "F3 = X -> required F4"],
    ['Wenn F3 den Wert "Gas" hat, so ist F4 verpflichtend.', "F3 = 02 -> required F4"],
    ["Wenn F3 mit dem Code 02 belegt ist, dann ist F4 Pflicht.", "F3 = 02 -> required F4"],
    ["Wenn F3 nicht mit dem Code 02 belegt ist, dann ist F4 Pflicht.", "F3 <> 02 -> required F4"],
    ["Wenn F3 ungleich 02 ist, dann ist F4 Pflicht.", "F3 <> 02 -> required F4"],
    ["Wenn F3 gleich 02 ist, dann ist F4 Pflicht.", "F3 = 02 -> required F4"],
    ["Wenn F3 = 001 oder 002 oder 003 oder 004, dann zeige F4 an.", "F3 = 001|002|003|004 -> required F4"],
    [
      "WENN im Datenfeld F5 in der Codeliste die Einträge folgender Codes ausgewählt: 360, 410, DANN ist F4 Pflichtfeld.",
      "F5 = 360|410 -> required F4",
    ],
    ["Wenn F2 nicht leer, dann darf F4 nicht leer sein.", "F2 filled -> required F4"],
    ["Wenn F2 ausgefüllt ist, muss F4 leer sein.", "F2 filled -> forbidden F4"],
    ["Falls F2 nicht befüllt ist, dann ist F4 ein Pflichtfeld.", "F2 empty -> required F4"],
    ["WENN in F2 kein Eintrag vorgenommen wurde, DANN ist F4 ein Pflichtfeld.", "F2 empty -> required F4"],
    ["Wenn in F2 eine Angabe gemacht wurde, dann ist F4 ein optionales Feld.", "F2 filled -> optional F4"],
    ["Wenn F1 bejaht wird, ist F2 anzugeben.", "F1 = wahr -> required F2"],
    ['Wenn F1 "Ja" ist, dann muss F2 befüllt sein.', "F1 = wahr -> required F2"],
    ["Wenn F1 verneint wurde, ist F2 auszublenden.", "F1 = falsch -> forbidden F2"],
    ["Wenn F1 = Ja ODER F7 = Ja, dann zeige G3 an.", "(F1 = wahr or F7 = wahr) -> required G3"],
    ["Wenn F1 = Ja und F3 = 02 dann muss G2 befüllt werden.", "(F1 = wahr and F3 = 02) -> required G2"],
    ["Wenn F1 = Ja ODER wenn F7 = Ja, dann zeige G3 an.", "(F1 = wahr or F7 = wahr) -> required G3"],
    ['Wenn eines der Felder F1, F7 mit "Ja" belegt ist, dann zeige G3 an.', "(F1 = wahr or F7 = wahr) -> required G3"],
    [
      "Wenn alle drei Felder F2, F4 und F5 befüllt sind, muss F6 angegeben werden.",
      "(F2 filled and F4 filled and F5 filled) -> required F6",
    ],
    ["Wenn keines der Felder F2, F4 befüllt ist, muss F6 angegeben werden.", "(F2 empty and F4 empty) -> required F6"],
    ["Wenn F6 > 4, dann ist G3 anzuzeigen.", "F6 > 4 -> required G3"],
    ["Wenn F6 größer oder gleich 4 ist, dann ist G3 anzuzeigen.", "F6 >= 4 -> required G3"],
    ["Wenn F6 kleiner als 2,5 ist, dann ist G3 auszublenden.", "F6 < 2.5 -> forbidden G3"],
    ["Wenn in der Gruppe G2 das Feld F3 = 02, dann zeige G1.F4 an.", "G2.F3 = 02 -> required G1.F4"],
    ["Bei F3 = 02 ist F4 Pflicht.", "F3 = 02 -> required F4"],
    ["Ist das Feld F1 = Ja, so ist die Gruppe G1 auszufüllen.", "F1 = wahr -> required G1"],
    ['Wird in F3 "Gas" ausgewählt, dann muss G2 befüllt werden.', "F3 = 02 -> required G2"],
    ['Wenn "Gas" in F3 ausgewählt wurde, dann muss G2 befüllt werden.', "F3 = 02 -> required G2"],
    ["Wenn die Auswahl im Feld F3 = 02 ist, dann muss G2 befüllt werden.", "F3 = 02 -> required G2"],
    ['Wenn der Wert des Feldes F3 gleich "Gas" ist, dann muss G2 befüllt werden.', "F3 = 02 -> required G2"],
    ["Wenn im Feld F3 die Option 02 gewählt ist, dann muss G2 befüllt werden.", "F3 = 02 -> required G2"],
    ["Wenn weder F2 noch F4 befüllt ist, dann muss F5 befüllt werden.", "(F2 empty and F4 empty) -> required F5"],
    [
      "Wenn F1 = Ja UND (F3 = 01 ODER F7 = Ja), dann zeige F4 an.",
      "(F1 = wahr and (F3 = 01 or F7 = wahr)) -> required F4",
    ],
    ["Wenn F1 = Ja: F2 ist Pflichtfeld.", "F1 = wahr -> required F2"],
    ["Wenn F1 angekreuzt ist, dann F2 anzeigen.", "F1 = wahr -> required F2"],
  ])("%s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe("consequences", () => {
  test.each([
    [
      "Wenn F1 = Ja, dann zeige F2 und F4 als Pflichtfelder an, sonst zeige die Felder nicht an.",
      "F1 = wahr -> required F2,F4 else forbidden F2,F4",
    ],
    ["Wenn F1 = Ja, dann zeige F2, ansonsten nicht.", "F1 = wahr -> required F2 else forbidden F2"],
    [
      "Wenn F1 = Ja, dann ist in der Gruppe G1 das Feld F2 ein optionales Feld, sonst ist es ein Pflichtfeld.",
      "F1 = wahr -> optional G1.F2 else required G1.F2",
    ],
    [
      "Wenn F1 = Ja, dann aktiviere F2 UND mache es zu einer Pflichtangabe UND deaktiviere F4, F5 F6.",
      "F1 = wahr -> required F2; forbidden F4,F5,F6",
    ],
    [
      "Wenn F1 = Ja, dann muss G1 als Pflichtfeldgruppe angezeigt UND G2 ausgeblendet werden.",
      "F1 = wahr -> required G1; forbidden G2",
    ],
    [
      "Wenn F1 = Ja, dann ist G1 eine Pflichtfeldgruppe UND G2 und G3 müssen ausgeblendet werden.",
      "F1 = wahr -> required G1; forbidden G2,G3",
    ],
    ["Wenn F1 = Ja, dann ist F2 Pflichtfeld, F4 optional.", "F1 = wahr -> required F2; optional F4"],
    ["Wenn F1 = Ja, dann blende G1 aus und blende G2 ein.", "F1 = wahr -> forbidden G1; required G2"],
    ["Wenn F1 = Ja, dann wird die Gruppe G1 ausgeblendet.", "F1 = wahr -> forbidden G1"],
    ["Wenn F1 = Nein, dann entfällt G1.", "F1 = falsch -> forbidden G1"],
    ["Wenn F1 = Nein, dann kann F2 angegeben werden.", "F1 = falsch -> optional F2"],
    ["Wenn F1 = Nein, dann muss F2 nicht befüllt werden.", "F1 = falsch -> optional F2"],
    ["Wenn F1 = Nein, dann soll F2 nicht angezeigt werden.", "F1 = falsch -> forbidden F2"],
    ["Das Feld F4 ist ein Pflichtfeld, wenn F3 = X.", "F3 = X -> required F4"],
    ["F4 muss ausgefüllt werden, wenn F2 ausgefüllt ist.", "F2 filled -> required F4"],
    ["Das Feld F2 wird nur angezeigt, wenn F1 = Ja ist.", "F1 = wahr -> required F2 else forbidden F2"],
    ["F2 ist nur dann ein Pflichtfeld, wenn F1 = Ja.", "F1 = wahr -> required F2 else optional F2"],
    ["F2 darf nur befüllt werden, wenn F1 = Ja.", "F1 = wahr -> optional F2 else forbidden F2"],
    ["Das Feld F2 ist auszublenden.", "forbidden F2"],
    ["Wenn F1 = Ja, dann F2 ausblenden, ansonsten anzeigen.", "F1 = wahr -> forbidden F2 else required F2"],
    ["Wenn F1 = Ja, dann F2 Pflichtfeld, sonst optional.", "F1 = wahr -> required F2 else optional F2"],
    ["F2 nur anzeigen, wenn F1 = Ja.", "F1 = wahr -> required F2 else forbidden F2"],
    ["Die Angabe in F2 ist erforderlich, sofern F1 = Ja.", "F1 = wahr -> required F2"],
    [
      'Wenn F1 = Ja, dann muss F3 befüllt werden, wobei nur die Codes 01 "Heißluft" ODER 02 "Gas" ausgewählt werden dürfen.',
      "F1 = wahr -> required F3 only 01|02",
    ],
  ])("%s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe("several sentences", () => {
  test.each([
    [
      "Wenn F1 = Ja, dann zeige G1 an, wenn <> Ja, dann blende G1 aus.",
      "F1 = wahr -> required G1 / F1 <> wahr -> forbidden G1",
    ],
    [
      "Wenn F1 = Ja, dann zeige G1 an, bei F1 == Nein zeige G1 nicht an.",
      "F1 = wahr -> required G1 / F1 = falsch -> forbidden G1",
    ],
    [
      "Wenn F3 = 02, dann muss G2 befüllt sein. Die beiden anderen Gruppen G1 und G3 dürfen dann nicht befüllt werden.",
      "F3 = 02 -> required G2; forbidden G1,G3",
    ],
    [
      "WENN F3 = 02, DANN aktiviere F4. WENN F3 = alle anderen möglichen Ausprägungen der Codeliste, DANN deaktiviere F4.",
      "F3 = 02 -> required F4 / F3 <> 02 -> forbidden F4",
    ],
    [
      "Wenn F3 = 01 oder 02, dann ist F4 Pflichtfeld.Falls keiner der genannten Codes ausgewählt wurde, dann ist F4 auszublenden.",
      "F3 = 01|02 -> required F4 / F3 <> 01|02 -> forbidden F4",
    ],
    ["Wenn F1 = Falsch, dann zeige F2 an, sonst zeige F2 nicht an.", "F1 = falsch -> required F2 else forbidden F2"],
    ["Es muss entweder die Gruppe G1 oder die Gruppe G2 befüllt werden.", "exactly-one G1,G2"],
    ["Es muss mindestens eines der Felder F2, F4 oder F5 befüllt sein.", "at-least-one F2,F4,F5"],
    ['Mindestens eines der Felder F1 oder F7 muss den Wert "wahr" haben.', "at-least-one F1,F7 = wahr"],
    ["Das Datum im Feld F8 muss zeitlich vor dem Datum in Feld F9 liegen.", "F8 before F9"],
  ])("%s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe("names and marks", () => {
  test.each([
    ["Wenn F3 Hülle = 02, dann zeige F4 Beschreibung (Hülle) nicht an.", "F3 = 02 -> forbidden F4"],
    [
      "Wenn Feld F3 Auswahl: Hülle/Ballonhülle der letzten Fahrt == 02, dann zeige F4 Freie Beschreibung an.",
      "F3 = 02 -> required F4",
    ],
    ["Wenn F3 'Art der Hülle \" Auswahl = 'Gas\", DANN zeige F4 an.", "F3 = 02 -> required F4"],
    [
      'Wenn F3 „Art der Hülle“ = 02 „Gas“, dann muss die Gruppe "G2"Angaben zum Gas" befüllt sein.',
      "F3 = 02 -> required G2",
    ],
    ['Wenn F3 = "02"Gas", dann zeige F4 an.', "F3 = 02 -> required F4"],
    ['Wenn F5 = 211000 "e.V."", dann zeige F4 an.', "F5 = 211000 -> required F4"],
  ])("%s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe("what is not fully understood stays open", () => {
  test.each([
    ["", "no text"],
    ["Die Angaben sind zu prüfen.", "prüfen"],
    ["Wenn F1 = Ja, dann muss die Validität von F2 sichergestellt werden.", "Validität"],
    ["Wenn F1 = Ja, dann zeige F2 erneut an.", "erneut"],
    ["Wenn F1 = Ja, dann F2.", "not clear"],
    ["Wenn F1 = Ja, dann darf F2 ausgeblendet sein.", "not clear"],
    ["Wenn F1 = Ja, dann muss F2 nicht angezeigt werden.", "not clear"],
    ["Wenn F1 = Ja, dann zeige F2 nicht als Pflichtfeld an.", "not clear"],
    ["Wenn F3 01, dann zeige F2 an.", "not a condition"],
    ["Wenn F3 = 02 oder größer, dann zeige F4 an.", "größer"],
    ["Wenn F6 = < 18 Jahre, dann zeige G3 an.", "not a condition"],
    ["Wenn F6 < 18 Jahre, dann zeige G3 an.", "not a condition"],
    ["Wenn F5 = 111000-113000, dann zeige F4 an.", "not a condition"],
    ["Wenn F3 = Propangas, dann zeige F4 an.", "not a condition"],
    ['Wenn F3 = "Propangas", dann zeige F4 an.', "not a condition"],
    ["Wenn F3 = 01 UND = 02, dann zeige F4 an.", "several values"],
    ["Wenn F3 <> 01 ODER <> 02, dann zeige F4 an.", "always holds"],
    ["Wenn F1 = Ja und F3 = 02 oder F7 = Ja, dann zeige F4 an.", "mixed"],
    [
      "Wenn F3 = 02, dann muss G2 befüllt sein. Wenn F3 = 02, dann darf G2 nicht befüllt sein.",
      "required and forbidden",
    ],
    ["Wenn F1 = Ja, dann zeige F2, <> Nein dann nicht.", "not understood"],
    ['Wenn F1 = Ja, dann zeige F2 an, bei <> "Nein zeige F2 nicht an.', "not closed"],
    ['Wenn F1 = "Ja, dann zeige F2 "Länge" an.', "holds an id"],
    ["Wenn F99000000099 = Ja, dann zeige F2 an.", "not in this schema"],
    [
      "Wenn F3 = 02, dann muss G2 befüllt sein. Die anderen Gruppen dürfen dann nicht befüllt werden.",
      "names no field",
    ],
    ["Wenn F1 = Ja, dann sind F2 und F4 Pflichtfelder, sonst ist es optional.", "which field"],
    ["Das Feld F2 muss in Thüringen befüllt werden.", "Thüringen"],
    ["Sonst ist F2 ein Pflichtfeld.", "no condition"],
    ["F2 darf dann nicht befüllt werden.", "not there"],
    ["F2 ist nur ein Pflichtfeld.", "no condition"],
    ["Wenn keiner der genannten Codes ausgewählt wurde, dann zeige F2 an.", "condition"],
    ["Wenn F1 = Ja, dann muss F2 mindestens einmal befüllt werden.", "mindestens"],
    ["Wenn F1 = Ja, dann ist F2 mit 001 vorzubefüllen und auszublenden.", "mit 001"],
    ["WENN F1 = JA, DANN aktiviere G1 UND weiter mit G2.", "weiter"],
    [
      "Wenn F3 = 02, dann muss G2 befüllt sein Die beiden Gruppen G1 und G3 dürfen dann nicht befüllt werden.",
      "finished clause",
    ],
    ["Wenn F1 = Ja, dann muss F2 oder F4 befüllt sein.", "oder F"],
    ["Wenn F1 = Ja, dann zeige F4 Beschreibung (nur bei Gas) an.", "\\("],
    ["Wenn F1 = Ja, dann zeige F4 Beschreibung (außer bei Gas) an.", "\\("],
    ['Wenn F5 = vielleicht "002", dann zeige F4 an.', "condition"],
    ["Wenn F1 = Ja, dann zeige F2 an. F4 ist auszublenden.", "without a condition"],
    ["Wenn F1 = Ja, dann zeige F2 an, sonst zeige F4 an. F5 darf dann nicht befüllt werden.", "not there"],
    ["Wenn F3 <> 01 ODER F3 <> 02, dann zeige F4 an.", "always holds"],
    ['Wenn F3 = 01 "Gas", dann zeige F4 an.', "is 02 and not 01"],
    ["Wenn F1 = 01, dann zeige F2 an.", "not a condition"],
    ["Wenn G1 = 01, dann zeige F2 an.", "not a condition"],
    ["F2 muss nur angezeigt werden, wenn F1 = Ja.", "nur"],
    ["Wenn F1 = Ja, dann müssen die Felder F2 bis F5 befüllt werden.", "bis"],
    ["Wenn F1 = Ja, dann müssen alle Felder der Gruppe G1 befüllt werden.", "alle"],
    ["Wenn F1 = Ja, dann zeige F2 an (siehe § 5).", "siehe|\\("],
    ["Wenn F2 Länge größer 5 ist und F4 nicht, dann zeige F5 an.", "understood|condition"],
    ["Wenn F1 = Ja, dann ist F2 kein Pflichtfeld mehr.", "mehr"],
    ["Wenn F1 nicht = Nein ist und nicht, dann zeige F5 an.", "condition|understood"],
  ])("%s", (text, reason) => {
    expect(read(text)).toMatch(new RegExp(`^open: .*${reason}`));
  });
});

describe("the longest rule is answered in a moment, whatever it repeats", () => {
  const pieces = [
    "(",
    '"',
    "F99000000003 ",
    "oder ",
    "nicht ",
    "Wenn F99000000001 = Ja, ",
    "a.b.",
    "= (01 ODER ",
    "Fesselballon ",
    "F99000000001 und ",
    "Ist F99000000001 ",
    "02, ",
    "(V1.",
    "\n- ",
    '"F99000000001 ',
    "Bei Auswahl von ",
    "mindestens eines der Felder ",
    "die folgenden Felder: ",
    "(Hülle ",
    "weder ",
    "F99000000003.",
    "Wenn F99000000001 = Ja, dann zeige F99000000002. ",
  ];
  const heads = ["Wenn F99000000001 = ", "Wenn ", "", "Wenn F99000000001 = Ja, dann ", "Wenn F99000000003 = 01 "];
  test.each(pieces)("%j", (piece) => {
    const begun = performance.now();
    for (const head of heads) readRule(head + piece.repeat(longestRule / piece.length).slice(head.length), names);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test("a longer one is left to a person", () => {
    expect(readRule(" ".repeat(longestRule) + "Wenn", names)).toMatchObject({ ok: false });
    expect(readRule("(".repeat(1_000_000), names)).toEqual({
      ok: false,
      reason: "a text of 1000000 characters is no rule",
    });
  });
});
