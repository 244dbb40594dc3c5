import { addDays, type Day } from "./day.ts";
import { shiftToWorkingDay } from "./deadline.ts";
import { noticeRules } from "./notice-rules.ts";
import type { Place } from "./place.ts";
import { ruleInForce, type Channel, type ProcedureKind } from "./procedure-law.ts";
import type { Reason } from "./reason.ts";

/** How and when a decision left the house. */
export interface Dispatch {
  readonly kind: ProcedureKind;
  readonly place: Place;
  readonly channel: Channel;
  /** Day of posting, of sending, or of being made available. */
  readonly on: Day;
  /** A receipt that is proven to be later than presumed ("später zugegangen"); an earlier one changes nothing. */
  readonly receivedOn?: Day;
}

/** The day a decision counts as made known ("Bekanntgabe"); periods for remedies run from it. */
export interface NoticeGiven {
  readonly on: Day;
  readonly reasons: readonly Reason[];
  /** False where the Land's wording was not read: shown to those who maintain the table. */
  readonly checked: boolean;
}

/** Presumed notice by § 41 Abs. 2 VwVfG of the Land, § 9 OZG or § 122 AO, or the proven later receipt. */
export function noticeGiven(dispatch: Dispatch): NoticeGiven {
  const rules = noticeRules.filter((rule) => rule.channel === dispatch.channel);
  const rule = ruleInForce(rules, dispatch.place.land, dispatch.kind, dispatch.on);
  const presumed: Reason = {
    rule: "presumed-notice",
    law: rule.law,
    from: dispatch.on,
    to: addDays(dispatch.on, rule.dayAfter),
  };
  const shift = rule.shifts ? shiftToWorkingDay(presumed.to, dispatch.place, "§ 108 Abs. 3 AO") : undefined;
  const reasons = shift ? [presumed, shift] : [presumed];
  const on = shift?.to ?? presumed.to;
  if (dispatch.receivedOn === undefined || dispatch.receivedOn <= on) return { on, reasons, checked: rule.checked };
  const proven: Reason = { rule: "proven-receipt", law: rule.law, from: on, to: dispatch.receivedOn };
  return { on: dispatch.receivedOn, reasons: [...reasons, proven], checked: rule.checked };
}

/** Notice by retrieval (§ 41 Abs. 2a VwVfG): the day after; without retrieval within ten days there is no notice at all. */
export function noticeByRetrieval(retrievedOn: Day): NoticeGiven {
  const reason: Reason = {
    rule: "retrieved",
    law: "§ 41 Abs. 2a VwVfG",
    from: retrievedOn,
    to: addDays(retrievedOn, 1),
  };
  return { on: reason.to, reasons: [reason], checked: true };
}
