import { Readable } from "node:stream";
import busboy from "busboy";
import { HTTPException } from "hono/http-exception";
import { sniffType, type ReceivedFile } from "../domains/applications/index.ts";
import { isFormToken } from "../domains/identity/index.ts";
import { FileTooLarge, type FileStore } from "../platform/files/file-store.ts";
import type { WebContext } from "./environment.ts";
import { unmarked } from "./other-language.ts";

/** What a page posted. */
export interface PostedForm {
  /** All names and values, in order. */
  entries: readonly (readonly [name: string, value: string])[];
  /** All values under a name, in order. */
  all(name: string): readonly string[];
  one(name: string): string;
  files: readonly ReceivedFile[];
  /** Files of which nothing was kept, by field name: larger than anything we take, or without a byte. */
  notKept: readonly NotKept[];
}

export interface NotKept {
  path: string;
  name: string;
  code: "fileTooLarge" | "fileEmpty";
}

/** Bytes of text; files count apart. */
const largestText = 1_000_000;
const largestFile = 20_000_000;
const mostFields = 2_000;
const mostFiles = 40;

/** Where uploads go, and the browser's secret that the form's token must follow from before any byte is stored. */
export interface Uploads {
  store: FileStore;
  tenant: string;
  secret: string | undefined;
}

/**
 * Reads a posted form. Without `files` uploads are refused; with it they stream to the tenant's store, at most 20 MB
 * each, once the token that stands before them was right. The context keeps the form, so that a page about a refusal can show again what was typed.
 */
export async function readForm(c: WebContext, files?: Uploads): Promise<PostedForm> {
  const type = c.req.header("content-type")?.toLowerCase() ?? "";
  const form = type.startsWith("application/x-www-form-urlencoded")
    ? readText(await boundedText(c))
    : type.startsWith("multipart/form-data") && files
      ? await readParts(c, files)
      : undefined;
  if (!form) throw new HTTPException(415, { message: "form expected" });
  c.set("form", form);
  return form;
}

/** No keyboard types NUL, half a character or a mark of ours; the first two no database stores. */
const tidy = (text: string): string => unmarked(text.toWellFormed().replaceAll("\0", ""));

function formOf(
  entries: [string, string][],
  { files = [], notKept = [] }: Partial<Pick<PostedForm, "files" | "notKept">> = {},
): PostedForm {
  const values = new Map<string, string[]>();
  for (const [name, value] of entries) {
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return {
    entries,
    all: (name) => values.get(name) ?? [],
    one: (name) => values.get(name)?.[0] ?? "",
    files,
    notKept,
  };
}

async function boundedText(c: WebContext): Promise<string> {
  const announced = c.req.header("content-length");
  if (Number(announced ?? 0) > largestText) throw new HTTPException(413);
  // The server never reads more than was announced, and so it needs no stream in between.
  if (announced !== undefined) return c.req.raw.text();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > largestText) throw new HTTPException(413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function readText(text: string): PostedForm {
  const parsed = new URLSearchParams(text);
  if (parsed.size > mostFields) throw new HTTPException(413);
  return formOf([...parsed].map(([name, value]) => [tidy(name), tidy(value)]));
}

async function readParts(c: WebContext, { store, tenant, secret }: Uploads): Promise<PostedForm> {
  const entries: [string, string][] = [];
  // In the order in which they were sent, whichever is written first.
  const storing: Promise<Taken>[] = [];
  const parser = parserOf(c);
  let text = 0;
  let untrusted = false;
  let taken: Taken[];
  parser.on("field", (name, value, { valueTruncated }) => {
    text += name.length + value.length;
    if (valueTruncated || text > largestText) parser.destroy(new HTTPException(413));
    entries.push([tidy(name), tidy(value)]);
  });
  parser.on("file", (path, stream, { filename }) => {
    // Who reads it hears of a break; where nobody reads any more there is nobody to tell.
    stream.on("error", () => {});
    const token = entries.find(([name]) => name === "_token")?.[1] ?? "";
    const trusted = secret !== undefined && isFormToken(token, secret);
    if (filename && !trusted) untrusted = true;
    if (!filename || !trusted) return void stream.resume();
    const stored = take(stream, { path: tidy(path), name: tidy(filename) }, { store, tenant });
    // Looked at when the whole body is read; until then a failure waits.
    stored.catch(() => {});
    storing.push(stored);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      parser.on("close", resolve);
      parser.on("error", (error) => reject(error instanceof HTTPException ? error : new HTTPException(400)));
      for (const limit of ["fieldsLimit", "filesLimit", "partsLimit"] as const)
        parser.on(limit, () => reject(new HTTPException(413)));
      Readable.fromWeb(c.req.raw.body as never)
        .on("error", reject)
        .pipe(parser);
    });
    taken = await Promise.all(storing);
  } catch (error) {
    parser.destroy();
    for (const { value } of (await Promise.allSettled(storing)).filter((one) => one.status === "fulfilled"))
      if (value.file) await store.remove(tenant, value.file.stored.id);
    throw error;
  }
  const form = formOf(entries, {
    files: taken.flatMap(({ file }) => file ?? []),
    notKept: taken.flatMap(({ notKept }) => notKept ?? []),
  });
  if (!untrusted) return form;
  c.set("form", form);
  throw new HTTPException(403);
}

function parserOf(c: WebContext): busboy.Busboy {
  if (!c.req.raw.body) throw new HTTPException(400);
  try {
    return busboy({
      headers: { "content-type": c.req.header("content-type") },
      defParamCharset: "utf8",
      limits: { fieldSize: largestText, fields: mostFields, files: mostFiles, parts: mostFields + mostFiles },
    });
  } catch {
    // No boundary, or another kind of multipart: nothing in it can be told apart.
    throw new HTTPException(400);
  }
}

/** What became of one upload. */
interface Taken {
  file?: ReceivedFile;
  notKept?: NotKept;
}

/** Streams one file to the store; one that is empty or too large leaves nothing there. */
async function take(
  stream: Readable,
  { path, name }: { path: string; name: string },
  { store, tenant }: Pick<Uploads, "store" | "tenant">,
): Promise<Taken> {
  let head = Buffer.alloc(0);
  async function* watched(): AsyncGenerator<Buffer> {
    // The stream outlives who reads it: what is too large must still pass, or the rest of the body would wait for ever.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (head.length < 16) head = Buffer.concat([head, chunk]).subarray(0, 16);
      yield chunk;
    }
  }
  try {
    const stored = await store.put(tenant, watched(), largestFile);
    if (stored.size > 0) return { file: { path, name, type: sniffType(head), stored } };
    await store.remove(tenant, stored.id);
    return { notKept: { path, name, code: "fileEmpty" } };
  } catch (error) {
    stream.resume();
    if (!(error instanceof FileTooLarge)) throw error;
    return { notKept: { path, name, code: "fileTooLarge" } };
  }
}
