import type { Path } from "@allmende/forms";
import type { ClosureKind } from "@allmende/service-package";

export type { ClosureKind };

export type CaseStatus = "new" | "in-progress" | "waiting" | "closed";

/** A caseworker's matter ("Vorgang"). `dueOn` is a legal day, ISO. */
export interface Case {
  id: string;
  slug: string;
  releaseId: string;
  applicationId: string | null;
  source: "online" | "counter" | "phone" | "paper" | "ex-officio" | "handover";
  mode: "live" | "trial";
  status: CaseStatus;
  fileReference: string | null;
  departmentId: string | null;
  assigneeId: string | null;
  title: string;
  subject: string;
  applicant: string;
  nextElement: string | null;
  nextTaskId: string | null;
  dueOn: string | null;
  /** The legal day with whose end it is deemed granted ("Genehmigungsfiktion"); null where none runs. */
  deemedOn: string | null;
  /** Something happened that nobody has looked at yet: "answer", "overdue", "due-soon", "overdue-step", "objection", "statement", "signature", "deemed-soon". */
  news: string | null;
  receivedAt: Date;
  changedAt: Date;
}

/** The day that must not be missed: of the step, or of the deemed approval when that comes first. */
export const dueDayOf = ({ dueOn, deemedOn }: Pick<Case, "dueOn" | "deemedOn">): string | null =>
  dueOn && deemedOn ? (dueOn < deemedOn ? dueOn : deemedOn) : (dueOn ?? deemedOn);

/** Which states follow which: the one table. */
export const caseTransitions: Record<CaseStatus, readonly CaseStatus[]> = {
  new: ["in-progress", "waiting", "closed"],
  "in-progress": ["waiting", "closed", "new"],
  waiting: ["in-progress", "closed"],
  closed: ["in-progress"],
};

/** The end of a case ("Erledigung"); with reasons where a decision was made. */
export interface Closure {
  kind: ClosureKind;
  decision: { reasons: string; stipulations: string } | null;
  /** Why, where a person closed it and not its workflow. */
  reason: string;
  closedBy: string;
  closedAt: Date;
}

export type RequestReason = "missing" | "unreadable" | "wrong" | "outdated";

/** A demand for missing evidence ("Nachforderung"); until it is met the period of § 42a VwVfG does not begin. */
export interface InformationRequest {
  id: string;
  caseId: string;
  message: string;
  /** Legal day, ISO. */
  until: string;
  state: "open" | "answered" | "withdrawn" | "dropped";
  askedBy: string;
  askedAt: Date;
  remindedAt: Date | null;
  overdueAt: Date | null;
  answeredAt: Date | null;
  items: { path: Path; reason: RequestReason; answered: boolean }[];
}

export interface Note {
  id: string;
  /** Null where another authority wrote it. */
  authorId: string | null;
  author: string;
  body: string;
  at: Date;
}

/** A caseworker at work. */
export interface Caseworker {
  id: string;
  name: string;
  departmentId: string;
}
