import { HTTPException } from "hono/http-exception";
import { findSession, openSession, type Session } from "../../domains/identity/index.ts";
import type { Person } from "../../domains/applications/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { findSecret, ensureSecret } from "../cookies.ts";
import type { WebContext } from "../environment.ts";

/** The citizen at the keyboard, if this browser has a session. */
export async function findCitizen(c: WebContext, scope: TenantScope): Promise<Session | undefined> {
  const secret = findSecret(c, "portal");
  return secret ? findSession(scope, secret) : undefined;
}

/** The citizen's session; a guest gets one with the first save. */
export async function ensureCitizen(c: WebContext, scope: TenantScope): Promise<Session> {
  const secret = ensureSecret(c, "portal");
  return (await findSession(scope, secret)) ?? openSession(scope, secret, { kind: "guest" });
}

/** The person of a session. Without one nothing can be anybody's, whatever was asked for: sign in first. */
export function personOf(session: Session | undefined): Person {
  if (!session) throw new HTTPException(401);
  return { sessionId: session.id, accountId: session.accountId };
}
