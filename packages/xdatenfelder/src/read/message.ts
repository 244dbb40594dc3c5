import type { Datenfeld, Datenfeldgruppe, Nachricht, Stammdatenschema, Struktur } from "../schema.ts";
import { tidy } from "./parts-of-both.ts";
import { Refused } from "./problem.ts";
import { shape, type Shape } from "./shape.ts";

/** A schema before its message is known. */
export type Content = Omit<Stammdatenschema, "nachricht">;

/** The elements of one version of the standard that stand right below a root. */
export type Message = { header: Shape; stammdatenschema: Shape; datenfeldgruppe: Shape; datenfeld: Shape };

/** The shape of the root `xdatenfelder.<what>.<number>`. */
export function rootOf(local: string, { header, ...contents }: Message): Shape {
  const what = /^xdatenfelder\.(stammdatenschema|datenfeldgruppe|datenfeld)\.\d{4}$/.exec(local)?.[1] as
    | keyof typeof contents
    | undefined;
  if (what === undefined)
    throw new Refused("xdf.unknown_message", `<${local.slice(0, 80)}> is not a schema, a group or a field`);
  return shape(
    { "header!": header, [`${what}!`]: contents[what] },
    (parts): Stammdatenschema => {
      const found = parts.must<Content | Datenfeldgruppe | Datenfeld>(what);
      const content = "wurzel" in found ? found : around(found);
      setPaths(content.struktur, "");
      return tidy({ nachricht: tidy(parts.must<Nachricht>("header")), ...content });
    },
    { closed: true },
  );
}

/** A schema around a lone group or field, so that all who read schemas can read it too. */
function around(element: Datenfeldgruppe | Datenfeld): Content {
  return tidy({
    wurzel: element.typ,
    identifikation: element.identifikation,
    name: element.name,
    bezeichnung: element.bezeichnungEingabe,
    freigabestatus: element.freigabestatus,
    bezuege: [],
    relationen: [],
    stichworte: [],
    regeln: [],
    struktur: [{ anzahl: { min: 1, max: 1 }, bezuege: [], enthaelt: element }],
  } satisfies Content);
}

function setPaths(struktur: readonly Struktur[], above: string): void {
  const seen = new Map<string, number>();
  for (const { enthaelt } of struktur) {
    const { id } = enthaelt.identifikation;
    const nth = (seen.get(id) ?? 0) + 1;
    seen.set(id, nth);
    enthaelt.pfad = `${above}${id}${nth > 1 ? `#${nth}` : ""}`;
    if (enthaelt.typ === "datenfeldgruppe") setPaths(enthaelt.struktur, `${enthaelt.pfad}.`);
  }
}
