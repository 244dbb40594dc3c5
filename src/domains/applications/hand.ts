import type { Answers } from "@allmende/forms";
import type { TenantScope } from "../../platform/db/database.ts";
import type { Application, Person } from "./application.ts";
import { findIntake, type Identified } from "./intake.ts";
import type { AskedPart } from "./invitation.ts";
import type { Signed } from "./signed.ts";

/** Somebody who put answers in besides the applicant ("wer hat was für wen eingetragen"), as it stood at the submission. */
export type Hand = CaseworkerHand | ContributorHand;

export interface CaseworkerHand {
  role: "caseworker";
  staffId: string;
  name: string;
  channel: "counter" | "phone";
  /** For whom, as that person was named, and how they were known. */
  applicant: string;
  identifiedBy: Identified;
  /** How signatures and declarations were given; missing where there are none. */
  signed?: Signed;
  /** Ids of the answers that are theirs. */
  answers: string[];
}

/** Who filled in a part by a link of their own. */
export interface ContributorHand {
  role: "contributor";
  name: string;
  part: string;
  /** When they finished, an ISO instant. */
  at: string;
  answers: string[];
}

/** Who put in what of these answers besides who submits them; an application filled in by one person alone asks nothing. */
export async function handsOf(
  scope: TenantScope,
  person: Person,
  application: Application,
  { answers, signed, parts }: { answers: Answers; signed: Signed | undefined; parts: readonly AskedPart[] },
): Promise<Hand[]> {
  const caseworker = await caseworkerHand(scope, person, application, answers, signed);
  const contributors = parts.flatMap(({ part, state, invitation }): ContributorHand[] => {
    if (state !== "done" || !invitation?.answeredAt) return [];
    const own = Object.keys(answers).filter((key) => part.fields.has(key));
    const { name, answeredAt } = invitation;
    return [{ role: "contributor", name, part: part.id, at: answeredAt.toISOString(), answers: own }];
  });
  return [...(caseworker ? [caseworker] : []), ...contributors];
}

async function caseworkerHand(
  scope: TenantScope,
  person: Person,
  { id, source, entered }: Application,
  answers: Answers,
  signed: Signed | undefined,
): Promise<CaseworkerHand | undefined> {
  if (source === "online") return undefined;
  const intake = await findIntake(scope, id);
  if (!intake) return undefined;
  const { staffId, name, applicant, identifiedBy } = intake;
  const own = Object.keys(answers).filter((key) => entered[key] === `staff:${staffId}`);
  // All they had entered the applicant has sent again.
  if (own.length === 0 && !person.staffId) return undefined;
  return {
    role: "caseworker",
    staffId,
    name,
    channel: source,
    applicant,
    identifiedBy,
    ...(signed && { signed }),
    answers: own,
  };
}
