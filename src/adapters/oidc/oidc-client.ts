import * as oidc from "openid-client";
import type { IdentityProvider } from "../../domains/identity/index.ts";

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
        scope: "openid profile email",
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
      };
    },
  };
}

/** Plain http only for a provider on this machine (demo, tests). */
function isLoopback(address: string): boolean {
  const { hostname, protocol } = new URL(address);
  return protocol === "http:" && (hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]");
}
