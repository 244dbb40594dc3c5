/**
 * A piece of a page that is drawn once and filled many times. While it is drawn, a value is only a mark; filling puts
 * the values where the marks stand, escaped as text and attribute values are. Marks are characters of the private use
 * area, which no package's text holds.
 */
export class Mould {
  readonly #texts: string[] = [];
  readonly #names: string[] = [];

  constructor(html: string) {
    for (const [index, part] of html.split(/\u{E000}([^\u{E001}]*)\u{E001}/u).entries())
      (index % 2 === 0 ? this.#texts : this.#names).push(part);
  }

  fill(valueOf: (name: string) => string): string {
    let html = this.#texts[0] ?? "";
    for (let index = 0; index < this.#names.length; index++)
      html += valueOf(this.#names[index]!) + (this.#texts[index + 1] ?? "");
    return html;
  }
}

/** What stands for a value while a mould is drawn. */
export const mark = (name: string): string => `\u{E000}${name}\u{E001}`;

const special: Record<string, string> = { "&": "&amp;", "<": "&lt;", '"': "&quot;" };

/** Text as it stands in a page, between tags or within quotation marks. */
export function escapeHtml(text: string): string {
  return /[&<"]/.test(text) ? text.replaceAll(/[&<"]/g, (character) => special[character]!) : text;
}

/** Moulds by a key; the one that was made first goes when there are too many. */
export class Moulds {
  readonly #kept = new Map<string, Mould>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  find(key: string): Mould | undefined {
    return this.#kept.get(key);
  }

  keep(key: string, mould: Mould): Mould {
    if (this.#kept.size >= this.#most) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(key, mould);
    return mould;
  }
}
