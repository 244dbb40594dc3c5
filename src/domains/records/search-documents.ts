import type { TenantScope } from "../../platform/db/database.ts";
import { rows, sql, write } from "../../platform/db/query.ts";
import { fold, wordsOf } from "../../platform/words.ts";
import type { FiledDocument } from "./dossier.ts";
import { readableBy, type Reader } from "./read-dossier.ts";

const mostTerms = 6;
const mostWords = 20_000;
const longestText = 1_000_000;
/** Of a term that more documents share, only the newest are looked through. */
const furthest = 20_000;

/** Documents whose words nobody has read yet, oldest first. */
export async function listUnread(scope: TenantScope, limit: number): Promise<(FiledDocument & { caseId: string })[]> {
  return rows(
    scope,
    sql<
      FiledDocument & { caseId: string }
    >`select f.id, f.title, f.kind, f.file_id as "fileId", f.source_id as "sourceId", f.media_type as "mediaType",
        f.filed_at as "filedAt", d.case_id as "caseId"
      from records.filed_documents f join records.dossiers d on d.tenant_id = f.tenant_id and d.id = f.dossier_id
      where f.read_at is null order by f.id limit ${limit}`,
  );
}

/** Keeps what stands in a document, so that it is found by its words; a document without text is found by its title. */
export function keepText(scope: TenantScope, { id, title }: Pick<FiledDocument, "id" | "title">, text: string): void {
  const body = text.replaceAll("\0", " ").toWellFormed().slice(0, longestText);
  const words = wordsOf(`${title} ${body}`).slice(0, mostWords);
  if (body.trim())
    write(
      scope,
      sql`insert into records.document_texts (tenant_id, document_id, body) values (${scope.tenant}, ${id}, ${body}) on conflict do nothing`,
    );
  write(
    scope,
    sql`insert into records.words (tenant_id, word, document_id)
        select ${scope.tenant}, word, ${id} from unnest(${words}::text[]) as word on conflict do nothing`,
  );
  write(scope, sql`update records.filed_documents set read_at = ${scope.clock.now()} where id = ${id}`);
}

/** A document that holds every word asked for, with the words around the first of them. */
export interface FoundDocument {
  id: string;
  title: string;
  kind: string;
  dossierId: string;
  fileReference: string;
  dossierTitle: string;
  /** Text before, the words found, text after; undefined when they stand in the title. */
  around: { before: string; found: string; after: string } | undefined;
}

/** Documents in dossiers this reader may see, that hold a word beginning with each word of the text; newest first. */
export async function searchDocuments(
  scope: TenantScope,
  reader: Reader,
  text: string,
  limit: number,
): Promise<FoundDocument[]> {
  const terms = wordsOf(text).slice(0, mostTerms);
  const [first, ...others] = terms.toSorted((a, b) => b.length - a.length);
  if (first === undefined) return [];
  const begins = (term: string) => sql`w.word >= ${term} and w.word < ${`${term}\u{10FFFF}`}`;
  const found = await rows(
    scope,
    sql<Omit<FoundDocument, "around"> & { body: string | null }>`
      select f.id, f.title, f.kind, d.id as "dossierId", d.file_reference as "fileReference", d.title as "dossierTitle",
        (select body from records.document_texts t where t.tenant_id = f.tenant_id and t.document_id = f.id) as body
      from records.filed_documents f join records.dossiers d on d.tenant_id = f.tenant_id and d.id = f.dossier_id
      where f.id in (select w.document_id from records.words w where ${begins(first)} order by w.document_id desc limit ${furthest})
        ${sql.join(
          others.map(
            (term) =>
              sql`and exists (select from records.words w where w.tenant_id = f.tenant_id and w.document_id = f.id and ${begins(term)})`,
          ),
          sql` `,
        )}
        and ${readableBy(reader)} order by f.id desc limit ${limit}`,
  );
  return found.map(({ body, ...document }) => ({ ...document, around: around(body ?? "", terms) }));
}

const sides = 80;

/** The first word of a text that begins with one of the terms, with what stands around it. */
function around(body: string, terms: readonly string[]): FoundDocument["around"] {
  for (const match of body.matchAll(/[\p{L}\p{N}]+/gu)) {
    const folded = fold(match[0]);
    if (!terms.some((term) => folded.startsWith(term))) continue;
    const end = match.index + match[0].length;
    const plain = (part: string): string => part.replaceAll(/\s+/g, " ");
    return {
      // Half a word at the edges says nothing.
      before: plain(body.slice(Math.max(0, match.index - sides), match.index)).replace(
        match.index > sides ? /^\S*\s/ : "",
        "",
      ),
      found: match[0],
      after: plain(body.slice(end, end + sides)).replace(end + sides < body.length ? /\s\S*$/ : "", ""),
    };
  }
  return undefined;
}
