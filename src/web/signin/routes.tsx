import { Hono } from "hono";
import { beginSignIn, handOver, recognise, takeSignIn, type IdentityProvider } from "../../domains/identity/index.ts";
import { Refusal } from "../../platform/errors.ts";
import type { WebContext, WebEnvironment } from "../environment.ts";
import { localPath } from "../local-path.ts";

/** The alliance's sign-in host: the one client of the identity providers; portals get a one-time code. */
export const signIn = new Hono<WebEnvironment>();

signIn.get("/anmeldung", async (c) => {
  const { house, site, addresses } = c.env;
  const host = c.req.query("host") ?? "";
  const path = localPath(c.req.query("weiter"), "/");
  const kind = c.req.query("art") === "staff" ? "staff" : "citizen";
  // The way back leads to hosts of our own directory only.
  if (!site.directory.tenants.some((tenant) => tenant.host === host)) throw new Refusal("identity.sign_in_expired");
  const departure = await providerOf(c, kind).depart(`${addresses.signIn}/anmeldung/zurueck`);
  const browserDigest = Buffer.from(c.req.query("marke") ?? "", "base64url");
  const { state, nonce, verifier } = departure;
  await house.database.withAlliance((scope) =>
    beginSignIn(scope, { state, nonce, verifier, kind, returnTo: { host, path, browserDigest } }),
  );
  return c.redirect(departure.url.href, 303);
});

signIn.get("/anmeldung/zurueck", async (c) => {
  const { house, addresses } = c.env;
  const state = c.req.query("state") ?? "";
  const pending = await house.database.withAlliance((scope) => takeSignIn(scope, state));
  const home = addresses.of(pending.host);
  // Called off at the provider: back to where the person was, nothing lost.
  if (c.req.query("error")) return c.redirect(`${home}${pending.kind === "staff" ? "/amt" : "/"}`, 303);
  const answer = new URL(`${addresses.signIn}/anmeldung/zurueck${new URL(c.req.url).search}`);
  const person = await providerOf(c, pending.kind).arrive(answer, {
    state,
    nonce: pending.nonce,
    verifier: pending.verifier,
  });
  const code = await house.database.withAlliance(async (scope) => {
    const accountId = pending.kind === "citizen" ? await recognise(scope, person) : null;
    return handOver(scope, pending, { accountId, subject: person.subject, name: person.name });
  });
  const target = pending.kind === "staff" ? "/amt/anmeldung/fertig" : "/anmeldung/fertig";
  return c.redirect(`${home}${target}?code=${encodeURIComponent(code)}`, 303);
});

const providerOf = (c: WebContext, kind: "citizen" | "staff"): IdentityProvider =>
  kind === "staff" ? c.env.house.staff : c.env.house.citizens;
