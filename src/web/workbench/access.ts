import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { closeSession, findSession, openSession, takeHandover } from "../../domains/identity/index.ts";
import { findStaff, findStaffBySubject, type Staff } from "../../domains/tenancy/index.ts";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound } from "../../platform/errors.ts";
import { digest, isId } from "../../platform/ids.ts";
import { findBrowserMark, findSecret, forgetSecret, renewSecret, setBrowserMark } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { checkOrigin, checkToken } from "../guard.ts";
import { localPath } from "../local-path.ts";
import { readForm, type PostedForm } from "../read-form.ts";
import { staffMessage } from "./staff-page.tsx";

/** Coming in and going out: the alliance's sign-in host knows who it is, the tenant knows whether they work here. */
export const access = new Hono<WebEnvironment>();

/** An answer, or what makes it once the step is committed: printing takes long, and needs nothing of the database. */
type Answer = Response | (() => Promise<Response>);

/** Runs as the signed-in member of staff; without one the browser goes to sign in and comes back here. */
export async function asStaff(
  c: WebContext,
  work: (scope: TenantScope, staff: Staff) => Promise<Answer>,
): Promise<Response> {
  const { database } = c.env.house;
  const secret = findSecret(c, "amt");
  let staff: Staff | undefined;
  const answer =
    secret &&
    (await database
      .withTenant(portalOf(c).tenant.id, async (scope) => {
        const session = await findSession(scope, secret);
        if (session?.kind !== "staff" || !session.staffId) return undefined;
        staff = await findStaff(scope, session.staffId);
        return staff && work(scope, staff);
      })
      .catch(async (error: unknown) => {
        if (staff && error instanceof NotFound)
          await noteUnknown(c, staff.id, Object.values(c.req.param()).at(-1) ?? "");
        throw error;
      }));
  if (answer) return typeof answer === "function" ? answer() : answer;
  // What was typed must not be lost on the way to sign in: the page about it keeps the form.
  if (c.req.method !== "GET") throw new HTTPException(401);
  return c.redirect(`/amt/anmeldung?weiter=${encodeURIComponent(c.req.path)}`, 303);
}

/** Who asks for what is not there leaves a line: whoever tries the ids of others can be found (fault T1). */
export async function noteUnknown(c: WebContext, staffId: string, id: string): Promise<void> {
  if (!isId(id)) return;
  await c.env.house.database.withTenant(portalOf(c).tenant.id, (scope) =>
    audit(scope, { actor: `staff:${staffId}`, act: "cases.ask-unknown", subject: id }),
  );
}

/** A posted form of a signed-in member of staff: origin and token checked, then the work. */
export async function asPostingStaff(
  c: WebContext,
  work: (scope: TenantScope, staff: Staff, form: PostedForm) => Promise<Answer>,
): Promise<Response> {
  checkOrigin(c);
  const form = await readForm(c);
  return asStaff(c, (scope, staff) => {
    checkToken(form, findSecret(c, "amt"));
    return work(scope, staff, form);
  });
}

access.get("/anmeldung", (c) => {
  const { tenant } = portalOf(c);
  const path = localPath(c.req.query("weiter"), "/amt");
  const mark = setBrowserMark(c);
  const query = new URLSearchParams({
    host: tenant.host,
    weiter: /^\/amt(?:[/?]|$)/.test(path) ? path : "/amt",
    marke: digest(mark).toString("base64url"),
    art: "staff",
  });
  return c.redirect(`${c.env.addresses.signIn}/anmeldung?${query}`, 303);
});

access.get("/anmeldung/fertig", async (c) => {
  const { tenant } = portalOf(c);
  const { database } = c.env.house;
  const handover = await database.withAlliance((scope) =>
    takeHandover(scope, c.req.query("code") ?? "", tenant.host, findBrowserMark(c) ?? ""),
  );
  const known = await database.withTenant(tenant.id, async (scope) => {
    const staff = handover.kind === "staff" ? await findStaffBySubject(scope, handover.subject) : undefined;
    if (staff) await openSession(scope, renewSecret(c, "amt"), { kind: "staff", staffId: staff.id, name: staff.name });
    return staff;
  });
  if (known) return c.redirect(handover.path, 303);
  return c.html(
    staffMessage(
      c,
      "Kein Zugang",
      `Sie arbeiten nicht für ${tenant.name}. Melden Sie sich mit dem Konto Ihrer Verwaltung an.`,
    ),
    403,
  );
});

access.post("/abmeldung", async (c) => {
  checkOrigin(c);
  const secret = findSecret(c, "amt");
  checkToken(await readForm(c), secret);
  await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) => {
    const session = secret && (await findSession(scope, secret));
    if (session) await closeSession(scope, session.id);
  });
  forgetSecret(c, "amt");
  return c.redirect("/", 303);
});
