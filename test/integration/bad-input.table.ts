/**
 * Input × place × sentence: what arrives that should not, where, and what the person reads. Every sentence says what
 * to do. `keeps` is what was typed and must still be there, in the page or in the draft.
 */
export interface BadInput {
  input: string;
  place: Place;
  /** Fields over the valid ones of the place; an array posts the name several times. */
  fields?: Record<string, string | string[]>;
  status: number;
  sentence: string;
  keeps?: string;
}

/** Where it is posted: pages of the form for dogs, the answer to a demand, and the desk. */
export type Place =
  | "holder"
  | "dog"
  | "tax"
  | "submission"
  | "supplement"
  | "resume"
  | "mail"
  | "note"
  | "step"
  | "demand";

const long = (count: number): string => "Straße".repeat(Math.ceil(count / 6)).slice(0, count);
const holder = (
  field: string,
  input: string,
  value: string | string[],
  sentence: string,
  keeps?: string,
): BadInput => ({
  input,
  place: "holder",
  fields: { [field]: value },
  status: 422,
  sentence,
  ...(keeps && { keeps }),
});
const day = (input: string, parts: [string, string, string], sentence = "das es gibt, zum Beispiel"): BadInput => ({
  input,
  place: "holder",
  fields: { "geburtsdatum.day": parts[0], "geburtsdatum.month": parts[1], "geburtsdatum.year": parts[2] },
  status: 422,
  sentence,
  ...(parts[2] && { keeps: `value="${parts[2].replaceAll("\0", "")}"` }),
});

export const badInput: BadInput[] = [
  // Nothing, too much, the wrong kind.
  holder("vorname", "nothing", "", "Tragen Sie Ihren Vornamen ein."),
  holder("vorname", "blanks only", " \t \u00a0 ", "Tragen Sie Ihren Vornamen ein."),
  holder("vorname", "nothing but NUL", "\0\0", "Tragen Sie Ihren Vornamen ein."),
  holder("strasse", "too long", long(61), "Kürzen Sie auf höchstens 60 Zeichen. Es sind 61.", long(61)),
  holder("strasse", "very long", long(50_000), "Kürzen Sie auf höchstens 60 Zeichen.", long(50_000)),
  holder("plz", "letters for a number", "Musterort", "5 Ziffern", "Musterort"),
  holder("plz", "figures of another script", "١٢٣٤٥", "5 Ziffern", "١٢٣٤٥"),
  holder("email", "no address", "petra(at)beispiel", "zum Beispiel", "petra(at)beispiel"),
  holder("email", "two addresses", "a@b.example, c@d.example", "zum Beispiel", "a@b.example, c@d.example"),
  holder("email", "a line break in an address", "a@b.example\r\nBcc: c@d.example", "zum Beispiel"),
  {
    input: "letters for a whole number",
    place: "tax",
    fields: { weitere_hunde: "zwei" },
    status: 422,
    sentence: "Zahl",
    keeps: "zwei",
  },
  {
    input: "a fraction",
    place: "tax",
    fields: { weitere_hunde: "1,5" },
    status: 422,
    sentence: "ganze Zahl",
    keeps: "1,5",
  },
  {
    input: "less than nothing",
    place: "tax",
    fields: { weitere_hunde: "-1" },
    status: 422,
    sentence: "0 oder mehr",
    keeps: "-1",
  },
  {
    input: "a number without end",
    place: "tax",
    fields: { weitere_hunde: "9".repeat(400) },
    status: 422,
    sentence: "Tragen Sie eine Zahl ein",
  },
  {
    input: "an answer nobody offers",
    place: "tax",
    fields: { assistenzhund: "vielleicht" },
    status: 422,
    sentence: "Wählen Sie",
  },
  {
    input: "an option nobody offers",
    place: "dog",
    fields: { herkunft: "vom_mond" },
    status: 422,
    sentence: "Wählen Sie",
  },
  {
    input: "the name of a prototype as option",
    place: "dog",
    fields: { herkunft: "__proto__" },
    status: 422,
    sentence: "Wählen Sie",
  },
  {
    input: "a chip number too short",
    place: "dog",
    fields: { chipnummer: "123" },
    status: 422,
    sentence: "15",
    keeps: "123",
  },
  // Dates that are none.
  day("a day the month has not", ["31", "2", "1985"]),
  day("the 29th of a common year", ["29", "2", "2023"]),
  day("a month the year has not", ["1", "13", "1985"]),
  day("words for a year", ["1", "1", "neunzehn"]),
  day("half a date", ["1", "", ""]),
  day("a date with NUL", ["1", "1", "19\u000085x"], "zum Beispiel"),
  day("the American order", ["12", "31", "1985"]),
  day("a day to come", ["1", "1", "2030"], "kann nicht in der Zukunft liegen"),
  day("a day long ago", ["1", "1", "1799"], "nicht vor dem"),
  // The submission and the ways back.
  {
    input: "no consent",
    place: "submission",
    fields: { zustimmung: "" },
    status: 422,
    sentence: "Bestätigen Sie, dass Ihre Angaben stimmen.",
  },
  {
    input: "another word for yes",
    place: "submission",
    fields: { zustimmung: "on" },
    status: 422,
    sentence: "Bestätigen Sie, dass Ihre Angaben stimmen.",
  },
  {
    input: "number and code of nobody",
    place: "resume",
    fields: { nummer: "ABCD-EFGH-JKLM", code: "ABCD-EFGH" },
    status: 422,
    sentence: "Prüfen Sie beide",
    keeps: "ABCD-EFGH-JKLM",
  },
  {
    input: "no number, no code",
    place: "resume",
    fields: { nummer: "", code: "" },
    status: 422,
    sentence: "Prüfen Sie beide",
  },
  {
    input: "marks for a number",
    place: "resume",
    fields: { nummer: "' or 1=1 --\0", code: "%" },
    status: 422,
    sentence: "Prüfen Sie beide",
  },
  {
    input: "no mail address for the link",
    place: "mail",
    fields: { email: "nirgends" },
    status: 422,
    sentence: "Tragen Sie eine E-Mail-Adresse ein",
    keeps: "nirgends",
  },
  // The answer to a demand.
  {
    input: "no answer",
    place: "supplement",
    fields: { rasse: "" },
    status: 422,
    sentence: "Rasse",
    keeps: "Anbei die Angabe",
  },
  {
    input: "an answer too long",
    place: "supplement",
    fields: { rasse: long(81) },
    status: 422,
    sentence: "Kürzen Sie auf höchstens 80 Zeichen",
    keeps: long(81),
  },
  {
    input: "a message too long",
    place: "supplement",
    fields: { nachricht: long(5001) },
    status: 422,
    sentence: "Kürzen Sie",
    keeps: long(5001),
  },
  // The desk.
  {
    input: "an empty note",
    place: "note",
    fields: { text: "  " },
    status: 409,
    sentence: "Schreiben Sie einen Text in die Notiz.",
  },
  {
    input: "a note too long",
    place: "note",
    fields: { text: long(5001) },
    status: 409,
    sentence: "Kürzen Sie Ihren Text auf höchstens 5.000 Zeichen.",
    keeps: long(5001),
  },
  {
    input: "nothing demanded",
    place: "demand",
    fields: { punkt: [] },
    status: 422,
    sentence: "Wählen Sie, was fehlt.",
    keeps: "Bitte die Rasse",
  },
  {
    input: "something the form has not",
    place: "demand",
    fields: { punkt: "__proto__" },
    status: 409,
    sentence: "Diese Angabe gibt es im Antrag nicht.",
    keeps: "Bitte die Rasse",
  },
  {
    input: "no words",
    place: "demand",
    fields: { nachricht: "" },
    status: 422,
    sentence: "Schreiben Sie, was genau fehlt.",
  },
  {
    input: "words too long",
    place: "demand",
    fields: { nachricht: long(5001) },
    status: 422,
    sentence: "höchstens 5.000 Zeichen",
    keeps: long(5001),
  },
  {
    input: "a deadline gone by",
    place: "demand",
    fields: { bis: "2020-01-01" },
    status: 422,
    sentence: "Wählen Sie eine Frist in der Zukunft.",
    keeps: "Bitte die Rasse",
  },
  {
    input: "a deadline the calendar has not",
    place: "demand",
    fields: { bis: "2027-02-31" },
    status: 422,
    sentence: "Wählen Sie eine Frist in der Zukunft.",
    keeps: "Bitte die Rasse",
  },
  {
    input: "a deadline in another writing",
    place: "demand",
    fields: { bis: "1.2.2027" },
    status: 422,
    sentence: "Wählen Sie eine Frist in der Zukunft.",
    keeps: "Bitte die Rasse",
  },
  {
    input: "an ending the step has not",
    place: "step",
    fields: { ergebnis: "verschenken" },
    status: 409,
    sentence: "Diesen Ausgang gibt es bei diesem Schritt nicht.",
    keeps: "Der Grund ist lang",
  },
  {
    input: "a step that is no step",
    place: "step",
    fields: { aufgabe: "1; drop table" },
    status: 409,
    sentence: "Dieser Schritt ist schon erledigt.",
    keeps: "Der Grund ist lang",
  },
];
