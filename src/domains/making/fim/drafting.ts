import { codelistKey, type Datenfeld, type Datenfeldgruppe } from "@allmende/xdatenfelder";
import type { OpenTask } from "./open-tasks.ts";

/** An element of form.yaml on its way there; `library check` judges it like a hand-written one. */
export interface DraftElement {
  id: string;
  type: string;
  [key: string]: unknown;
}

/** Where an element stands: it decides how often it may be asked and when it must be answered. */
export interface Standing {
  inGroup: boolean;
  /** FEEL that tells whether the optional group around it is filled; undefined where it must be answered anyway. */
  filled?: string;
}

/** What grows while a schema is walked: ids, texts and what is left to a person. */
export class Drafting {
  readonly ids: ReadonlyMap<string, string>;
  readonly texts: Record<string, string | Record<string, string>> = {};
  readonly tasks: OpenTask[] = [];
  /** Choices that became free text, because their code list is missing. */
  readonly listless = new Set<string>();
  /** All ids in use, so that options find free ones. */
  readonly taken: Set<string>;

  constructor(ids: ReadonlyMap<string, string>) {
    this.ids = ids;
    this.taken = new Set(ids.values());
  }

  idOf(path: string): string {
    const id = this.ids.get(path);
    if (id === undefined) throw new Error(`the path ${path} has no id`);
    return id;
  }

  open(topic: string, text: string): void {
    this.tasks.push({ topic, text });
  }

  /** Something the machine did, for a person to look at. */
  done(topic: string, text: string): void {
    this.tasks.push({ topic, text, done: true });
  }

  /** The words of an element: a bare label, or its facets. */
  say(id: string, label: string, facets: Record<string, string | undefined> = {}): void {
    this.texts[id] = wordsOf(label, facets);
  }
}

/** A bare label, or with its facets where there are any, as texts/de.yaml holds them. */
export function wordsOf(label: string, facets: Record<string, string | undefined>): string | Record<string, string> {
  const given = Object.entries(facets).flatMap(([facet, text]) => (text ? [[facet, plain(text)] as const] : []));
  return given.length > 0 ? { label: plain(label), ...Object.fromEntries(given) } : plain(label);
}

export const labelOf = ({ bezeichnungEingabe, name }: Datenfeld | Datenfeldgruppe): string =>
  (bezeichnungEingabe ?? name).trim() || "ohne Namen";

/** How tasks name an element: by our id and by the schema's. */
export const nameOf = (id: string, { identifikation }: Datenfeld | Datenfeldgruppe): string =>
  `${id} (${identifikation.id})`;

/** Where an element comes from, as form.yaml keeps it. */
export interface Origin {
  id: string;
  version: string;
  path: string;
  /** Key of the code list the field refers to, whether it is at hand or not. */
  list?: string;
}

export function origin(element: Datenfeld | Datenfeldgruppe): Origin {
  const { identifikation, pfad } = element;
  const reference = element.typ === "datenfeld" ? element.codelisteReferenz : undefined;
  return {
    id: identifikation.id,
    version: identifikation.version ?? "",
    path: pfad,
    ...(reference && { list: codelistKey(reference) }),
  };
}

/** Paragraphs stay, other line breaks go; braces would be read as places to fill in. */
function plain(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, " ").trim())
    .join("\n\n")
    .replaceAll("{", "(")
    .replaceAll("}", ")");
}

/** The label among an element's words. */
export const labelOfText = (words: string | Record<string, string> | undefined): string | undefined =>
  typeof words === "string" ? words : words?.label;
