import { day, type Day } from "./day.ts";
import type { Land } from "./place.ts";

/** Which code governs: the Land's VwVfG, or AO through the Land's KAG for municipal taxes. */
export type ProcedureKind = "administrative" | "tax";

/** How a decision leaves the house: letter post, sent electronically, made available in the inbox of a UserAccount (§ 9 OZG). */
export type Channel = "post" | "electronic" | "inbox";

/** A dated rule says since when it holds, where it stands, and whether we read its text or know it only from the Land's usual parallel. */
interface Dated {
  readonly land: Land | "all";
  readonly kind: ProcedureKind;
  readonly validFrom: Day;
  readonly law: string;
  readonly source: string;
  readonly checked: boolean;
}

/** Presumption of notice ("Bekanntgabefiktion"). */
export interface NoticeRule extends Dated {
  readonly channel: Channel;
  /** Notice counts as given on this many-th day after the event. */
  readonly dayAfter: number;
  /** Whether the presumed day moves to the next working day: BFH IX R 68/98 for AO; under VwVfG it is a date and no period, so it stays (HessVGH OS IV 97/65, OVG Lüneburg 4 LA 44/10). */
  readonly shifts: boolean;
}

export type Remedy = "objection" | "action" | "objection-or-action";

/** Which remedy is open, and its period in months. */
export interface RemedyRule extends Dated {
  readonly remedy: Remedy;
  readonly months: number;
}

/** The rule in force for a Land on a day; a Land's own row goes before the row for all. */
export function ruleInForce<R extends Dated>(rules: readonly R[], land: Land, kind: ProcedureKind, on: Day): R {
  const inForce = rules
    .filter((rule) => rule.kind === kind && (rule.land === land || rule.land === "all") && rule.validFrom <= on)
    .sort((a, b) => Number(a.land === "all") - Number(b.land === "all") || (a.validFrom < b.validFrom ? 1 : -1));
  const [found] = inForce;
  if (!found) throw new RangeError(`no procedure law for ${kind} in ${land} on ${on}`);
  return found;
}

export const earliest = day("2000-01-01");
