import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { findStaff } from "../../../domains/tenancy/index.ts";
import { NotFound } from "../../../platform/errors.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../../environment.ts";
import { attachmentRoutes } from "../../portal/attachment-routes.ts";
import { checkRoutes } from "../../portal/check-routes.tsx";
import { draftRoutes } from "../../portal/draft-routes.tsx";
import { partsRoutes } from "../../portal/parts-routes.ts";
import { findCitizen } from "../../portal/person.ts";
import { recordPaper } from "../../portal/record-routes.tsx";
import { versionRoutes } from "../../portal/version-routes.tsx";
import { asStaff, noteUnknown } from "../access.ts";
import { beginRoutes } from "./begin-routes.tsx";
import { leaveRoutes } from "./leave-routes.tsx";
import { questionRoutes } from "./question-routes.tsx";

/**
 * Applications taken in with the citizen at the counter or on the phone ("Aufnahme"). The pages of the form are the
 * citizens' own; how an intake begins and how it is left is the desk's.
 */
export const intakes = new Hono<WebEnvironment>();

intakes.use("/antraege/:id/*", async (c, next) => {
  // A page is asked for by somebody who must sign in first; a form that was posted keeps what was typed.
  if (c.req.method === "GET") {
    const answer = await asStaff(c, async () => new Response(null, { status: 204 }));
    if (answer.status !== 204) return answer;
  } else if (await hasLeft(c)) throw new HTTPException(401);
  await next();
  if (!(c.error instanceof NotFound)) return undefined;
  const session = await c.env.house.database.withTenant(portalOf(c).tenant.id, (scope) => findCitizen(c, scope));
  if (session?.staffId) await noteUnknown(c, session.staffId, c.req.path.split("/")[3] ?? "");
  return undefined;
});

/** Whoever posts with a session of somebody who no longer works here. */
const hasLeft = (c: WebContext): Promise<boolean> =>
  c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) => {
    const staffId = (await findCitizen(c, scope))?.staffId;
    return staffId ? !(await findStaff(scope, staffId)) : false;
  });

intakes
  .route("/", beginRoutes)
  .route("/", questionRoutes)
  .route("/", draftRoutes)
  .route("/", attachmentRoutes)
  .route("/", partsRoutes)
  .route("/", checkRoutes)
  .route("/", versionRoutes)
  .route("/", recordPaper)
  .route("/", leaveRoutes);
