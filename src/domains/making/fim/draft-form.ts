import {
  formatAnzahl,
  type Anzahl,
  type Datenfeldgruppe,
  type Stammdatenschema,
  type Struktur,
} from "@allmende/xdatenfelder";
import { draftField, repeatOf } from "./draft-field.ts";
import { labelOf, nameOf, origin, type DraftElement, type Drafting, type Origin, type Standing } from "./drafting.ts";
import { pageKey, unique } from "./element-ids.ts";

/** A page of form.yaml on its way there. */
export interface DraftPage {
  id: string;
  when?: string;
  fim?: Origin;
  elements: DraftElement[];
  checks?: { id: string; test: string; at: string }[];
}

/** Longest expression a form takes. */
export const longestFeel = 4000;

/** One page per group at the top of the schema; fields that stand beside the groups share a page. */
export function draftPages(schema: Stammdatenschema, drafting: Drafting): DraftPage[] {
  const pages: DraftPage[] = [];
  let loose: DraftPage | undefined;
  for (const place of schema.struktur) {
    const { anzahl, enthaelt } = place;
    if (enthaelt.typ === "datenfeld") {
      const field = draftField(enthaelt, anzahl, { inGroup: false }, drafting);
      if (!field) continue;
      if (!loose) {
        loose = { id: unique("seite_angaben", drafting.taken), elements: [] };
        drafting.say(loose.id, "Angaben");
        pages.push(loose);
      }
      loose.elements.push(field);
      continue;
    }
    loose = undefined;
    if (neverAsked(enthaelt, anzahl, drafting)) continue;
    const id = drafting.idOf(pageKey(enthaelt.pfad));
    const elements = isRepeated(anzahl)
      ? [draftGroup(enthaelt, anzahl, { inGroup: false }, drafting)].flatMap((one) => one ?? [])
      : inside(enthaelt, anzahl, { inGroup: false }, drafting);
    if (elements.length === 0) continue;
    drafting.say(id, labelOf(enthaelt), { lead: enthaelt.hilfetextEingabe });
    pages.push({ id, ...(!isRepeated(anzahl) && { fim: origin(enthaelt) }), elements });
  }
  return pages;
}

const isRepeated = ({ max }: Anzahl): boolean => max === "*" || max > 1;

function draftPlace({ anzahl, enthaelt }: Struktur, standing: Standing, drafting: Drafting): DraftElement | undefined {
  return enthaelt.typ === "datenfeld"
    ? draftField(enthaelt, anzahl, standing, drafting)
    : draftGroup(enthaelt, anzahl, standing, drafting);
}

/** A group ("Datenfeldgruppe"): a section, or where it repeats a group with entries. */
function draftGroup(
  group: Datenfeldgruppe,
  anzahl: Anzahl,
  standing: Standing,
  drafting: Drafting,
): DraftElement | undefined {
  const id = drafting.idOf(group.pfad);
  const name = `${nameOf(id, group)} „${labelOf(group)}“`;
  if (neverAsked(group, anzahl, drafting)) return undefined;
  const asList = isRepeated(anzahl) && !standing.inGroup;
  if (isRepeated(anzahl) && standing.inGroup) {
    drafting.open(
      "gruppe",
      `${name}: im Schema ${formatAnzahl(anzahl)}, hier einmal, weil eine Liste nicht in einer Liste stehen kann. Anders ordnen oder so lassen.`,
    );
  }
  const elements = asList
    ? group.struktur.flatMap((place) => draftPlace(place, { inGroup: true }, drafting) ?? [])
    : inside(group, anzahl, standing, drafting);
  if (elements.length === 0) return undefined;
  drafting.say(id, labelOf(group), { lead: group.hilfetextEingabe });
  if (!asList) return { id, type: "section", fim: origin(group), elements };
  // In an optional group nothing is asked for until something is filled in; the least number is then left to a person.
  const optional = standing.filled !== undefined && anzahl.min > 0;
  if (optional)
    drafting.open(
      "gruppe",
      `${name}: mindestens ${anzahl.min}, sobald die Gruppe darum ausgefüllt ist; als Prüfung schreiben.`,
    );
  return {
    id,
    type: "group",
    repeat: repeatOf(anzahl, name, drafting, optional ? 0 : anzahl.min),
    fim: origin(group),
    elements,
  };
}

function neverAsked(group: Datenfeldgruppe, { max }: Anzahl, drafting: Drafting): boolean {
  if (max !== 0) return false;
  const name = `${nameOf(drafting.idOf(group.pfad), group)} „${labelOf(group)}“`;
  drafting.open("gruppe", `${name} fehlt im Formular: sie darf nie ausgefüllt werden (Anzahl 0).`);
  return true;
}

/** What stands in a group that is asked once; where the group is optional, its fields are required only once one is filled. */
function inside(group: Datenfeldgruppe, { min }: Anzahl, standing: Standing, drafting: Drafting): DraftElement[] {
  const draw = (inner: Standing): DraftElement[] =>
    group.struktur.flatMap((place) => draftPlace(place, inner, drafting) ?? []);
  if (min > 0) return draw(standing);
  const filled = whenFilled(group, standing, drafting);
  if (filled.length <= longestFeel) return draw({ ...standing, filled });
  drafting.open(
    "gruppe",
    `${nameOf(drafting.idOf(group.pfad), group)}: die Gruppe ist freiwillig und zu groß für eine Bedingung; ihre Pflichtfelder sind erst Pflicht, wenn sie ausgefüllt ist.`,
  );
  return draw({ ...standing, filled: "false" });
}

function whenFilled(group: Datenfeldgruppe, { inGroup }: Standing, drafting: Drafting): string {
  const parts = (struktur: readonly Struktur[]): string[] =>
    struktur.flatMap(({ anzahl, enthaelt }) => {
      if (anzahl.max === 0) return [];
      const id = drafting.idOf(enthaelt.pfad);
      if (enthaelt.typ === "datenfeldgruppe") {
        const inner = parts(enthaelt.struktur);
        return isRepeated(anzahl) && !inGroup && inner.length > 0 ? [`count(${id}) > 0`] : inner;
      }
      const asked = (enthaelt.feldart === "input" || enthaelt.feldart === "select") && enthaelt.datentyp !== "obj";
      return asked ? [`${id} != null`] : [];
    });
  return parts(group.struktur).join(" or ") || "false";
}
