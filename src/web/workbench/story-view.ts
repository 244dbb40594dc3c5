import { showAnswers } from "@allmende/forms";
import { wordingIn, type CompiledService } from "@allmende/service-package";
import { foldSubmissions, type Submission } from "../../domains/applications/index.ts";
import {
  listAdHocTasks,
  listContacts,
  listDeemedSteps,
  listHandovers,
  listLinks,
  type Beholder,
  listObjections,
  listReopenings,
  listStatements,
  listTags,
  type AdHocTask,
  type CaseLink,
  type Contact,
  type DeemedStep,
  type Handover,
  type Objection,
  type Reopening,
  type Statement,
} from "../../domains/cases/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";

/** An answer that a supplement changed, as it read before and after. */
export interface ChangedAnswer {
  label: string;
  before: string;
  after: string;
  at: Date;
}

/** What happened around a case besides its workflow. */
export interface CaseStory {
  objections: readonly Objection[];
  reopenings: readonly Reopening[];
  statements: readonly Statement[];
  contacts: readonly Contact[];
  handovers: readonly Handover[];
  adHocTasks: readonly AdHocTask[];
  tags: readonly string[];
  links: readonly CaseLink[];
  /** How it came, or comes, to count as granted; empty where no law orders that. */
  deemed: readonly DeemedStep[];
  changes: readonly ChangedAnswer[];
}

export async function storyOf(scope: TenantScope, who: Beholder, id: string): Promise<Omit<CaseStory, "changes">> {
  const [objections, reopenings, statements, contacts, handovers, adHocTasks, tags, links, deemed] = await Promise.all([
    listObjections(scope, id),
    listReopenings(scope, id),
    listStatements(scope, id),
    listContacts(scope, id),
    listHandovers(scope, id),
    listAdHocTasks(scope, id),
    listTags(scope, id),
    listLinks(scope, who, id),
    listDeemedSteps(scope, id),
  ]);
  return { objections, reopenings, statements, contacts, handovers, adHocTasks, tags, links, deemed };
}

/** Differences are two folds: all up to a supplement, and with it. Newest first. */
export function changesOf(service: CompiledService, submissions: readonly Submission[], now: Date): ChangedAnswer[] {
  const wording = wordingIn(service, "de");
  const shownWith = (count: number): Map<string, { label: string; text: string }> =>
    new Map(
      showAnswers(service.form, foldSubmissions(submissions.slice(0, count)), wording, { now })
        .flatMap(({ groups }) => groups.flatMap(({ entries }) => entries))
        .map(({ path, label, lines }) => [path, { label, text: lines.join(", ") }]),
    );
  return submissions
    .flatMap(({ kind, at }, index) => {
      if (kind !== "supplement") return [];
      const [before, after] = [shownWith(index), shownWith(index + 1)];
      return [...after].flatMap(([path, { label, text }]) => {
        const old = before.get(path)?.text ?? "";
        return old === text ? [] : [{ label, before: old, after: text, at }];
      });
    })
    .toReversed();
}
