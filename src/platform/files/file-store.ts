import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, open as openFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { NotFound } from "../errors.ts";
import { isId, newId } from "../ids.ts";

export interface StoredFile {
  id: string;
  /** Bytes. */
  size: number;
  /** SHA-256, hexadecimal. */
  sha256: string;
}

/**
 * Bytes by tenant and id. Bytes are written first, the reference comes in the commit of the step; a crash in between
 * leaves bytes nobody names, never a name without bytes.
 */
export interface FileStore {
  /** Stores at most `limit` bytes under a new id, or under that of a file that moves in. */
  put(tenant: string, bytes: AsyncIterable<Uint8Array>, limit: number, id?: string): Promise<StoredFile>;
  read(tenant: string, id: string): Promise<{ stream: Readable; size: number }>;
  remove(tenant: string, id: string): Promise<void>;
  /** The ids of all files of a tenant, some hundred at a time. */
  list(tenant: string): AsyncIterable<string[]>;
}

export class FileTooLarge extends Error {}

/** Files in a folder: <folder>/<tenant>/<last two digits>/<id>. */
export function directoryStore(folder: string): FileStore {
  const place = (tenant: string, id: string): string => {
    if (!isId(tenant) || !isId(id)) throw new NotFound("file");
    return join(folder, tenant, id.slice(-2), id);
  };
  return {
    async put(tenant, bytes, limit, id = newId()) {
      const path = place(tenant, id);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const hash = createHash("sha256");
      let size = 0;
      const part = `${path}.part`;
      const handle = await openFile(part, "w", 0o600);
      try {
        for await (const chunk of bytes) {
          size += chunk.length;
          if (size > limit) throw new FileTooLarge();
          hash.update(chunk);
          await handle.write(chunk);
        }
        await handle.sync();
      } catch (error) {
        await handle.close();
        await rm(part, { force: true });
        throw error;
      }
      await handle.close();
      await rename(part, path);
      return { id, size, sha256: hash.digest("hex") };
    },
    async read(tenant, id) {
      const path = place(tenant, id);
      const facts = await stat(path).catch(() => {
        throw new NotFound("file");
      });
      return { stream: createReadStream(path), size: facts.size };
    },
    async *list(tenant) {
      if (!isId(tenant)) throw new NotFound("file");
      for (const part of await readdir(join(folder, tenant)).catch(nothingThere))
        yield (await readdir(join(folder, tenant, part)).catch(nothingThere)).filter(isId);
    },
    async remove(tenant, id) {
      await rm(place(tenant, id), { force: true });
    },
  };
}

function nothingThere(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
