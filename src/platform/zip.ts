import { crc32 } from "node:zlib";

/** A file in a zip: its path (slashes, relative) and its bytes, which are asked for when their turn comes. */
export interface ZipEntry {
  name: string;
  at: Date;
  bytes(): Promise<Uint8Array>;
}

/**
 * Writes a zip (APPNOTE 6.3, entries stored as they are: PDFs and pictures are packed already), one entry in memory at a
 * time. Up to 65,535 entries and 4 GB; more is an error, never a broken file.
 */
export async function* writeZip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const { name, at, bytes } of entries) {
    const content = await bytes();
    const path = Buffer.from(name, "utf8");
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // needs version 2.0
    common.writeUInt16LE(0x0800, 2); // names are UTF-8
    common.writeUInt16LE(0, 4); // stored
    common.writeUInt16LE((at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1), 6);
    common.writeUInt16LE(((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(), 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    const made = Buffer.alloc(2);
    made.writeUInt16LE(20, 0);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), made, common, place, path]));
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, path]);
    yield local;
    yield content;
    offset += local.length + content.length;
    if (offset > 0xffff_ffff || directory.length > 0xffff) throw new Error("a zip of more than 4 GB or 65,535 files");
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  yield Buffer.concat([listed, end]);
}
