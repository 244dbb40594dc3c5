import { parseAnzahl } from "../anzahl.ts";
import {
  datentypen,
  feldarten,
  type Anzahl,
  type Bezug,
  type Datenfeld,
  type Datenfeldgruppe,
  type Identifikation,
  type Nachricht,
  type Struktur,
} from "../schema.ts";
import { Refused } from "./problem.ts";
import { code, shape, text, type Shape } from "./shape.ts";

/** What XDatenfelder 2.0 and 3.0 write alike. */

export const identifikation = shape(
  { "id!": text, "version?": text },
  (parts): Identifikation => tidy({ id: parts.must("id"), version: parts.one("version") }),
  { closed: true },
);

/** For places that are left empty where there is nothing to name. */
export const identifikationOrNothing = shape({ "id?": text, "version?": text }, (parts): Identifikation | undefined => {
  const id = parts.one("id");
  return id === undefined ? undefined : tidy({ id, version: parts.one("version") });
});

export const bezug: Shape = {
  ...text,
  build: (parts): Bezug | undefined =>
    parts.text === undefined ? undefined : tidy({ text: parts.text, link: parts.attributes.link }),
};

export const header = shape(
  { "nachrichtID?": text, "erstellungszeitpunkt?": text, "referenzID?": text },
  (parts): Nachricht => ({
    nachrichtID: parts.one("nachrichtID"),
    erstellungszeitpunkt: parts.one("erstellungszeitpunkt"),
  }),
);

const anzahl: Shape = {
  ...text,
  build({ text: written = "" }): Anzahl {
    const parsed = parseAnzahl(written);
    if (!parsed) throw new Refused("xdf.invalid_value", `<anzahl> is ${quote(written)}, not like "0:1" or "1:*"`);
    return parsed;
  },
};

/** A place in the structure; what it may contain differs between the versions only below. */
export function strukturOf(group: () => Shape, field: () => Shape): Shape {
  const enthaelt = shape(
    { "datenfeldgruppe?": group, "datenfeld?": field },
    (parts) => {
      const inside = [parts.one<Datenfeldgruppe>("datenfeldgruppe"), parts.one<Datenfeld>("datenfeld")].filter(
        (one) => one !== undefined,
      );
      if (inside.length !== 1)
        throw new Refused("xdf.missing_element", "<enthaelt> holds one <datenfeldgruppe> or one <datenfeld>");
      return inside[0];
    },
    { closed: true },
  );
  return shape(
    { "anzahl!": anzahl, "bezug*": bezug, "enthaelt!": enthaelt },
    (parts): Struktur => {
      return {
        anzahl: parts.must<Anzahl>("anzahl"),
        bezuege: parts.all<Bezug>("bezug"),
        enthaelt: parts.must<Datenfeldgruppe | Datenfeld>("enthaelt"),
      };
    },
    { closed: true },
  );
}

/** An element around a `<code>` that must be one of the known; refused on the line where it stands. */
export function codeOf(known: readonly string[], name: string): Shape {
  return { ...code, build: (parts) => oneOf(known, name, parts.must("code")) };
}

export const feldart = codeOf(feldarten, "feldart");
export const datentyp = codeOf(datentypen, "datentyp");

function oneOf(known: readonly string[], name: string, value: string): string {
  if (!known.includes(value))
    throw new Refused("xdf.invalid_value", `<${name}> is ${quote(value)}, not one of ${known.join(", ")}`);
  return value;
}

/** Leaves out what is undefined, so that two readings of the same thing are equal and JSON is short. */
export function tidy<T extends object>(value: T): T {
  // A copy and no `delete`: that would turn each object into a hash table of three times the size.
  const found = {} as T;
  for (const key in value) if (value[key] !== undefined) found[key] = value[key];
  return found;
}

function quote(value: string): string {
  return JSON.stringify(value.slice(0, 60));
}
