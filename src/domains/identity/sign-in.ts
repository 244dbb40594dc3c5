import type { AllianceScope } from "../../platform/db/database.ts";
import { change, findRow, getRow, json, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { digest, newId, newSecret } from "../../platform/ids.ts";

export type SignInKind = "citizen" | "staff";

/** What the identity provider said, checked by the adapter. */
export interface Identification {
  issuer: string;
  subject: string;
  name: string;
  email: string | null;
  /** What else it said of the person; nothing of it is needed. */
  profile?: Profile;
}

/** What an account knows of its person, for forms ("Vorbefüllung"). `birthDate` is an ISO day. */
export interface Profile {
  givenName?: string;
  familyName?: string;
  birthDate?: string;
  street?: string;
  postcode?: string;
  place?: string;
}

/** Accounts of the demo carry this issuer: its sign-in stand-in takes any free port, so its address is no name. */
export const demoIssuer = "probe";

/** Whether an account was made by the demo's sign-in stand-in. */
export async function hasDemoAccounts(scope: AllianceScope): Promise<boolean> {
  return (await findRow(scope, sql`select from identity.accounts where issuer = ${demoIssuer} limit 1`)) !== undefined;
}

const minutes = (scope: AllianceScope, count: number): Date => new Date(scope.clock.now().getTime() + count * 60_000);

/** Remembers a sign-in that leaves for the identity provider; the state comes back with the answer, once. */
export async function beginSignIn(
  scope: AllianceScope,
  {
    state,
    nonce,
    verifier,
    kind,
    returnTo,
  }: {
    state: string;
    nonce: string;
    verifier: string;
    kind: SignInKind;
    returnTo: { host: string; path: string; browserDigest: Buffer };
  },
): Promise<void> {
  write(
    scope,
    sql`insert into identity.sign_ins (state, nonce, verifier, kind, host, path, browser, expires_at)
        values (${digest(state)}, ${nonce}, ${verifier}, ${kind}, ${returnTo.host}, ${returnTo.path}, ${returnTo.browserDigest}, ${minutes(scope, 15)})`,
  );
}

export interface PendingSignIn {
  nonce: string;
  verifier: string;
  kind: SignInKind;
  host: string;
  path: string;
  browser: Buffer;
}

/** Takes the sign-in of a state out; a second answer with the same state finds nothing. */
export async function takeSignIn(scope: AllianceScope, state: string): Promise<PendingSignIn> {
  const pending = await findRow(
    scope,
    sql<PendingSignIn>`delete from identity.sign_ins where state = ${digest(state)} and expires_at > ${scope.clock.now()}
                       returning nonce, verifier, kind, host, path, browser`,
  );
  if (!pending) throw new Refusal("identity.sign_in_expired");
  return pending;
}

/** The account of an identified citizen, made at the first sign-in; what is known of the person follows the provider. */
export async function recognise(
  scope: AllianceScope,
  { issuer, subject, name, email, profile = {} }: Identification,
): Promise<string> {
  const now = scope.clock.now();
  const { id } = await getRow(
    scope,
    sql<{ id: string }>`insert into identity.accounts (id, issuer, subject, name, email, profile, created_at)
      values (${newId(now)}, ${issuer}, ${subject}, ${name}, ${email}, ${json(profile)}, ${now})
      on conflict (issuer, subject) do update set name = excluded.name, email = excluded.email, profile = excluded.profile returning id`,
    "account",
  );
  return id;
}

/** What an account knows of its person; nothing for an account that is gone. */
export async function findProfile(scope: AllianceScope, accountId: string): Promise<Profile & { email?: string }> {
  const row = await findRow(
    scope,
    sql<{
      profile: Profile;
      email: string | null;
    }>`select profile, email from identity.accounts where id = ${accountId}`,
  );
  return { ...row?.profile, ...(row?.email && { email: row.email }) };
}

/** The one-time code with which the portal fetches the sign-in. */
export async function handOver(
  scope: AllianceScope,
  pending: Pick<PendingSignIn, "kind" | "host" | "path" | "browser">,
  { accountId, subject, name }: { accountId: string | null; subject: string; name: string },
): Promise<string> {
  const code = newSecret();
  write(
    scope,
    sql`insert into identity.handovers (code, kind, host, path, browser, account_id, subject, name, expires_at)
        values (${digest(code)}, ${pending.kind}, ${pending.host}, ${pending.path}, ${pending.browser}, ${accountId}, ${subject}, ${name}, ${minutes(scope, 1)})`,
  );
  return code;
}

export interface Handover {
  kind: SignInKind;
  path: string;
  accountId: string | null;
  subject: string;
  name: string;
}

/** Redeems a code at the host and in the browser it was made for; it is gone whatever the outcome. */
export async function takeHandover(
  scope: AllianceScope,
  code: string,
  host: string,
  browser: string,
): Promise<Handover> {
  const found = await findRow(
    scope,
    sql<
      Handover & { host: string; browser: Buffer; expiresAt: Date }
    >`delete from identity.handovers where code = ${digest(code)}
      returning kind, path, account_id as "accountId", subject, name, host, browser, expires_at as "expiresAt"`,
  );
  if (!found || found.expiresAt < scope.clock.now()) throw new Refusal("identity.sign_in_expired");
  if (found.host !== host || !found.browser.equals(digest(browser))) throw new Refusal("identity.wrong_browser");
  const { kind, path, accountId, subject, name } = found;
  return { kind, path, accountId, subject, name };
}

/** Forgets sign-ins and codes that are over. */
export async function sweepSignIns(scope: AllianceScope): Promise<number> {
  const now = scope.clock.now();
  const signIns = await change(scope, sql`delete from identity.sign_ins where expires_at < ${now}`);
  return signIns + (await change(scope, sql`delete from identity.handovers where expires_at < ${now}`));
}
