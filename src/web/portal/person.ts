import { HTTPException } from "hono/http-exception";
import { findSession, openSession, type Session } from "../../domains/identity/index.ts";
import type { Person } from "../../domains/applications/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { findSecret, ensureSecret } from "../cookies.ts";
import type { WebContext } from "../environment.ts";

/**
 * Where an application is filled in: by its citizen at the portal, or by a caseworker with the citizen at the desk.
 * Each has a cookie and a path of its own; what is asked, checked and kept is the same.
 */
export function seatOf(c: WebContext): { area: "portal" | "amt"; root: "" | "/amt" } {
  return /^\/amt(\/|$)/.test(c.req.path) ? { area: "amt", root: "/amt" } : { area: "portal", root: "" };
}

/** Where the pages of an application lie, as seen from here. */
export const homeOf = (c: WebContext, id: string): string => `${seatOf(c).root}/antraege/${id}`;

/** Who is at the keyboard, if this browser has a session: the citizen at the portal, the caseworker at the desk. */
export async function findCitizen(c: WebContext, scope: TenantScope): Promise<Session | undefined> {
  const { area } = seatOf(c);
  const secret = findSecret(c, area);
  const session = secret && (await findSession(scope, secret));
  return session && (session.kind === "staff") === (area === "amt") ? session : undefined;
}

/** The citizen's session; a guest gets one with the first save. */
export async function ensureCitizen(c: WebContext, scope: TenantScope): Promise<Session> {
  const secret = ensureSecret(c, "portal");
  return (await findSession(scope, secret)) ?? openSession(scope, secret, { kind: "guest" });
}

/** The person of a session. Without one nothing can be anybody's, whatever was asked for: sign in first. */
export function personOf(session: Session | undefined): Person {
  if (!session) throw new HTTPException(401);
  return { sessionId: session.id, accountId: session.accountId, staffId: session.staffId };
}
