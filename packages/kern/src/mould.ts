import type { PageBytes } from "./page-bytes.ts";

/**
 * A piece of a page that is drawn once and filled many times. While it is drawn, a value is only a mark; filling puts
 * the values where the marks stand. Marks are characters of the private use area, which no package's text holds.
 * `Slot` is what the one who fills knows a mark by, read from its name once.
 */
export class Mould<Slot = string> {
  readonly #pieces: Buffer[] = [];
  readonly #slots: Slot[] = [];

  constructor(html: string, slotOf: (name: string) => Slot) {
    for (const [index, part] of html.split(/\u{E000}([^\u{E001}]*)\u{E001}/u).entries())
      if (index % 2 === 0) this.#pieces.push(Buffer.from(part));
      else this.#slots.push(slotOf(part));
  }

  /** Writes the piece into a page; `put` writes the value of a slot, escaped as text and attribute values are. */
  print(page: PageBytes, put: (slot: Slot) => void): void {
    page.add(this.#pieces[0]!);
    for (let index = 0; index < this.#slots.length; index++) {
      put(this.#slots[index]!);
      page.add(this.#pieces[index + 1]!);
    }
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
export class Moulds<Slot = string> {
  readonly #kept = new Map<string, Mould<Slot>>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  find(key: string): Mould<Slot> | undefined {
    return this.#kept.get(key);
  }

  keep(key: string, mould: Mould<Slot>): Mould<Slot> {
    if (this.#kept.size >= this.#most) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(key, mould);
    return mould;
  }
}
