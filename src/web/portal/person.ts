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

/** Nobody in particular: takes part in nothing, so everything is NotFound. */
const nobody: Person = { sessionId: "00000000-0000-0000-0000-000000000000", accountId: null };

export const personOf = (session: Session | undefined): Person =>
  session ? { sessionId: session.id, accountId: session.accountId } : nobody;
