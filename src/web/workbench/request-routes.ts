import { Hono } from "hono";
import { wordingIn } from "@allmende/service-package";
import { addWorkingDays, day, parseDay, type Land } from "@allmende/deadlines";
import { getForOffice, listSubmissions, partOfQuestion } from "../../domains/applications/index.ts";
import {
  getSeenCase,
  refuseIfOutOfReach,
  requestInformation,
  type Case,
  type RequestReason,
} from "../../domains/cases/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { portalOf, type WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { frameFor } from "./inbox-routes.ts";
import { reasons, requestPage, type RequestView } from "./request-page.tsx";

/** Demanding what is missing ("Nachforderung"). */
export const requests = new Hono<WebEnvironment>();

requests.get("/vorgaenge/:id/nachforderung", (c) =>
  asStaff(c, async (scope, staff) => {
    const found = await getSeenCase(scope, staff, c.req.param("id"));
    await refuseIfOutOfReach(scope, staff, found);
    const today = legalDay(scope.clock.now());
    const until = addWorkingDays(day(today), 10, { land: portalOf(c).tenant.land as Land });
    return c.html(
      requestPage(
        await frameFor(c, scope, staff),
        await requestView(scope, found, { chosen: [], message: "", until, problems: [] }),
      ),
    );
  }),
);

async function requestView(
  scope: TenantScope,
  found: Case,
  entered: Pick<RequestView, "chosen" | "message" | "until" | "problems">,
): Promise<RequestView> {
  if (!found.applicationId) throw new Refusal("cases.closed");
  const service = await loadPinned(scope, found.releaseId);
  const application = await getForOffice(scope, found.applicationId);
  const walk = service.form.walk(application.answers, { now: application.receivedAt ?? found.receivedAt });
  const wording = wordingIn(service, "de");
  const asked = walk.asked.filter(({ path, node }) => !path.includes(".") && !node.repeat);
  const items = asked
    .filter(({ path }) => partOfQuestion(service.form, path) === undefined)
    // Evidence first: that is what is missing most often.
    .toSorted((a, b) => Number(b.node.field.type === "file") - Number(a.node.field.type === "file"))
    .map(({ path, value }) => ({
      path,
      label: wording.label(path),
      answered: value === undefined ? "(nicht angegeben)" : "",
    }));
  const [first] = await listSubmissions(scope, application.id);
  const others = (first?.hands ?? []).flatMap((hand) =>
    hand.role === "contributor"
      ? [
          {
            name: hand.name,
            labels: asked.filter(({ path }) => hand.answers.includes(path)).map(({ path }) => wording.label(path)),
          },
        ]
      : [],
  );
  return { found, items, others, ...entered };
}

requests.post("/vorgaenge/:id/nachforderung", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const id = c.req.param("id");
    const chosen = form.all("punkt");
    const until = form.one("bis");
    const message = form.one("nachricht").trim();
    const problems: RequestView["problems"] = [];
    if (chosen.length === 0) problems.push({ target: "punkte", text: "Wählen Sie, was fehlt." });
    if (!message) problems.push({ target: "nachricht", text: "Schreiben Sie, was genau fehlt." });
    if (message.length > 5000)
      problems.push({ target: "nachricht", text: "Kürzen Sie die Nachricht auf höchstens 5.000 Zeichen." });
    if (!parseDay(until) || until <= legalDay(scope.clock.now()))
      problems.push({ target: "bis", text: "Wählen Sie eine Frist in der Zukunft." });
    if (problems.length > 0) {
      const view = await requestView(scope, await getSeenCase(scope, staff, id), { chosen, message, until, problems });
      return c.html(requestPage(await frameFor(c, scope, staff), view), 422);
    }
    const items = chosen.map((path) => ({ path, reason: reasonOf(form.one(`grund.${path}`)) }));
    await requestInformation(scope, staff, id, { items, message, until });
    return c.redirect(`/amt/vorgaenge/${id}`, 303);
  }),
);

const reasonOf = (text: string): RequestReason =>
  reasons.some(([value]) => value === text) ? (text as RequestReason) : "missing";
