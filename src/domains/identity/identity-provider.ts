import type { Identification } from "./sign-in.ts";

/** A sign-in on its way: where to send the browser, and what must be remembered until it comes back. */
export interface Departure {
  url: URL;
  state: string;
  nonce: string;
  verifier: string;
}

/** An identity provider ("Identitätsanbieter", BundID or a town hall's own) as the sign-in host uses it. */
export interface IdentityProvider {
  depart(returnUrl: string): Promise<Departure>;
  /** Checks the answer (signature, issuer, audience, nonce, state, PKCE); throws when anything does not fit. */
  arrive(answer: URL, pending: { state: string; nonce: string; verifier: string }): Promise<Identification>;
}
