export { addDays, addMonths, day, parseDay, weekday, type Day } from "./day.ts";
export { deadlineAfter, type Deadline } from "./deadline.ts";
export { holidayName, holidaysOf, type Holiday } from "./holidays.ts";
export { noticeByRetrieval, noticeGiven, type Dispatch, type NoticeGiven } from "./notice-given.ts";
export { noticeRules } from "./notice-rules.ts";
export { parsePeriod, type Period } from "./period.ts";
export { lands, type Land, type LocalHoliday, type Place } from "./place.ts";
export {
  ruleInForce,
  type Channel,
  type NoticeRule,
  type ProcedureKind,
  type Remedy,
  type RemedyRule,
} from "./procedure-law.ts";
export type { Reason, Rule } from "./reason.ts";
export { remedyNotice, type RemedyNotice } from "./remedy-notice.ts";
export { remedyRules } from "./remedy-rules.ts";
export { addWorkingDays, isWorkingDay, nextWorkingDay, restDay, workingDaysBetween } from "./working-days.ts";
