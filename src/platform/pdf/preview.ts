import type { FileStore } from "../files/file-store.ts";
import { countPages, drawPage, type PdfBytes, type Seat } from "./draw-pdf.ts";
import { pictureAsPdf } from "./picture-as-pdf.ts";

interface Kept {
  fileId: string;
  type: string;
}

/** Pixels of the longer side: enough to see whether the right page was photographed, and sharply. */
const side = 720;

/** A stored PDF, opened when it is its turn. */
export const storedPdf =
  (files: FileStore, tenant: string, { fileId }: Pick<Kept, "fileId">): PdfBytes =>
  async () =>
    (await files.read(tenant, fileId)).stream;

/** How many pages a stored PDF has; null for all else, and where nobody can tell. Throws while too many wait. */
export async function pagesOf(files: FileStore, tenant: string, kept: Kept): Promise<number | null> {
  if (kept.type !== "application/pdf") return null;
  const pages = await countPages(storedPdf(files, tenant, kept), "scan");
  if (pages === "busy") throw new Error("Too many files wait for their pages to be counted.");
  return pages ?? null;
}

/** A small JPEG of a stored picture or of the first page of a PDF; undefined where none can be drawn. */
export function drawPreview(files: FileStore, tenant: string, kept: Kept, seat: Seat): Promise<Buffer | undefined> {
  if (kept.type === "application/pdf") return drawPage(storedPdf(files, tenant, kept), 1, side, seat);
  return drawPage(
    async () => {
      const { stream } = await files.read(tenant, kept.fileId);
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer);
      return pictureAsPdf(Buffer.concat(parts));
    },
    1,
    side,
    seat,
  );
}
