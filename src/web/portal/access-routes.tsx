import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { resumeApplication } from "../../domains/applications/index.ts";
import { closeSession, formToken, openSession, prolongSession, takeHandover } from "../../domains/identity/index.ts";
import { Refusal } from "../../platform/errors.ts";
import { digest } from "../../platform/ids.ts";
import { ensureSecret, findBrowserMark, findSecret, forgetSecret, renewSecret, setBrowserMark } from "../cookies.ts";
import { portalOf, type WebEnvironment } from "../environment.ts";
import { localPath } from "../local-path.ts";
import { frameOf } from "./frame.ts";
import { showLater } from "./later-routes.tsx";
import { ensureCitizen, findCitizen, personOf } from "./person.ts";
import { resumePage } from "./plain-pages.tsx";
import { adoptGuestWork } from "./adopt-guest-work.ts";
import { posted } from "./posted.ts";

/** Ways in: by number and code, by account; and the way out. */
export const accessRoutes = new Hono<WebEnvironment>();

accessRoutes.get("/stand", (c) =>
  c.html(
    resumePage(frameOf(c), {
      token: formToken(ensureSecret(c, "portal")),
      reference: (c.req.query("nummer") ?? "").slice(0, 40),
    }),
  ),
);

accessRoutes.post("/stand", async (c) => {
  const { tenant } = portalOf(c);
  const form = await posted(c);
  const secret = findSecret(c, "portal");
  const frame = frameOf(c);
  const reference = form.one("nummer").slice(0, 40);
  const outcome = await c.env.house.database
    .withTenant(tenant.id, async (scope) =>
      resumeApplication(scope, personOf(await ensureCitizen(c, scope)), reference, form.one("code").slice(0, 40)),
    )
    .catch((error: unknown) => {
      if (error instanceof Refusal && error.code === "applications.locked") return "locked" as const;
      throw error;
    });
  if (outcome === "locked" || outcome === undefined) {
    const problem = outcome === "locked" ? frame.t.resumeLocked : frame.t.resumeWrong;
    return c.html(
      resumePage(frame, { token: formToken(secret ?? ""), reference, problem }),
      outcome === "locked" ? 429 : 422,
    );
  }
  // A code that the office saw opens once: its citizen gets one of their own, and sees it here.
  if (outcome.own) return showLater(c, { key: outcome.own, own: true }, outcome.id);
  return c.redirect(`/antraege/${outcome.id}`, 303);
});

accessRoutes.get("/anmeldung", (c) => {
  const { tenant } = portalOf(c);
  const mark = setBrowserMark(c);
  const query = new URLSearchParams({
    host: tenant.host,
    weiter: localPath(c.req.query("weiter"), "/meine-antraege"),
    marke: digest(mark).toString("base64url"),
    art: "citizen",
  });
  return c.redirect(`${c.env.addresses.signIn}/anmeldung?${query}`, 303);
});

accessRoutes.get("/anmeldung/fertig", async (c) => {
  const { tenant } = portalOf(c);
  const handover = await c.env.house.database.withAlliance((scope) =>
    takeHandover(scope, c.req.query("code") ?? "", tenant.host, findBrowserMark(c) ?? ""),
  );
  const before = findSecret(c, "portal");
  await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const guest = before ? await findCitizen(c, scope) : undefined;
    const session = await openSession(scope, renewSecret(c, "portal"), {
      kind: "citizen",
      accountId: handover.accountId,
      name: handover.name,
    });
    if (guest) {
      if (guest.kind === "guest" && session.accountId) await adoptGuestWork(scope, guest.id, session.accountId);
      await closeSession(scope, guest.id);
    }
  });
  return c.redirect(handover.path, 303);
});

/** Lets the session go on; asked by a page's question shortly before its end. */
accessRoutes.post("/sitzung", async (c) => {
  const form = await posted(c);
  const ends = await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) => {
    const session = await findCitizen(c, scope);
    return session && prolongSession(scope, session);
  });
  if (!ends) throw new HTTPException(401);
  if (c.req.header("accept") === "application/json") return c.json({ ends });
  return c.redirect(localPath(form.one("weiter"), "/meine-antraege"), 303);
});

accessRoutes.post("/abmeldung", async (c) => {
  const { tenant } = portalOf(c);
  await posted(c);
  await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const session = await findCitizen(c, scope);
    if (session) await closeSession(scope, session.id);
  });
  forgetSecret(c, "portal");
  return c.redirect("/", 303);
});
