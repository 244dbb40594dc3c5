import { createHash } from "node:crypto";

/** Ids of the range 99 ("own use") for what has none in FIM: the same package and name always give the same id. */
export class OwnIds {
  readonly #slug: string;
  readonly #taken = new Set<string>();

  constructor(slug: string) {
    this.#slug = slug;
  }

  /** `letter` is S, G, F or R; a number that is taken passes on to the next. */
  of(letter: "S" | "G" | "F" | "R", name: string): string {
    const hash = createHash("sha256").update(`${this.#slug}/${letter}/${name}`).digest();
    for (let number = hash.readUIntBE(0, 6); ; number++) {
      const id = `${letter}99${String(number % 1_000_000_000).padStart(9, "0")}`;
      if (this.#taken.has(id)) continue;
      this.#taken.add(id);
      return id;
    }
  }
}
