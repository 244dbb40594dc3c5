import { deadlineAfter, type Deadline } from "./deadline.ts";
import type { NoticeGiven } from "./notice-given.ts";
import type { Place } from "./place.ts";
import { ruleInForce, type ProcedureKind, type Remedy } from "./procedure-law.ts";
import type { Reason } from "./reason.ts";
import { remedyRules } from "./remedy-rules.ts";

/** What a decision must tell about objecting to it ("Rechtsbehelfsbelehrung"), with the days that follow. */
export interface RemedyNotice {
  readonly remedy: Remedy;
  /** How long it is open. */
  readonly months: number;
  readonly law: string;
  readonly deadline: Deadline;
  /** The year that runs instead when the notice is missing or wrong (§ 58 Abs. 2 VwGO). */
  readonly withoutInstruction: Deadline;
  readonly checked: boolean;
}

export function remedyNotice(about: { kind: ProcedureKind; place: Place; notice: NoticeGiven }): RemedyNotice {
  const rule = ruleInForce(remedyRules, about.place.land, about.kind, about.notice.on);
  const ordinary = deadlineAfter(about.notice.on, { months: rule.months }, about.place);
  const long = deadlineAfter(about.notice.on, { years: 1 }, about.place);
  return {
    remedy: rule.remedy,
    months: rule.months,
    law: rule.law,
    deadline: explained(ordinary, about.notice, { rule: "remedy-period", law: rule.law }),
    withoutInstruction: explained(long, about.notice, {
      rule: "remedy-period-without-instruction",
      law: "§ 58 Abs. 2 VwGO",
    }),
    checked: rule.checked && about.notice.checked,
  };
}

function explained(deadline: Deadline, notice: NoticeGiven, why: Pick<Reason, "rule" | "law">): Deadline {
  const opened: Reason = { ...why, from: notice.on, to: notice.on };
  return { ...deadline, reasons: [...notice.reasons, opened, ...deadline.reasons] };
}
