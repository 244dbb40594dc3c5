import type { TenantScope } from "../../platform/db/database.ts";
import type { FileStore } from "../../platform/files/file-store.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Printer } from "../../platform/pdf/printer.ts";
import { keepText, listUnread, type FiledDocument } from "../records/index.ts";
import { readDocument, wordsOfBlocks } from "./document-text.ts";

const atOnce = 50;
/** Milliseconds after which a round ends and is committed, so that PDFs made to take long hold no step open for minutes. */
const longestRound = 5_000;
const largestText = 2_000_000;
const largestPdf = 20_000_000;

/** Reads the words of documents filed since the last time, some at once; asked every few seconds, the rest comes next. The answer is how many. */
export async function readDocuments(scope: TenantScope, house: Reading): Promise<number> {
  const began = performance.now();
  let read = 0;
  for (const document of await listUnread(scope, atOnce)) {
    // One that cannot be read is found by its title, and keeps no other from being read.
    const words = await scope.trx.attempt(() => wordsIn(scope, house, document)).catch(() => "");
    keepText(scope, document, words);
    read += 1;
    if (performance.now() - began > longestRound) break;
  }
  return read;
}

/** Where files lie, and who reads PDFs. */
export interface Reading {
  files: FileStore;
  printer: Printer;
}

async function wordsIn(
  scope: TenantScope,
  { files, printer }: Reading,
  document: FiledDocument & { caseId: string },
): Promise<string> {
  const content = await readDocument(scope, document.caseId, document);
  if (content) return wordsOfBlocks(content.blocks);
  const { fileId, mediaType } = document;
  if (!fileId || !mediaType) return "";
  if (/^text\/(plain|csv)\b/.test(mediaType))
    return (await beginningOf(files, scope.tenant, fileId, largestText)).toString("utf8");
  if (mediaType !== "application/pdf") return "";
  // A PDF that cannot be read has no words; it is found by its title all the same.
  return printer.read(await beginningOf(files, scope.tenant, fileId, largestPdf)).catch(() => "");
}

/** The first bytes of a file; one that is gone has none. */
async function beginningOf(files: FileStore, tenant: string, id: string, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of (await files.read(tenant, id)).stream) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > most) break;
    }
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
  return Buffer.concat(chunks);
}
