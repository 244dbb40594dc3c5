import { compileService, readPackage } from "@allmende/service-package";
import type { Anzahl, Datenfeld, Datenfeldgruppe, Stammdatenschema, Struktur } from "@allmende/xdatenfelder";
import { datentypen, feldarten } from "@allmende/xdatenfelder";
import fc from "fast-check";
import { expect, test } from "vitest";
import { draftFromFim } from "./draft-from-fim.ts";
import { readOpenTasks } from "./fim/open-tasks.ts";

/** Labels as people write them, and as nobody should: words of FEEL, braces, line breaks, other scripts, nothing. */
const label = fc.oneof(
  fc.constantFrom(
    "Name",
    "Anfang",
    "Datum",
    "if",
    "Anrede",
    "Nicht",
    "null",
    "count",
    "Straße (neu)",
    "{name|x}",
    "日本",
    "",
    "- [ ] x",
    "a: b #c",
    "E-Mail",
    "ja",
    "a\nb",
  ),
  fc.string({ maxLength: 60 }),
);
const anzahl: fc.Arbitrary<Anzahl> = fc.oneof(
  fc.constantFrom<Anzahl>(
    { min: 0, max: 1 },
    { min: 1, max: 1 },
    { min: 0, max: "*" },
    { min: 1, max: "*" },
    { min: 2, max: 5 },
    { min: 0, max: 0 },
    { min: 500, max: 900 },
  ),
  fc.tuple(fc.nat(300), fc.nat(300)).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
);
const bound = fc.option(
  fc.oneof(fc.constantFrom("", "1", "0,5", "2020-01-01", "heute", "1e999"), fc.integer().map(String)),
  { nil: undefined },
);
const length = fc.option(fc.integer({ min: -3, max: 30_000 }), { nil: undefined });
const praezisierung = fc.record({
  minLength: length,
  maxLength: length,
  minValue: bound,
  maxValue: bound,
  pattern: fc.option(
    fc.oneof(fc.constantFrom("[a-z]+$", "^\\d{5}$", "(", "[[:alpha:]]", "\\-", "a{,3}"), fc.string()),
    { nil: undefined },
  ),
});

const head = (id: string) =>
  label.map((name) => ({
    identifikation: { id, version: "1.0" },
    name,
    bezeichnungEingabe: name,
    bezuege: [],
    relationen: [],
    stichworte: [],
    regeln: [],
    pfad: "",
  }));
const rule = fc.record({ text: fc.option(label, { nil: undefined }), id: fc.constantFrom("R1", "R2", "R\n3") });

const field: fc.Arbitrary<Datenfeld> = fc
  .tuple(
    head("F1"),
    fc.constantFrom(...feldarten),
    fc.constantFrom(...datentypen),
    praezisierung,
    fc.array(fc.record({ code: fc.string(), name: label }), { maxLength: 12 }),
    fc.option(label, { nil: undefined }),
    fc.array(fc.constantFrom("image/png", "video/mp4", "APPLICATION/PDF")),
    fc.option(fc.nat(), { nil: undefined }),
  )
  .map(([kopf, feldart, datentyp, praezise, werte, text, mediaTypes, maxSize]) => ({
    ...kopf,
    typ: "datenfeld",
    feldart,
    datentyp,
    praezisierung: praezise,
    werte,
    inhalt: text,
    hilfetextEingabe: text,
    mediaTypes,
    maxSize,
  }));

const { struktur } = fc.letrec<{ struktur: Struktur[]; group: Datenfeldgruppe; place: Struktur }>((tie) => ({
  struktur: fc.array(tie("place"), { maxLength: 5, depthIdentifier: "schema" }),
  place: fc.record({
    anzahl,
    bezuege: fc.constant([]),
    enthaelt: fc.oneof({ depthIdentifier: "schema", maxDepth: 5 }, field, tie("group")),
  }),
  group: fc.tuple(head("G1"), tie("struktur"), fc.array(rule, { maxLength: 2 })).map(([kopf, inside, rules]) => ({
    ...kopf,
    typ: "datenfeldgruppe",
    struktur: inside,
    regeln: rules.map(({ id, text }) => ({
      identifikation: { id },
      name: "Regel",
      freitextRegel: text,
      bezuege: [],
      stichworte: [],
    })),
  })),
}));

/** Paths as the reader gives them. */
function withPaths(places: readonly Struktur[], above = ""): Struktur[] {
  return places.map((place, index) => {
    const pfad = `${above}${place.enthaelt.identifikation.id}#${index}`;
    const enthaelt = { ...place.enthaelt, pfad };
    return {
      ...place,
      enthaelt:
        enthaelt.typ === "datenfeld" ? enthaelt : { ...enthaelt, struktur: withPaths(enthaelt.struktur, `${pfad}.`) },
    };
  });
}

test("whatever a schema holds, its draft compiles, and every task is one line", async () => {
  const schema = fc.record({ name: label, id: fc.constantFrom("S1", "S1\npublisher: fremd"), struktur });
  await fc.assert(
    fc.asyncProperty(schema, async ({ name, id, struktur: places }) => {
      const given: Stammdatenschema = {
        wurzel: "stammdatenschema",
        nachricht: {},
        identifikation: { id },
        name,
        bezuege: [{ text: name, link: `https://gesetz.example/${name}` }],
        relationen: [],
        stichworte: [],
        regeln: [],
        struktur: withPaths(places),
      };
      const draft = draftFromFim(given);
      const reading = readPackage(draft.files);
      const compilation = reading.ok ? await compileService(reading.pkg, draft.files) : reading;
      expect(compilation.ok ? [] : compilation.problems).toEqual([]);
      expect(reading.ok && reading.pkg.service.publisher).toBe("offen");
      expect(readOpenTasks(draft.files.get("OPEN.md") ?? "")).toHaveLength(draft.open.length);
    }),
    { numRuns: 150 },
  );
}, 60_000);
