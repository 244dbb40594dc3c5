import type { FileStore } from "../files/file-store.ts";
import { countPages, drawPage } from "./draw-pdf.ts";
import { pictureAsPdf } from "./picture-as-pdf.ts";

interface Kept {
  fileId: string;
  type: string;
}

/** Pixels of the longer side: enough to see whether the right page was photographed, and sharply. */
const side = 720;

/** How many pages a stored PDF has; null for all else, and where nobody can tell. */
export async function pagesOf(files: FileStore, tenant: string, { fileId, type }: Kept): Promise<number | null> {
  if (type !== "application/pdf") return null;
  const { stream } = await files.read(tenant, fileId);
  return (await countPages(stream)) ?? null;
}

/** A small JPEG of a stored picture or of the first page of a PDF; undefined where none can be drawn. */
export async function drawPreview(
  files: FileStore,
  tenant: string,
  { fileId, type }: Kept,
): Promise<Buffer | undefined> {
  const { stream } = await files.read(tenant, fileId);
  if (type === "application/pdf") return drawPage(stream, 1, side);
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  const page = pictureAsPdf(Buffer.concat(parts));
  return page && drawPage(page, 1, side);
}
