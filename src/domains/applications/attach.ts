import { checkFile, type AnswerProblem, type FieldOf, type FileRef, type Path } from "@allmende/forms";
import type { TenantScope } from "../../platform/db/database.ts";
import { newId } from "../../platform/ids.ts";
import { audit } from "../../platform/audit/audit.ts";
import type { StoredFile } from "../../platform/files/file-store.ts";
import { actorOf, scanAttachmentJob, type Attachment, type Person } from "./application.ts";
import { getApplication, insertAttachment } from "./application-store.ts";

/** A file that was received and lies in the store, not yet named by anything. */
export interface ReceivedFile {
  path: Path;
  name: string;
  /** What the first bytes say it is; undefined when they are no type we take. */
  type: string | undefined;
  stored: StoredFile;
}

/** The media type by the first bytes; the name and what the browser claims are not believed. */
export function sniffType(head: Uint8Array): string | undefined {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte);
  if (starts(0x25, 0x50, 0x44, 0x46, 0x2d)) return "application/pdf";
  if (starts(0xff, 0xd8, 0xff)) return "image/jpeg";
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  return undefined;
}

/** A file name as it may be shown: no path, no controls, at most 120 characters; it never decides about access. */
export function tidyName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  // Controls and direction overrides could make "exe.pdf" read otherwise.
  const clean = last
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, "")
    .trim();
  return Array.from(clean || "Datei")
    .slice(-120)
    .join("");
}

/** Takes received files as attachments of a field; a file the field does not take is a problem, the others stay. */
export async function attachFiles(
  scope: TenantScope,
  person: Person,
  applicationId: string,
  field: FieldOf<"file">,
  received: readonly ReceivedFile[],
): Promise<{ refs: FileRef[]; problems: AnswerProblem[] }> {
  await getApplication(scope, person, applicationId);
  const refs: FileRef[] = [];
  const problems: AnswerProblem[] = [];
  const now = scope.clock.now();
  for (const { path, name, type, stored } of received) {
    const facts = { name: tidyName(name), size: stored.size, type: type ?? "" };
    const fault = checkFile(facts, field);
    if (fault || !type) {
      problems.push({ path, ...(fault ?? { code: "invalid" }) });
      continue;
    }
    const attachment: Attachment & { sha256: string } = {
      id: newId(now),
      applicationId,
      path,
      ...facts,
      sha256: stored.sha256,
      fileId: stored.id,
      scan: "waiting",
      pages: null,
      addedBy: actorOf(person),
      addedAt: now,
    };
    await insertAttachment(scope, attachment);
    scope.enqueue(scanAttachmentJob, { attachment: attachment.id });
    await audit(scope, {
      actor: actorOf(person),
      act: "applications.attach",
      subject: applicationId,
      details: { attachment: attachment.id },
    });
    refs.push({ attachment: attachment.id, name: facts.name, size: facts.size, type });
  }
  return { refs, problems };
}

/** What a scanner says of a file; undefined when none is configured (demo only). */
export interface Scanner {
  scan(tenant: string, fileId: string): Promise<"clean" | "infected">;
}
