import { Readable } from "node:stream";
import type { Attachment } from "../../domains/applications/index.ts";
import type { WebContext } from "../environment.ts";

/** The types a browser shows as pictures, and runs nothing of. */
export const isPicture = ({ type }: Pick<Attachment, "type">): boolean => /^image\/(?:png|jpeg)$/.test(type);

/** Nothing is served before its scan ended (fault I10), not even to whoever brought it. */
export const isClosed = ({ scan }: Pick<Attachment, "scan">): boolean => scan === "waiting" || scan === "infected";

/** A picture in a page of ours: of it no page may be made, and nothing of it runs. */
export function answerPicture(c: WebContext, { type, size, body }: ShownPicture): Response {
  c.header("content-type", type);
  c.header("content-length", String(size));
  c.header("content-security-policy", "sandbox; default-src 'none'");
  return c.body(body);
}

interface ShownPicture {
  type: string;
  /** Bytes. */
  size: number;
  body: ReadableStream | Uint8Array<ArrayBuffer>;
}

/** The stored bytes of a file that is a picture itself. */
export async function storedPicture(
  c: WebContext,
  tenant: string,
  { fileId, type }: Attachment,
): Promise<ShownPicture> {
  const { stream, size } = await c.env.house.files.read(tenant, fileId);
  return { type, size, body: Readable.toWeb(stream) as ReadableStream };
}
