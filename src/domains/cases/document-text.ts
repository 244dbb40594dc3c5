import { showAnswers, type Answers } from "@allmende/forms";
import { wordingIn } from "@allmende/service-package";
import type { TenantScope } from "../../platform/db/database.ts";
import type { Paper, PaperBlock } from "../../platform/pdf/paper.ts";
import { foldSubmissions, getForOffice, listSubmissions } from "../applications/index.ts";
import { getLetter } from "../letters/index.ts";
import type { FiledDocument } from "../records/index.ts";
import { loadPinned } from "../services/index.ts";
import { germanDay } from "./applicant-words.ts";
import { getCase, listNotes } from "./case-store.ts";
import { listDeemedSteps, type DeemedStep } from "./deemed-approval.ts";
import { listObjections } from "./objection.ts";
import { listRequests } from "./request-store.ts";
import { listStatements } from "./statement.ts";

/** What stands in a filed document that is not a file: to be printed, and to be found by. Undefined for what is a file. */
export async function readDocument(
  scope: TenantScope,
  caseId: string,
  { kind, sourceId }: Pick<FiledDocument, "kind" | "sourceId">,
): Promise<Pick<Paper, "blocks"> | undefined> {
  if (sourceId === null) return undefined;
  if (kind === "letter-out") return (await getLetter(scope, sourceId)).paper;
  if (kind === "application" || kind === "supplement") return { blocks: await answersOf(scope, caseId, sourceId) };
  if (kind === "request") {
    const request = (await listRequests(scope, caseId)).find(({ id }) => id === sourceId);
    const { releaseId } = await getCase(scope, caseId);
    const wording = wordingIn(await loadPinned(scope, releaseId), "de");
    return request && { blocks: [said(request.message), list(request.items.map(({ path }) => wording.label(path)))] };
  }
  if (kind === "note" || kind === "handover") {
    const notes = await listNotes(scope, caseId);
    // What another authority passed on came as notes that nobody here wrote.
    const told = notes.filter(({ id, authorId }) => (kind === "note" ? id === sourceId : authorId === null));
    return { blocks: told.toReversed().map(({ body }) => said(body)) };
  }
  if (kind === "deemed-approval") {
    const occurred = (await listDeemedSteps(scope, caseId)).find(({ step }) => step === "occurred");
    return occurred && { blocks: deemedBlocks(occurred) };
  }
  if (kind === "objection") {
    const objection = (await listObjections(scope, caseId)).find(({ id }) => id === sourceId);
    return objection && { blocks: [said(objection.body)] };
  }
  if (kind === "statement") {
    const statement = (await listStatements(scope, caseId)).find(({ id }) => id === sourceId);
    return statement && { blocks: [said(`${statement.askedOf}: ${statement.question}`), said(statement.answer ?? "")] };
  }
  return undefined;
}

const said = (text: string): PaperBlock => ({ kind: "paragraph", pieces: [{ text }] });
const list = (items: readonly string[]): PaperBlock => ({ kind: "list", items: items.map((text) => [{ text }]) });

const deemedBlocks = ({ law, completeOn, endsOn, reasons }: DeemedStep): PaperBlock[] => [
  said(`Der Antrag gilt mit Ablauf des ${germanDay(endsOn!)} als genehmigt, weil bis dahin nicht entschieden wurde.`),
  said(`${law}; § 42a VwVfG. Die Unterlagen waren am ${germanDay(completeOn!)} vollständig.`),
  list(reasons.map(({ law: rule, from, to }) => `${rule}: ${germanDay(from)} bis ${germanDay(to)}`)),
];

/** The answers as they stood after this submission. */
async function answersOf(scope: TenantScope, caseId: string, submission: string): Promise<PaperBlock[]> {
  const { applicationId } = await getCase(scope, caseId);
  if (!applicationId) return [];
  const application = await getForOffice(scope, applicationId);
  const service = await loadPinned(scope, application.releaseId);
  const all = await listSubmissions(scope, applicationId);
  const upTo = all.slice(0, all.findIndex(({ id }) => id === submission) + 1);
  const answers: Answers = foldSubmissions(upTo);
  const now = upTo.at(-1)?.at ?? application.receivedAt ?? new Date(0);
  return showAnswers(service.form, answers, wordingIn(service, "de"), { now }).flatMap((page): PaperBlock[] => [
    { kind: "heading", level: 2, text: page.title },
    ...page.groups.map((group): PaperBlock => ({
      kind: "table",
      header: ["Frage", "Antwort"],
      rows: group.entries.map((entry): [string, string[]] => [entry.label, entry.lines]),
    })),
  ]);
}

/** The words of blocks, one line each, without their setting. */
export function wordsOfBlocks(blocks: readonly PaperBlock[]): string {
  return blocks
    .map((block) => {
      if (block.kind === "heading") return block.text;
      if (block.kind === "paragraph") return block.pieces.map(({ text }) => text).join("");
      if (block.kind === "list") return block.items.map((item) => item.map(({ text }) => text).join("")).join("\n");
      if (block.kind === "columns")
        return [block.header, ...block.rows]
          .map((cells) => cells.map((pieces) => pieces.map(({ text }) => text).join("")).join(" "))
          .join("\n");
      return block.rows.map(([label, lines]) => [label, ...lines].join(" ")).join("\n");
    })
    .join("\n");
}
