import { generic, speaks, type GenericKey } from "./texts/generic.ts";

/** Sentences of a package in one language, by element id and facet ("label", "hint", "why", an error code …). */
export interface TextSource {
  language: string;
  find(id: string, facet: string): string | undefined;
  /** How a general sentence is told in German where the language has none; as it is, unless given. */
  inGerman?(text: string): string;
}

/**
 * The words of a form for one reader: the package's own sentence if there is one, else the general sentence of the
 * language. `{name}` is filled with a detail or with an earlier answer: `{hundename|Ihr Hund}`.
 */
export class Wording {
  readonly language: string;
  readonly #source: TextSource;
  readonly #answer: (id: string) => string | undefined;

  constructor(source: TextSource, answer: (id: string) => string | undefined = () => undefined) {
    this.language = source.language;
    this.#source = source;
    this.#answer = answer;
  }

  label(id: string): string {
    return this.find(id, "label") ?? id;
  }

  find(id: string, facet: string): string | undefined {
    const text = this.#source.find(id, facet);
    return text === undefined ? undefined : this.#fill(text, {});
  }

  /** The sentence for a fault at a field: the package may word it, the language always can. */
  fault(id: string, code: string, details: Record<string, string | number> = {}): string {
    // A code of ours before the id of a check: a field called "email" must not word the fault "email".
    const sentence =
      this.#source.find(id, code) ??
      this.#general(code as GenericKey) ??
      this.#source.find(code, "label") ??
      this.#general("invalid");
    const label = this.label(id);
    const part = details.part !== undefined && { part: this.#general(details.part as GenericKey) ?? label };
    return this.#fill(sentence ?? code, { ...details, label, ...part });
  }

  say(key: GenericKey, details: Record<string, string | number> = {}): string {
    return this.#fill(this.#general(key) ?? key, details);
  }

  #general(key: GenericKey): string | undefined {
    const text = generic(this.language, key);
    const { inGerman } = this.#source;
    return text !== undefined && inGerman && !speaks(this.language) ? inGerman(text) : text;
  }

  /** An earlier answer as sentences name it. */
  answer(id: string): string | undefined {
    return this.#answer(id) || undefined;
  }

  /** A wording that fills in these answers. */
  withAnswers(display: (id: string) => string | undefined): Wording {
    return new Wording(this.#source, display);
  }

  /** The same words, but another label for one element ("Kind 2"). */
  relabel(id: string, label: string): Wording {
    const source = this.#source;
    const find = (wanted: string, facet: string) =>
      wanted === id && facet === "label" ? label : source.find(wanted, facet);
    return new Wording({ ...source, find }, this.#answer);
  }

  number(value: number, decimals?: number): string {
    const digits = decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return new Intl.NumberFormat(localeOf(this.language), digits).format(value);
  }

  /** Whole cents as euros: "1.000,50 €". */
  money(cents: number): string {
    return new Intl.NumberFormat(localeOf(this.language), { style: "currency", currency: "EUR" }).format(cents / 100);
  }

  date(iso: string): string {
    const [year, month, day] = iso.split("-").map(Number);
    if (!year || !month || !day) return iso;
    return new Intl.DateTimeFormat(localeOf(this.language), {
      day: "numeric",
      month: "long",
      year: "numeric",
      timeZone: "UTC",
    }).format(new Date(Date.UTC(year, month - 1, day)));
  }

  #fill(text: string, details: Record<string, string | number>): string {
    if (!text.includes("{")) return text;
    return text.replaceAll(/\{([a-z]\w*)(?:\|([^}]*))?\}/gi, (_, name: string, fallback: string | undefined) => {
      const detail = details[name];
      // Amounts of money are told in cents everywhere; people read euros.
      if (name === "cents" && typeof detail === "number") return this.money(detail);
      // So are days: in ISO everywhere, in words to people.
      if (name === "limit" && typeof detail === "string") return this.date(detail);
      if (detail !== undefined) return typeof detail === "number" ? this.number(detail) : detail;
      return this.#answer(name) || fallback || "";
    });
  }
}

/** English as it is written in Europe: "1 January 1999", never the month first. */
const localeOf = (language: string): string => (language === "en" ? "en-GB" : language);

/** Texts of no package: labels fall back to ids. For tests and tools. */
export const noTexts = (language = "de"): TextSource => ({ language, find: () => undefined });
