import { Hono } from "hono";
import { doOnSeveral, type BulkResult, type BulkStep } from "../../domains/cases/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { isId } from "../../platform/ids.ts";
import type { WebEnvironment } from "../environment.ts";
import type { PostedForm } from "../read-form.ts";
import { de } from "../ui/texts/de.ts";
import { asPostingStaff } from "./access.ts";
import { frameFor } from "./inbox-routes.ts";
import { receiverOf } from "./receivers.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

/** One step on several cases of a list; the answer names each. */
export const bulk = new Hono<WebEnvironment>();

bulk.post("/stapel", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const step = await stepOf(scope, form);
    const results = await doOnSeveral(scope, staff, form.all("vorgang").filter(isId), step);
    return c.html(resultsPage(await frameFor(c, scope, staff), step, results));
  }),
);

async function stepOf(scope: TenantScope, form: PostedForm): Promise<BulkStep> {
  const verb = form.one("schritt");
  if (verb === "schlagwort") return { verb: "tag", tag: form.one("wort") };
  if (verb === "zuweisen") return { verb: "assign", ...(await receiverOf(scope, form.one("an"))), words: "" };
  return { verb: verb === "zurueckgeben" ? "hand-back" : "take" };
}

const done: Record<BulkStep["verb"], string> = {
  take: "Übernommen",
  "hand-back": "Zurückgegeben",
  tag: "Schlagwort vergeben",
  assign: "Zugewiesen",
};

function resultsPage(frame: StaffFrame, { verb }: BulkStep, results: readonly BulkResult[]): string {
  const good = results.filter(({ refused }) => !refused).length;
  const title = `${done[verb]}: ${good} von ${results.length}`;
  return renderStaffPage(
    frame,
    title,
    <div class="al-desk__plain">
      <h1>{title}</h1>
      <ul class="al-results">
        {results.map(({ id, found, refused }) => (
          <li key={id}>
            {found ? (
              <a href={`/amt/vorgaenge/${id}`}>
                {[found.title, found.subject].filter(Boolean).join(": ")}, {found.applicant}
                {found.fileReference && <span class="al-results__number"> ({found.fileReference})</span>}
              </a>
            ) : (
              "Ein Vorgang, den es nicht gibt"
            )}
            <span class={refused ? "al-results__no" : "al-meta"}>
              {refused ? (de.refusals[refused] ?? "Das ging nicht.") : done[verb]}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <a href="/amt">Zu meinen Vorgängen</a>
      </p>
    </div>,
  );
}
