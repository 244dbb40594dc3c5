import { expect, test } from "vitest";
import { pngChunk, png as write } from "../../../test/png.ts";
import { canDraw, drawPage } from "./draw-pdf.ts";
import { pictureAsPdf } from "./picture-as-pdf.ts";

const there = await canDraw();
// oxlint-disable-next-line no-console -- what a test run leaves out must be seen
if (!there) console.warn("LEFT OUT: no poppler to draw pictures with (install poppler-utils)");
const drawing = test.skipIf(!there);

type Colour = [red: number, green: number, blue: number];
const corners: Colour[] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
];
const [width, height] = [60, 40];
const colourAt = (x: number, y: number): Colour => corners[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)]!;

/** A PNG of four coloured corners, each dot written as its kind wants it. */
function png(kind: number, dot: (colour: Colour) => number[], before: Buffer[] = [], said?: [number, number]): Buffer {
  return write({ width, height, kind, dot: (x, y) => dot(colourAt(x, y)), before, ...(said && { said }) });
}

const plain = png(2, (colour) => colour);
const draw = (picture: Buffer) => drawPage(pictureAsPdf(picture)!, 1, 120);

drawing("a PNG is drawn alike, however its colours are written; what is see-through lies on white", async () => {
  const expected = (await draw(plain))!;
  const palette = pngChunk("PLTE", Buffer.from(corners.flat()));
  const isWhite = (colour: Colour) => colour.every((value) => value === 255);
  for (const same of [
    png(3, (colour) => [corners.indexOf(colour)], [palette]),
    png(6, (colour) => [...colour, 255]),
    png(6, (colour) => (isWhite(colour) ? [0, 0, 0, 0] : [...colour, 255])),
  ])
    expect((await draw(same))!.equals(expected)).toBe(true);
  const grey = (await draw(png(0, ([red]) => [red])))!;
  expect((await draw(png(4, ([red]) => (red ? [0, 0] : [0, 255]))))!.equals(grey)).toBe(true);
});

drawing("a photograph is drawn as the camera was held", async () => {
  const photo = (await draw(plain))!;
  const held = (way: number): Buffer => {
    const exif = Buffer.from(
      "Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0_\0\0\0\0\0\0",
      "latin1",
    );
    exif[25] = way;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(exif.length + 2);
    return Buffer.concat([photo.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, photo.subarray(2)]);
  };
  const drawn = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((way) => draw(held(way))));
  expect(new Set(drawn.map((picture) => picture!.toString("base64"))).size).toBe(8);
  for (const [index, picture] of drawn.entries())
    expect(sizeOf(picture!)).toEqual(index < 4 ? { width: 120, height: 80 } : { width: 80, height: 120 });
  // Turned by half twice, it lies as it lay.
  const matrix = (way: number) => /stream\n([-\d. ]+) cm/.exec(pictureAsPdf(held(way))!.toString("latin1"))![1];
  expect(matrix(3)).toBe("-120 0 0 -80 120 80");
  expect(matrix(6)).toBe("0 -120 80 0 0 120");
  expect(matrix(8)).toBe("0 120 -80 0 80 0");
});

test("what is no picture, broken off, interlaced or far too large is not drawn", () => {
  const interlaced = Buffer.from(plain);
  interlaced[28] = 1;
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from("<svg/>"),
    plain.subarray(0, 30),
    interlaced,
    png(3, () => [0]),
    png(2, (colour) => colour, [], [50_000, 50_000]),
    png(2, (colour) => colour, [], [0, 10]),
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, ...Array.from({ length: 40 }, () => 0xff)]),
    Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(1_000_000, 0xff)]),
  ])
    expect(pictureAsPdf(bytes)).toBeUndefined();
});

test("a file of a million pieces keeps nobody busy", () => {
  const many = Buffer.alloc(12_000_000, pngChunk("IDAT", Buffer.alloc(0)));
  expect(pictureAsPdf(Buffer.concat([plain.subarray(0, 33), many, plain.subarray(33)]))).toBeUndefined();
  const held = Buffer.from("\u00ff\u00e1\0\u0010Exif\0\0II*\0\0\0\0\0", "latin1");
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 10, 0, 10, 1, 0, 0, 0]);
  const jpeg = (segments: number) =>
    pictureAsPdf(Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(held.length * segments, held), frame]));
  expect(jpeg(300)).toBeDefined();
  expect(jpeg(600_000)).toBeUndefined();
});

/** Width and height of a JPEG, from its frame header. */
function sizeOf(picture: Buffer): { width: number; height: number } {
  let at = 2;
  while (![0xc0, 0xc1, 0xc2].includes(picture[at + 1]!)) at += 2 + picture.readUInt16BE(at + 2);
  return { height: picture.readUInt16BE(at + 5), width: picture.readUInt16BE(at + 7) };
}
