/** A dossier on its way to an archive or another system: xdomea 3.1.0 with every document beside it, in one zip. */
import { createHash } from "node:crypto";
import {
  fileNameOf,
  messageNameOf,
  writeDisposal,
  type DisposalMessage,
  type RecordDocument,
} from "../../../packages/xdomea/src/index.ts";
import { audit, listAudit, type Actor } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { Database, TenantScope } from "../../platform/db/database.ts";
import type { FileStore } from "../../platform/files/file-store.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { Paper } from "../../platform/pdf/paper.ts";
import type { Printer } from "../../platform/pdf/printer.ts";
import { writeZip, type ZipEntry } from "../../platform/zip.ts";
import { listAttachments } from "../applications/index.ts";
import { findFilingPlanEntry, getDossier, type Dossier, type FiledDocument, type Reader } from "../records/index.ts";
import { getDepartment, getOwnTenant, listStaff } from "../tenancy/index.ts";
import { getCase } from "./case-store.ts";
import { readDocument } from "./document-text.ts";

/** What is told of acts in the trail: the page's words, by the code of the act. */
export type ActWords = Readonly<Record<string, string>>;

interface Gathered {
  message: DisposalMessage;
  documents: { filed: FiledDocument; paper: Paper | undefined }[];
}

/**
 * The zip of a dossier a reader may see: its name, and its bytes one document after the other. That it left stands in
 * the trail once everything was there to leave.
 */
export async function exportDossier(
  { database, files, printer }: { database: Database; files: FileStore; printer: Printer },
  tenant: string,
  { reader, actor }: { reader: Reader; actor: Actor },
  id: string,
  acts: ActWords,
): Promise<{ name: string; bytes: AsyncGenerator<Uint8Array> }> {
  const gathered = await database.withTenant(tenant, async (scope) => {
    const found = await gather(scope, reader, id, acts);
    await audit(scope, { actor, act: "records.export-dossier", subject: id });
    return found;
  });
  const { message, documents } = gathered;
  const at = new Date(message.createdAt);
  async function* entries(): AsyncGenerator<ZipEntry> {
    const told: RecordDocument[] = [];
    for (const { filed, paper } of documents) {
      const content = filed.fileId ? await bytesOf(files, tenant, filed.fileId) : await printer.print(paper!);
      const document = describe(filed, createHash("sha256").update(content).digest("hex"));
      told.push(document);
      yield { name: fileNameOf(document), at, bytes: async () => content };
    }
    const xml = writeDisposal({ ...message, dossier: { ...message.dossier, documents: told } });
    yield { name: `${messageNameOf(message)}.xml`, at, bytes: async () => Buffer.from(xml) };
  }
  return { name: `${messageNameOf(message)}.zip`, bytes: writeZip(entries()) };
}

/** A filed document that is no file, as it is printed: to be read in the dossier, and to leave with it. */
export async function paperOfDocument(
  scope: TenantScope,
  { caseId, fileReference }: Pick<Dossier, "caseId" | "fileReference">,
  filed: FiledDocument,
): Promise<Paper | undefined> {
  const content = await readDocument(scope, caseId, filed);
  return content && paperOf(filed.title, (await getOwnTenant(scope)).name, fileReference, content);
}

async function gather(scope: TenantScope, reader: Reader, id: string, acts: ActWords): Promise<Gathered> {
  const dossier = await getDossier(scope, reader, id);
  const [tenant, entry, staff, trail] = await Promise.all([
    getOwnTenant(scope),
    findFilingPlanEntry(scope, dossier.filingPlan),
    listStaff(scope),
    listAudit(scope, dossier.caseId),
  ]);
  const office = dossier.departmentId ? (await getDepartment(scope, dossier.departmentId)).name : tenant.name;
  const names = new Map(staff.map((member) => [`staff:${member.id}`, member.name]));
  const infected = await listInfected(scope, dossier.caseId);
  const documents: Gathered["documents"] = [];
  for (const filed of dossier.documents) {
    if (filed.fileId && infected.has(filed.fileId)) continue;
    const paper = filed.fileId ? undefined : await paperOfDocument(scope, dossier, filed);
    if (filed.fileId || paper) documents.push({ filed, paper });
  }
  const now = scope.clock.now();
  return {
    documents,
    message: {
      processId: newId(now),
      createdAt: now.toISOString(),
      sender: { institution: tenant.name, unit: office },
      recipient: "Archiv",
      system: { name: "Allmende", version: "0.1.0" },
      dossier: {
        id: dossier.id,
        caseRecordId: dossier.caseId,
        fileReference: dossier.fileReference,
        title: dossier.title,
        office,
        filingPlan: { number: dossier.filingPlan, title: entry?.title ?? dossier.filingPlan },
        openedOn: dossier.openedOn,
        closedOn: dossier.closedOn,
        retainUntil: dossier.retainUntil,
        proposal: entry?.disposal === "destroy" ? "destroy" : "choose",
        trail: trail.map(({ actor, at, act }) => ({
          by:
            names.get(actor) ?? (actor === "system" ? "Allmende" : actor.startsWith("staff:") ? office : "Beteiligte"),
          at: at.toISOString(),
          act: acts[act] ?? act,
        })),
        documents: [],
      },
    },
  };
}

/** Files of a case in which a virus was found: they leave no more than they are opened. Refuses `cases.scan_running`. */
async function listInfected(scope: TenantScope, caseId: string): Promise<Set<string>> {
  const { applicationId } = await getCase(scope, caseId);
  const attachments = applicationId ? await listAttachments(scope, applicationId) : [];
  if (attachments.some(({ scan }) => scan === "waiting")) throw new Refusal("cases.scan_running");
  return new Set(attachments.filter(({ scan }) => scan === "infected").map(({ fileId }) => fileId));
}

const kinds: Readonly<Record<string, { name: string; direction: RecordDocument["direction"] }>> = {
  application: { name: "Antrag", direction: "in" },
  supplement: { name: "Nachreichung", direction: "in" },
  attachment: { name: "Anlage", direction: "in" },
  objection: { name: "Widerspruch", direction: "in" },
  statement: { name: "Stellungnahme", direction: "in" },
  "letter-out": { name: "Brief", direction: "out" },
  request: { name: "Nachforderung", direction: "out" },
  "deemed-approval": { name: "Vermerk", direction: "inside" },
  note: { name: "Vermerk", direction: "inside" },
  handover: { name: "Abgabe", direction: "in" },
  "handover-file": { name: "Anlage", direction: "in" },
};

function describe({ id, title, kind, mediaType, fileId, filedAt }: FiledDocument, sha256: string): RecordDocument {
  const { name, direction } = kinds[kind] ?? { name: kind, direction: "inside" as const };
  const fileName = kind === "attachment" ? title : `${title}.pdf`;
  const type = fileId ? (mediaType ?? "application/octet-stream") : "application/pdf";
  return { id, title, kind: name, direction, day: legalDay(filedAt), fileName, mediaType: type, sha256 };
}

function paperOf(title: string, author: string, fileReference: string, content: Pick<Paper, "blocks"> | Paper): Paper {
  if ("author" in content) return content;
  return {
    language: "de",
    title,
    author,
    sender: [],
    facts: [["Aktenzeichen", fileReference]],
    blocks: content.blocks,
  };
}

async function bytesOf(files: FileStore, tenant: string, id: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await files.read(tenant, id)).stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
