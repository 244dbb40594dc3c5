import type { Answers } from "@allmende/forms";

/** One case of the demo: who applies for what, when, and how far it has come. */
export interface PlannedCase {
  slug: string;
  receivedAt: Date;
  account?: string;
  answers: Answers;
  /** Fields that get a file. */
  files: string[];
  end: "draft" | "new" | "taken" | "waiting" | "answered" | "closed" | "withdrawn";
  /** Milliseconds between two steps. */
  pause: number;
  note?: string;
  request?: { path: string; message: string };
  outcomes: string[];
  words: { begruendung?: string; auflagen?: string };
}

const day = 86_400_000;

/** The same numbers at every start: the demo looks alike each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const firstNames = [
  "Petra",
  "Tom",
  "Erika",
  "Max",
  "Lea",
  "Karl",
  "Ina",
  "Deniz",
  "Rosa",
  "Ali",
  "Jo",
  "Mia",
  "Ben",
  "Nele",
  "Otto",
  "Zoe",
  "Emil",
  "Fee",
  "Hugo",
  "Ida",
];
const lastNames = [
  "Beispiel",
  "Testmann",
  "Musterfrau",
  "Mustermann",
  "Exempel",
  "Testperson",
  "Probst",
  "Vorführ",
  "Platzhalter",
  "Probe",
  "Vorlage",
  "Muster",
];
const dogs = [
  "Bella",
  "Rocky",
  "Leo",
  "Luna",
  "Max",
  "Emma",
  "Balu",
  "Fips",
  "Nala",
  "Bruno",
  "Kira",
  "Sam",
  "Frieda",
  "Oskar",
  "Lotte",
];
const breeds = ["Labrador", "Mischling", "Pudel", "Dackel", "Golden Retriever", "Beagle", "Terrier"];

const perTenant: Record<string, number> = {
  musterstadt: 62,
  beispielheim: 38,
  altenmuster: 14,
  neubeispiel: 8,
  mustertal: 7,
  probhausen: 5,
  oberlinden: 3,
  vorlagen: 3,
};

/** The demo's cases of a municipality: in every state, over the last five weeks. */
export function planCases(tenant: string, now: Date): PlannedCase[] {
  const count = perTenant[tenant] ?? 0;
  const roll = random(tenant.length * 7919 + count);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)]!;
  const cases: PlannedCase[] = [];
  if (tenant === "musterstadt") cases.push(bella(now));
  for (let i = cases.length; i < count; i++) {
    const end = states[i % states.length]!;
    const receivedAt = new Date(now.getTime() - ageOf(end, i, roll) * day - 3_600_000);
    const age = (now.getTime() - receivedAt.getTime()) / day;
    const shelter = end === "waiting" || end === "answered" || roll() < 0.25;
    const refused = end === "closed" && i % 9 === 0;
    cases.push({
      slug: "hund-anmelden",
      receivedAt,
      answers: dogAnswers(pick(firstNames), pick(lastNames), pick(dogs), pick(breeds), i, shelter, receivedAt, roll),
      files: shelter ? ["uebernahmevertrag"] : [],
      end,
      // An answer came in the last hours, one and a half pauses after the application.
      pause: end === "answered" ? ((age - 0.3) * day) / 1.5 : Math.max(60_000, Math.min(2 * day, (age * day) / 4)),
      ...(i % 6 === 0 && { note: "Hat angerufen und nach dem Stand gefragt." }),
      ...((end === "waiting" || end === "answered") && {
        request: {
          path: "uebernahmevertrag",
          message:
            "Auf Ihrem Foto des Vertrags sehen wir nur Seite 1. Wir brauchen auch Seite 2 mit der Unterschrift des Tierheims.",
        },
      }),
      outcomes: refused ? ["ablehnen"] : ["festsetzen", "done"],
      words: refused
        ? {
            begruendung:
              "Der Hund lebt nicht in unserer Gemeinde. Zuständig ist die Gemeinde, in der er gehalten wird.",
          }
        : {},
    });
  }
  return cases;
}

const states: readonly PlannedCase["end"][] = [
  ...(["new", "taken", "closed", "waiting", "taken", "closed", "answered", "new", "taken", "closed"] as const),
  ...(["closed", "taken", "new", "waiting", "closed", "taken", "answered", "closed", "new", "withdrawn"] as const),
];

/** Days since receipt: a town hall that keeps up, with one matter in twenty that was left lying. */
function ageOf(end: PlannedCase["end"], i: number, roll: () => number): number {
  if (end === "closed" || end === "withdrawn") return 6 + roll() * 28;
  if (end === "waiting" || end === "answered") return 3 + roll() * 6;
  return i % 20 === 11 ? 8 : roll() * 4.5;
}

function dogAnswers(
  first: string,
  last: string,
  dog: string,
  breed: string,
  i: number,
  shelter: boolean,
  receivedAt: Date,
  roll: () => number,
): Answers {
  const iso = (instant: Date): string => instant.toISOString().slice(0, 10);
  const since = new Date(receivedAt.getTime() - (3 + Math.floor(roll() * 10)) * day);
  return {
    vorname: first,
    nachname: last,
    geburtsdatum: `${1950 + Math.floor(roll() * 50)}-0${1 + Math.floor(roll() * 9)}-1${Math.floor(roll() * 9)}`,
    strasse: `Lindenweg ${1 + Math.floor(roll() * 90)}`,
    plz: "12345",
    ort: "Musterstadt",
    hundename: dog,
    rasse: breed,
    chipnummer: `2760981000${String(40_000 + i).padStart(5, "0")}`,
    geboren: iso(new Date(since.getTime() - (100 + Math.floor(roll() * 2000)) * day)),
    hier_seit: iso(since),
    herkunft: shelter ? "aus_tierheim" : "von_privat",
    ...(shelter && { tierheim_name: "Tierheim Beispielheim" }),
    weitere_hunde: Math.floor(roll() * 2.4),
    assistenzhund: roll() < 0.05,
    gefaehrlich: false,
  };
}

/** Petra Beispiel's own application: the office waits for page 2 of the contract. */
function bella(now: Date): PlannedCase {
  const receivedAt = new Date(now.getTime() - 4 * day);
  const answers = dogAnswers("Petra", "Beispiel", "Bella", "Labrador", 1, true, receivedAt, random(5));
  return {
    slug: "hund-anmelden",
    receivedAt,
    account: "petra-beispiel",
    answers: { ...answers, strasse: "Lindenweg 7", weitere_hunde: 0, assistenzhund: false },
    files: ["uebernahmevertrag"],
    end: "waiting",
    pause: 2 * day,
    request: {
      path: "uebernahmevertrag",
      message:
        "Auf Ihrem Foto des Übernahmevertrags sehen wir nur Seite 1. Wir brauchen auch Seite 2 mit der Unterschrift des Tierheims.",
    },
    outcomes: [],
    words: {},
  };
}
