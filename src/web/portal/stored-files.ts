import { leaves, type PageView } from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import { listAttachments, type Application, type Attachment } from "../../domains/applications/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { isClosed, isPicture } from "../files/shown-file.ts";
import type { PortalTexts } from "../ui/texts/index.ts";

/** What there is a small picture of: of a document only where somebody could read it. */
export const isShown = (file: Pick<Attachment, "type" | "pages">): boolean => isPicture(file) || file.pages !== null;

/** The files of a page's questions, where it has such questions and answers to them. */
export async function filesOn(
  scope: TenantScope,
  service: CompiledService,
  page: string,
  { id, answers }: Pick<Application, "id" | "answers">,
): Promise<Attachment[]> {
  const asked = [...leaves(service.form.page(page)?.nodes ?? [], true)];
  const uploads = asked.some((node) => node.kind === "field" && node.field.type === "file");
  return uploads && JSON.stringify(answers).includes('"attachment"') ? listAttachments(scope, id) : [];
}

/** What their owner sees of them; `home` is the application's own address. */
export function storedFiles(files: readonly Attachment[], home: string, t: PortalTexts): PageView["stored"] {
  const byId = new Map(files.map((file) => [file.id, file]));
  return ({ attachment }) => {
    const file = byId.get(attachment);
    if (!file) return undefined;
    if (isClosed(file)) return { note: file.scan === "waiting" ? t.fileInScan : t.fileInfected };
    const href = `${home}/anlagen/${file.id}`;
    return {
      href,
      ...(isShown(file) && { picture: `${href}/bild` }),
      ...(file.pages !== null && { pages: file.pages }),
    };
  };
}
