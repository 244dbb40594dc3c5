import type { Answers } from "@allmende/forms";
import type { Actor } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import type { Application, Person } from "./application.ts";
import { findIntake, type Identified } from "./intake.ts";
import type { Signed } from "./signed.ts";

/** Somebody who put answers in besides the applicant ("wer hat was für wen eingetragen"), as it stood at the submission. */
export interface Hand {
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

/** Who put in what of these answers besides who submits them; an application filled in by one person alone asks nothing. */
export async function handsOf(
  scope: TenantScope,
  person: Person,
  { id, source, entered }: Application,
  answers: Answers,
  signed: Signed | undefined,
): Promise<Hand[]> {
  if (source === "online") return [];
  const intake = await findIntake(scope, id);
  if (!intake) return [];
  const { staffId, name, applicant, identifiedBy } = intake;
  const actor: Actor = `staff:${staffId}`;
  const own = Object.keys(answers).filter((key) => entered[key] === actor);
  // All they had entered the applicant has sent again.
  if (own.length === 0 && !person.staffId) return [];
  return [
    {
      role: "caseworker",
      staffId,
      name,
      channel: source,
      applicant,
      identifiedBy,
      ...(signed && { signed }),
      answers: own,
    },
  ];
}
