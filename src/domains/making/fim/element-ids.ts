import type { Datenfeld, Datenfeldgruppe, Struktur } from "@allmende/xdatenfelder";

/** What an element becomes; sections carry a word of their own, so that the short names stay with the questions. */
export type Role = "page" | "section" | "answer";

interface Claim {
  path: string;
  /** Names from the element up to the top of the schema. */
  names: string[];
  role: Role;
}

/**
 * The id of each element, by its path in the schema. It is made once, from labels alone: whether a list was found or a
 * field became a choice changes nothing. A name that stands twice takes the name of that group before it, everywhere,
 * which tells the places apart; where none does, a number follows.
 */
export function elementIds(struktur: readonly Struktur[]): Map<string, string> {
  const claims = [...claimsOf(struktur, [])];
  const level = new Map(claims.map((claim) => [claim, 0]));
  for (;;) {
    const ambiguous = [...Map.groupBy(claims, (claim) => idAt(claim, level.get(claim)!))].filter(
      ([id, same]) => same.length > 1 || reserved.has(id),
    );
    const raised = ambiguous.flatMap(([, same]) => same.filter((claim) => level.get(claim)! < claim.names.length - 1));
    if (raised.length === 0) break;
    for (const claim of raised) level.set(claim, level.get(claim)! + 1);
  }
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  const last = new Map<string, number>();
  for (const claim of claims) ids.set(claim.path, unique(idAt(claim, level.get(claim)!), taken, last));
  return ids;
}

/** An id for one more thing (an option), beside those that are taken. `last` remembers how far each was counted, where there are many. */
export function unique(wanted: string, taken: Set<string>, last?: Map<string, number>): string {
  let id = wanted;
  for (let nth = last?.get(wanted) ?? 2; !isFree(id, taken); nth++) {
    id = `${wanted.slice(0, 74)}_${nth}`;
    last?.set(wanted, nth);
  }
  taken.add(id);
  return id;
}

export const isFree = (id: string, taken: ReadonlySet<string>): boolean => !taken.has(id) && !reserved.has(id);

/** Of a label; what stands behind makes no name any more. */
const longestLabel = 500;

/** A label as an identifier: umlauts folded, what stands in brackets left out, cut between words. */
export function nameFrom(label: string, most = 32): string {
  const begun = label.slice(0, longestLabel);
  const folded = fold(begun.replaceAll(/\([^)]*\)/g, " ")) || fold(begun);
  const kept: string[] = [];
  for (const word of folded.split("_")) {
    if (kept.length > 0 && [...kept, word].join("_").length > most) break;
    kept.push(word);
  }
  while (kept.length > 1 && smallWords.has(kept.at(-1)!)) kept.pop();
  const name = kept.join("_").slice(0, most);
  return /^[a-z]/.test(name) ? name : `feld_${name}`.replace(/_$/, "");
}

function* claimsOf(struktur: readonly Struktur[], above: string[]): Generator<Claim> {
  for (const { enthaelt, anzahl } of struktur) {
    const names = [nameFrom(labelFor(enthaelt)), ...above];
    const repeated = anzahl.max === "*" || anzahl.max > 1;
    const inner = enthaelt.typ === "datenfeldgruppe";
    // A group at the top becomes a page, and what it repeats stands on it.
    if (inner && above.length === 0) yield { path: pageKey(enthaelt.pfad), names, role: "page" };
    yield { path: enthaelt.pfad, names, role: inner && !repeated ? "section" : "answer" };
    if (inner) yield* claimsOf(enthaelt.struktur, names);
  }
}

/** Under which key the page of a top-level group has its id. */
export const pageKey = (path: string): string => `seite ${path}`;

const prefixes = { page: "seite_", section: "abschnitt_", answer: "" } as const;

/** The name alone, or after the name of the group so many levels above it. */
function idAt({ names, role }: Claim, level: number): string {
  const [own = ""] = names;
  const group = names[level];
  return `${prefixes[role]}${level === 0 || group === own ? own : `${group}_${own}`}`;
}

/** The label where it is short; a whole sentence makes no name. */
function labelFor({ bezeichnungEingabe, name }: Datenfeld | Datenfeldgruppe): string {
  return bezeichnungEingabe && bezeichnungEingabe.length <= 45 ? bezeichnungEingabe : name;
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
}

/** A name does not end with them: "erklaerungen", not "erklaerungen_zur". */
const smallWords = new Set(
  "der die das des dem den ein eine eines einer einem einen von vom zu zur zum bei beim fuer in im am an auf aus mit und oder als".split(
    " ",
  ),
);

/** Words that mean something already: to FEEL, to letters, to the texts, to the draft's own workflow and service page. */
const reserved = new Set(
  (
    "and or not if then else for in return some every satisfies between instance of function external true false null item partial " +
    "date time duration string number list context count min max sum mean median mode all any sort now today abs floor ceiling sqrt log exp odd even " +
    "split replace matches contains append concatenate union remove reverse flatten product before after is during meets includes overlaps " +
    "aktenzeichen heute eingang gebuehr leistung behoerde amt bearbeitung begruendung auflagen anrede " +
    "service required pattern invalid email " +
    "angaben_pruefen pruefung_angaben bewilligen ablehnen ergebnis bescheid_schreiben ablehnung_schreiben bewilligt abgelehnt outcome outcomes asks checks"
  ).split(" "),
);
