const spare: Buffer[] = [];

/**
 * A page while it is written: UTF-8 as it travels. Most of a page is laid down as bytes that were made once, so a page
 * costs a copy and not an encoding.
 */
export class PageBytes {
  #bytes = spare.pop() ?? Buffer.allocUnsafeSlow(32_768);
  #length = 0;

  /** Bytes as they are; a text must be escaped already. */
  add(piece: Buffer | string): void {
    if (piece.length === 0) return;
    // A character takes at most three bytes for each of its units in JavaScript.
    const most = typeof piece === "string" ? piece.length * 3 : piece.length;
    if (this.#length + most > this.#bytes.length) this.#grow(most);
    this.#length +=
      typeof piece === "string" ? this.#bytes.write(piece, this.#length) : piece.copy(this.#bytes, this.#length);
  }

  /** The finished page. Nothing can be added behind it: the room it was written in serves the next one. */
  end(): Buffer<ArrayBuffer> {
    const page = Buffer.from(this.#bytes.subarray(0, this.#length));
    if (spare.length === 0) spare.push(this.#bytes);
    this.#bytes = Buffer.alloc(0);
    this.#length = 0;
    return page;
  }

  #grow(most: number): void {
    const larger = Buffer.allocUnsafeSlow((this.#length + most) * 2);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
