import * as oidc from "openid-client";
import type { IdentityProvider, Profile } from "../../domains/identity/index.ts";

/** `knownAs` names the provider in accounts where its address is not stable (the demo takes any free port). */
export function oidcProvider({
  issuer,
  clientId,
  clientSecret,
  knownAs,
}: {
  issuer: string;
  clientId: string;
  clientSecret: string;
  knownAs?: string;
}): IdentityProvider {
  let discovered: Promise<oidc.Configuration> | undefined;
  const configuration = (): Promise<oidc.Configuration> => {
    discovered ??= oidc
      .discovery(
        new URL(issuer),
        clientId,
        clientSecret,
        undefined,
        isLoopback(issuer) ? { execute: [oidc.allowInsecureRequests] } : {},
      )
      .catch((error: unknown) => {
        discovered = undefined;
        throw error;
      });
    return discovered;
  };
  return {
    async depart(returnUrl) {
      const verifier = oidc.randomPKCECodeVerifier();
      const state = oidc.randomState();
      const nonce = oidc.randomNonce();
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: returnUrl,
        scope: "openid profile email address",
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state,
        nonce,
      });
      return { url, state, nonce, verifier };
    },
    async arrive(answer, { state, nonce, verifier }) {
      const tokens = await oidc.authorizationCodeGrant(await configuration(), answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error("the identity provider gave no claims");
      const { sub, iss, name, email } = claims as { sub: string; iss: string; name?: string; email?: string };
      const info =
        name === undefined ? await oidc.fetchUserInfo(await configuration(), tokens.access_token, sub) : undefined;
      return {
        issuer: knownAs ?? iss,
        subject: sub,
        name: name ?? String(info?.name ?? sub),
        email: email ?? (info?.email as string | undefined) ?? null,
        profile: profileOf({ ...info, ...claims }),
      };
    },
  };
}

/** The standard claims of a person (OpenID Connect Core, section 5.1), as far as the provider gave them. */
function profileOf(claims: Record<string, unknown>): Profile {
  const address = typeof claims.address === "object" && claims.address !== null ? claims.address : {};
  const { street_address, postal_code, locality } = address as Record<string, unknown>;
  const born = text(claims.birthdate);
  const all: Record<keyof Profile, string | undefined> = {
    givenName: text(claims.given_name),
    familyName: text(claims.family_name),
    // Section 5.1 allows a year alone, and 0000 for one that is not told.
    birthDate: born && /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(born) ? born : undefined,
    street: text(street_address)?.split("\n")[0],
    postcode: text(postal_code),
    place: text(locality),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value)) as Profile;
}

const text = (claim: unknown): string | undefined =>
  typeof claim === "string" && claim.trim() && claim.length <= 200 ? claim.trim() : undefined;

/** Plain http only for a provider on this machine (demo, tests). */
function isLoopback(address: string): boolean {
  const { hostname, protocol } = new URL(address);
  return protocol === "http:" && (hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]");
}
