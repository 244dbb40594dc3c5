import type { Land } from "@allmende/deadlines";
import { fromJson, type FeelValue } from "@allmende/feel";
import {
  describeApplication,
  findText,
  type letterNames,
  plainText,
  renderLetter,
  type CompiledService,
  type LetterBlock,
} from "@allmende/service-package";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import type { Paper, PaperBlock } from "../../platform/pdf/paper.ts";
import { findFee, foldSubmissions, getForOffice, listSubmissions } from "../applications/index.ts";
import type { Letter, LetterNotice } from "../letters/index.ts";
import { crestSvg, findDepartment, getOwnTenant } from "../tenancy/index.ts";
import type { Case } from "./case.ts";
import { listDeemedSteps } from "./deemed-approval.ts";
import { templateFor } from "./draft-letter.ts";
import { listContacts } from "./contact.ts";
import { germanDay } from "./applicant-words.ts";
import { instructionOf, noticeOf } from "./remedy.ts";

/** What a caseworker adds to a letter: reasons of a refusal, conditions, an own sentence. */
export interface LetterInput {
  begruendung?: string;
  auflagen?: string;
}

export interface ComposedLetter {
  paper: Paper;
  blocks: LetterBlock[];
  subject: string;
  notice: LetterNotice | null;
  /** By post where nobody has an account to read it in. */
  delivery: Letter["delivery"];
  /** Blocks that miss what nobody answered, in a case without an application: they want words of the caseworker. */
  gaps: readonly string[];
}

/** Fills a letter of the service with what the case knows; used for the preview and for the real one alike. */
export async function composeLetter(
  scope: TenantScope,
  about: Case,
  service: CompiledService,
  name: string,
  input: LetterInput,
  { language = "de", signer }: { language?: string; signer?: string } = {},
): Promise<ComposedLetter> {
  const translated = language === "de" ? undefined : service.letters.get(name)?.get(language);
  const template = translated ?? (await templateFor(scope, about, service, name));
  if (!template) throw new Error(`the service has no letter ${name}`);
  const now = scope.clock.now();
  const tenant = await getOwnTenant(scope);
  const department = await findDepartment(scope, service.definition.department);
  const id = about.applicationId;
  const answers = id ? foldSubmissions(await listSubmissions(scope, id)) : {};
  const application = id ? await getForOffice(scope, id) : undefined;
  const receivedAt = application?.receivedAt ?? about.receivedAt;
  const fee = id ? await findFee(scope, id) : undefined;
  const { applicant, address } = id ? describeApplication(service, answers, now) : await recipientByHand(scope, about);
  const title = findText(service.texts.de ?? {}, "service", "title") ?? about.slug;

  const deemed =
    service.definition.deemedApproval && (await listDeemedSteps(scope, about.id)).findLast(({ endsOn }) => endsOn);

  const facts: Record<(typeof letterNames)[number], FeelValue> = {
    aktenzeichen: about.fileReference ?? "",
    heute: fromJson(legalDay(now)),
    eingang: fromJson(legalDay(receivedAt)),
    gebuehr: fromJson(fee?.amount ?? null),
    leistung: title,
    behoerde: tenant.name,
    amt: department?.name ?? "",
    bearbeitung: signer ?? "",
    begruendung: input.begruendung ?? null,
    auflagen: input.auflagen ?? null,
    anrede: `Guten Tag ${applicant},`,
    vollstaendig: fromJson(deemed?.completeOn ?? null),
    fiktion: fromJson(deemed?.endsOn ?? null),
    gesetz: deemed?.law ?? null,
  };
  const context = Object.assign(
    Object.create(null) as Record<string, FeelValue>,
    service.form.context(answers, { now: receivedAt }),
    facts,
  );
  const rendered = renderLetter(template, context);
  const decides = service.definition.letters.find((letter) => letter.name === name)?.kind === "decision";
  const delivery = application?.accountId ? "inbox" : "post";
  // What goes by post is counted anew from the day it is posted.
  const notice = decides ? noticeOf(legalDay(now), tenant.land as Land, service.definition.procedure, delivery) : null;
  const office = department?.contact ?? tenant.contact;
  const paper: Paper = {
    language: template.language,
    title: rendered.subject,
    author: tenant.name,
    crest: crestSvg(tenant.crest),
    sender: [department?.name ?? tenant.name, office.street, `${office.postcode} ${office.place}`, office.phone],
    recipient: [applicant, ...address],
    facts: [
      ["Aktenzeichen", about.fileReference ?? "–"],
      ["Datum", germanDay(legalDay(now))],
    ],
    blocks: rendered.blocks.map(onPaper),
    // § 37 Abs. 3 VwVfG: who signs is named; what a rule decided alone needs no name (Abs. 5).
    ...(signer && { closing: [template.language === "de" ? "Im Auftrag" : "By order", signer] }),
    ...(notice && { foot: [instructionOf(notice, tenant, office)] }),
  };
  return {
    paper,
    blocks: rendered.blocks,
    subject: rendered.subject,
    notice,
    delivery,
    // An answer may be left out of a form; where there is no form, all of them are missing.
    gaps: id ? [] : rendered.gaps,
  };
}

async function recipientByHand(scope: TenantScope, about: Case): Promise<{ applicant: string; address: string[] }> {
  const contact = (await listContacts(scope, about.id)).find(({ role }) => role === "applicant");
  return {
    applicant: about.applicant,
    address: [contact?.street, contact?.place].filter((line) => line !== undefined),
  };
}

function onPaper(block: LetterBlock): PaperBlock {
  if (block.kind === "list" || block.kind === "columns") return block;
  if (block.kind === "heading") return { kind: "heading", level: 2, text: plainText(block) };
  return { kind: "paragraph", pieces: block.pieces };
}
