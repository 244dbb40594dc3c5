/**
 * A JPEG or PNG wrapped as a PDF of one page, its bytes untouched: whoever draws pages safely then draws pictures, too,
 * and a camera's picture of megabytes becomes a small one. JPEG: ITU-T T.81 and Exif 2.3 (how the camera was held);
 * PNG: W3C PNG, third edition; the page: ISO 32000-1, sections 8.6 and 8.9.
 */

interface Picture {
  width: number;
  height: number;
  /** Its entries in the image dictionary. */
  entries: string;
  data: Buffer;
  /** 1 as it lies, 2 to 8 as Exif turns and mirrors it. */
  turned: number;
}

/** Pixels beyond which nothing is drawn: no camera of a citizen takes more. */
const mostPixels = 120_000_000;

/** Pieces of a file beyond which it is none of a camera or a program, but made to keep us busy. */
const mostPieces = 20_000;

/** The picture as a PDF; undefined for what is none, is interlaced, or has too many pixels or pieces. */
export function pictureAsPdf(bytes: Buffer): Buffer | undefined {
  const picture = bytes[0] === 0xff ? readJpeg(bytes) : readPng(bytes);
  if (!picture || picture.width * picture.height > mostPixels || picture.width * picture.height === 0) return undefined;
  return wrap(picture);
}

function wrap({ width, height, entries, data, turned }: Picture): Buffer {
  // A page of one point for each pixel, and no longer than a page may be.
  const parts = Math.ceil(Math.max(width, height) / 14_000);
  const sides = turned > 4 ? [height, width] : [width, height];
  const [w, h] = sides.map((side) => String(Math.max(1, Math.round(side / parts))));
  const content = `${placed[turned - 1]!.replaceAll("w", w!).replaceAll("h", h!)} cm /I Do`;
  const head = [
    "%PDF-1.5",
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
    `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${w} ${h}]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>endobj`,
    `4 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj`,
    `6 0 obj<</FunctionType 4/Domain[0 1 0 1]/Range[0 1]/Length ${onWhite.one.length}>>stream\n${onWhite.one}\nendstream endobj`,
    `7 0 obj<</FunctionType 4/Domain[0 1 0 1 0 1 0 1]/Range[0 1 0 1 0 1]/Length ${onWhite.three.length}>>stream\n${onWhite.three}\nendstream endobj`,
    `5 0 obj<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}${entries}/Length ${data.length}>>stream\n`,
  ].join("\n");
  return Buffer.concat([Buffer.from(head), data, Buffer.from("\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF")]);
}

/** Where the picture's corners come to lie on a page of w by h, by Exif's eight orientations. */
const placed = [
  "w 0 0 h 0 0",
  "-w 0 0 h w 0",
  "-w 0 0 -h w h",
  "w 0 0 -h 0 h",
  "0 -h -w 0 w h",
  "0 -h w 0 0 h",
  "0 h w 0 0 0",
  "0 h -w 0 w 0",
];

/** What is see-through lies on white: the last of the values says how much of the colour is seen. */
const onWhite = {
  one: "{ exch 1 sub mul 1 add }",
  three:
    "{ 4 -1 roll 1 sub 1 index mul 1 add 4 1 roll 3 -1 roll 1 sub 1 index mul 1 add 3 1 roll exch 1 sub mul 1 add }",
};

function readJpeg(bytes: Buffer): Picture | undefined {
  let turned = 1;
  let pieces = 0;
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff || ++pieces > mostPieces) return undefined;
    const marker = bytes[at + 1]!;
    const length = bytes.readUInt16BE(at + 2);
    if (marker === 0xe1) turned = orientationOf(bytes.subarray(at + 4, at + 2 + length)) ?? turned;
    // The frame's header; C4, C8 and CC are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [height, width, colours] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7), bytes[at + 9]!];
      const space = { 1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK/Decode[1 0 1 0 1 0 1 0]" }[colours];
      if (!space) return undefined;
      const entries = `/ColorSpace${space}/BitsPerComponent 8/Filter/DCTDecode`;
      return { width, height, entries, data: bytes, turned };
    }
    at += 2 + length;
  }
  return undefined;
}

/** How the camera was held: tag 0x0112 of the first directory, in either byte order. */
function orientationOf(segment: Buffer): number | undefined {
  if (segment.subarray(0, 6).toString("latin1") !== "Exif\0\0" || segment.length < 14) return undefined;
  const tiff = segment.subarray(6);
  const little = tiff.toString("latin1", 0, 2) === "II";
  const short = (at: number): number =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = Math.min(short(directory), 200);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (short(at) !== 0x0112) continue;
    const value = short(at + 8);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

function readPng(bytes: Buffer): Picture | undefined {
  if (bytes.toString("latin1", 12, 16) !== "IHDR" || bytes.length < 33) return undefined;
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const [depth, kind, interlaced] = [bytes[24]!, bytes[25]!, bytes[28]!];
  if (interlaced || ![1, 2, 4, 8, 16].includes(depth)) return undefined;
  const data: Buffer[] = [];
  let palette = Buffer.alloc(0);
  let pieces = 0;
  for (let at = 8; at + 8 <= bytes.length;) {
    if (++pieces > mostPieces) return undefined;
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString("latin1", at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name === "IDAT") data.push(body);
    if (name === "PLTE") palette = Buffer.from(body.subarray(0, 768));
    at += 12 + length;
  }
  const spaces: Record<number, [colours: number, space: string]> = {
    0: [1, "/DeviceGray"],
    2: [3, "/DeviceRGB"],
    3: [1, `[/Indexed/DeviceRGB ${Math.floor(palette.length / 3) - 1}<${palette.toString("hex")}>]`],
    4: [2, "[/DeviceN[/V/S]/DeviceGray 6 0 R]"],
    6: [4, "[/DeviceN[/R/G/B/S]/DeviceRGB 7 0 R]"],
  };
  const [colours, space] = spaces[kind] ?? [];
  if (!colours || data.length === 0 || (kind === 3 && palette.length < 3)) return undefined;
  const lines = `/DecodeParms<</Predictor 15/Colors ${colours}/BitsPerComponent ${depth}/Columns ${width}>>`;
  const entries = `/ColorSpace${space}/BitsPerComponent ${depth}/Filter/FlateDecode${lines}`;
  return { width, height, entries, data: Buffer.concat(data), turned: 1 };
}
