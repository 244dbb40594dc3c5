import { findText, type ServicePackage } from "@allmende/service-package";
import type { Bezug, Identifikation, Regel, Stichwort, Relation } from "@allmende/xdatenfelder";
import type { Origin } from "./drafting.ts";
import { OwnIds } from "./export-ids.ts";

/** What grows while a form is written as a schema: rules, and what the standard has no place for. */
export class Exporting {
  /** Each with its FEEL; `finish` adds what the names in it stand for. */
  readonly #rules: Regel[] = [];
  readonly lost: string[] = [];
  readonly #ids: OwnIds;
  readonly #pkg: ServicePackage;
  /** What our names stand for in the schema: ids of elements, codes of options. */
  readonly #names = new Map<string, string>();

  constructor(pkg: ServicePackage) {
    this.#pkg = pkg;
    this.#ids = new OwnIds(pkg.service.slug);
  }

  /** A German text; where it speaks an earlier answer, what it says without one. */
  text(id: string, facet: string): string | undefined {
    return findText(this.#pkg.texts.de ?? {}, id, facet)?.replaceAll(
      /\{[^{}|]*(?:\|([^{}]*))?\}/g,
      (_, without: string | undefined) => without ?? "…",
    );
  }

  label(id: string): string {
    return this.text(id, "label") ?? id;
  }

  /** Id and version of the origin, else ours. */
  identify(letter: "S" | "G" | "F" | "R", id: string, fim?: Origin): Identifikation {
    if (fim) return { id: fim.id, ...(fim.version && { version: fim.version }) };
    return { id: this.#ids.of(letter, id), version: this.#pkg.service.version };
  }

  /** What all elements say of themselves. A label that is a whole sentence is no name; the id is one then. */
  head(letter: "S" | "G" | "F", id: string, fim?: Origin): Head {
    const label = this.label(id);
    const name = label.length <= longestName ? label : id.replace(/^(?:seite|abschnitt)_/, "").replaceAll("_", " ");
    const identifikation = this.identify(letter, id, fim);
    this.name(id, identifikation.id);
    return { identifikation, name, bezuege: [], relationen: [], stichworte: [] };
  }

  name(id: string, inSchema: string): void {
    this.#names.set(id, inSchema);
  }

  /** The rules; each says what the names in its script stand for, since a schema knows only its own ids. */
  finish(): Regel[] {
    return this.#rules.map((rule) => {
      const words = new Set(rule.skript?.match(/[A-Za-z]\w*/g));
      const said = [...words].flatMap((word) => {
        const inSchema = this.#names.get(word);
        return inSchema === undefined ? [] : [`${word} = ${inSchema}`];
      });
      return said.length === 0 ? rule : { ...rule, beschreibung: `Namen im Skript (FEEL): ${said.join(", ")}.` };
    });
  }

  /** A condition or check: its sentence in German, its FEEL as the script. */
  rule(id: string, { name, sentence, feel, typ }: { name: string; sentence: string; feel: string; typ: string }): void {
    this.#rules.push({
      identifikation: this.identify("R", id),
      name,
      freitextRegel: sentence,
      bezuege: [],
      stichworte: [],
      typ,
      skript: feel,
    });
  }

  lose(id: string, what: string): void {
    this.lost.push(`${id}: ${what}`);
  }
}

export interface Head {
  identifikation: Identifikation;
  name: string;
  bezuege: Bezug[];
  relationen: Relation[];
  stichworte: Stichwort[];
}

const longestName = 45;
