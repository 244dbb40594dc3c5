import type { Wert } from "@allmende/xdatenfelder";
import { wordsOf } from "./drafting.ts";
import { isFree, nameFrom, unique } from "./element-ids.ts";

/** Most options of one question, and most characters of a code, as a form takes them. */
const most = { options: 2000, code: 250 };

/** One answer to choose: its id in the package, its code in the schema, its words for texts/de.yaml. */
export interface NamedOption {
  id: string;
  value: string;
  words: string | Record<string, string>;
}

/** Names the options of one question alike: all by their own words, or all after the question. Takes their ids. */
export function nameOptions(id: string, werte: readonly Wert[], taken: Set<string>): NamedOption[] {
  const names = werte.map(({ code, name }) => nameFrom(name || code));
  const alone = names.every((name) => isFree(name, taken)) && new Set(names).size === names.length;
  return werte.map(({ code, name, hilfe }, index) => ({
    id: unique(alone ? names[index]! : `${id.slice(0, 40)}_${names[index]}`, taken),
    value: code,
    words: wordsOf(name || code, { hint: hilfe }),
  }));
}

/** What a field of free text becomes; a long list opens instead of standing there as so many buttons. */
export function choiceOf(options: readonly NamedOption[], { several }: { several: boolean }): ChoiceSettings {
  return {
    type: several ? "choices" : "choice",
    options: options.map(({ id, value }) => ({ id, value })),
    ...(!several && options.length > 8 && { list: true }),
  };
}

export interface ChoiceSettings {
  type: "choice" | "choices";
  options: { id: string; value: string }[];
  list?: true;
}

/** Why a list cannot be a choice, for OPEN.md and for the command line; undefined where it can. */
export function unfitForChoice(werte: readonly Wert[]): { de: string; en: string } | undefined {
  const long = werte.find(({ code }) => code.length > most.code);
  if (long) {
    const code = long.code.slice(0, 40);
    return { de: `hat einen zu langen Code (${code}…)`, en: `holds a code that is too long (${code}…)` };
  }
  if (werte.length <= most.options) return undefined;
  return {
    de: `hat ${werte.length} Einträge, eine Auswahl fasst ${most.options}`,
    en: `has ${werte.length} entries, a choice holds ${most.options}`,
  };
}

/** The task that stays where the schema bounds how many answers may be chosen. */
export const mostAnswers = (name: string, max: number): string =>
  `${name}: höchstens ${max} Antworten sind erlaubt; als Prüfung schreiben.`;
