import { Readable } from "node:stream";
import busboy from "busboy";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { sniffType, type ReceivedFile } from "../domains/applications/index.ts";
import { FileTooLarge, type FileStore } from "../platform/files/file-store.ts";

/** What a page posted. */
export interface PostedForm {
  /** All values under a name, in order. */
  all(name: string): readonly string[];
  one(name: string): string;
  files: ReceivedFile[];
  /** Files that were larger than anything we take, by field name. */
  tooLarge: { path: string; name: string }[];
}

const largestBody = 1_000_000;
const largestFile = 20_000_000;
const mostFields = 2_000;

/** Reads a posted form. Without `files` uploads are refused; with it they stream to the tenant's store, at most 20 MB each. */
export async function readForm(c: Context, files?: { store: FileStore; tenant: string }): Promise<PostedForm> {
  const type = c.req.header("content-type") ?? "";
  if (type.startsWith("application/x-www-form-urlencoded")) return fromText(await boundedText(c));
  if (type.startsWith("multipart/form-data") && files) return fromParts(c, type, files);
  throw new HTTPException(415, { message: "form expected" });
}

async function boundedText(c: Context): Promise<string> {
  if (Number(c.req.header("content-length") ?? 0) > largestBody) throw new HTTPException(413);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > largestBody) throw new HTTPException(413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function fromText(text: string): PostedForm {
  const parsed = new URLSearchParams(text);
  if (parsed.size > mostFields) throw new HTTPException(413);
  return { all: (name) => parsed.getAll(name), one: (name) => parsed.get(name) ?? "", files: [], tooLarge: [] };
}

async function fromParts(
  c: Context,
  type: string,
  { store, tenant }: { store: FileStore; tenant: string },
): Promise<PostedForm> {
  const values = new Map<string, string[]>();
  const received: ReceivedFile[] = [];
  const tooLarge: PostedForm["tooLarge"] = [];
  const storing: Promise<void>[] = [];
  if (!c.req.raw.body) throw new HTTPException(400);
  const parser = busboy({
    headers: { "content-type": type },
    defParamCharset: "utf8",
    limits: { fieldSize: largestBody, fields: mostFields, files: 40, parts: mostFields + 40 },
  });
  parser.on("field", (name, value) => values.set(name, [...(values.get(name) ?? []), value]));
  parser.on("file", (path, stream, { filename }) => {
    if (!filename) {
      stream.resume();
      return;
    }
    storing.push(
      (async () => {
        let head = Buffer.alloc(0);
        async function* watched(): AsyncGenerator<Buffer> {
          for await (const chunk of stream as AsyncIterable<Buffer>) {
            if (head.length < 16) head = Buffer.concat([head, chunk]).subarray(0, 16);
            yield chunk;
          }
        }
        try {
          const stored = await store.put(tenant, watched(), largestFile);
          if (stored.size > 0) received.push({ path, name: filename, type: sniffType(head), stored });
          else await store.remove(tenant, stored.id);
        } catch (error) {
          stream.resume();
          if (!(error instanceof FileTooLarge)) throw error;
          tooLarge.push({ path, name: filename });
        }
      })(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    parser.on("close", resolve);
    parser.on("error", () => reject(new HTTPException(400)));
    for (const limit of ["fieldsLimit", "filesLimit", "partsLimit"] as const)
      parser.on(limit, () => reject(new HTTPException(413)));
    Readable.fromWeb(c.req.raw.body as never)
      .on("error", reject)
      .pipe(parser);
  });
  await Promise.all(storing);
  return {
    all: (name) => values.get(name) ?? [],
    one: (name) => values.get(name)?.[0] ?? "",
    files: received,
    tooLarge,
  };
}
