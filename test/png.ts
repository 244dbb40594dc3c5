/** Pictures for tests, written as PNG (RFC 2083). */
import { crc32, deflateSync } from "node:zlib";

export interface Picture {
  width: number;
  height: number;
  /** Colour type: 0 grey, 2 red green blue, 3 palette, 4 and 6 the first two with alpha; 8 bits each. */
  kind?: number;
  /** The samples of a dot, from the left and from the top. */
  dot: (x: number, y: number) => readonly number[];
  /** Chunks that stand before the data, such as a palette. */
  before?: readonly Buffer[];
  /** What the header says instead of the true size. */
  said?: readonly [width: number, height: number];
}

/** The data stands in two chunks, as it may. */
export function png({
  width,
  height,
  kind = 2,
  dot,
  before = [],
  said = [width, height],
}: Picture): Buffer<ArrayBuffer> {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(said[0], 0);
  head.writeUInt32BE(said[1], 4);
  head.set([8, kind], 8);
  const lines = Array.from({ length: height }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: width }, (_unused, x) => dot(x, y)).flat()]),
  );
  const data = deflateSync(Buffer.concat(lines));
  return Buffer.concat([
    Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"),
    pngChunk("IHDR", head),
    ...before,
    pngChunk("IDAT", data.subarray(0, 20)),
    pngChunk("IDAT", data.subarray(20)),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Length, name, body, check sum. */
export function pngChunk(name: string, body: Buffer): Buffer {
  const whole = Buffer.alloc(12 + body.length);
  whole.writeUInt32BE(body.length, 0);
  whole.write(name, 4, "latin1");
  body.copy(whole, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + body.length)), 8 + body.length);
  return whole;
}
