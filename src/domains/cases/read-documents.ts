import type { TenantScope } from "../../platform/db/database.ts";
import type { FileStore } from "../../platform/files/file-store.ts";
import { NotFound } from "../../platform/errors.ts";
import { keepText, listUnread, type FiledDocument } from "../records/index.ts";
import { readDocument, wordsOfBlocks } from "./document-text.ts";

const atOnce = 50;
const largestText = 2_000_000;

/** Reads the words of documents filed since the last time, some at once; asked every few seconds. The answer is how many. */
export async function readDocuments(scope: TenantScope, files: FileStore): Promise<number> {
  const unread = await listUnread(scope, atOnce);
  for (const document of unread) keepText(scope, document, await wordsIn(scope, files, document));
  return unread.length;
}

async function wordsIn(
  scope: TenantScope,
  files: FileStore,
  document: FiledDocument & { caseId: string },
): Promise<string> {
  const content = await readDocument(scope, document.caseId, document);
  if (content) return wordsOfBlocks(content.blocks);
  const { fileId, mediaType } = document;
  if (!fileId || !mediaType || !/^text\/(plain|csv)\b/.test(mediaType)) return "";
  return textOf(files, scope.tenant, fileId);
}

/** The beginning of a text file; one that is gone has no words. */
async function textOf(files: FileStore, tenant: string, id: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of (await files.read(tenant, id)).stream) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > largestText) break;
    }
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
  return Buffer.concat(chunks).toString("utf8");
}
