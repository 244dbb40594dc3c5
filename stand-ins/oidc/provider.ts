import { generateKeyPair, randomBytes, randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { Provider, type Configuration, type JWK, type KoaContextWithOIDC } from "oidc-provider";
import { memoryAdapter } from "./memory-adapter.ts";
import type { Person } from "./person.ts";

/** A service that signs people in here. `kind` shows only these people on its page. */
export type Client = { clientId: string; clientSecret: string; redirectUris: readonly string[]; kind?: Person["kind"] };

/** The protocol part: code flow with PKCE, keys of its own at each start, nobody is ever asked for consent. */
export async function makeProvider(
  issuer: string,
  clients: readonly Client[],
  people: readonly Person[],
): Promise<Provider> {
  const configuration: Configuration = {
    adapter: memoryAdapter(),
    clients: clients.map(({ clientId, clientSecret, redirectUris }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [...redirectUris],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    })),
    jwks: { keys: [await signingKey()] },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    pkce: { required: () => true },
    acrValues: [...new Set(people.flatMap((person) => person.loa ?? []))],
    claims: {
      openid: ["sub", "acr"],
      profile: ["name", "given_name", "family_name", "birthdate", "groups"],
      email: ["email"],
      address: ["address"],
    },
    // The names stand in the ID token too: a service then needs one call less.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    findAccount: (_context, sub) => account(people.find((person) => person.sub === sub)),
    loadExistingGrant: grantEverything,
    interactions: { url: (_context, interaction) => `/anmelden/${interaction.uid}` },
    renderError: plainError,
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 600, Interaction: 3600, Session: 3600 },
  };
  return new Provider(issuer, configuration);
}

function account(person: Person | undefined) {
  if (!person) return undefined;
  const { sub, name, givenName, familyName, email, birthDate, address, groups, loa } = person;
  const claims = {
    sub,
    name,
    given_name: givenName,
    family_name: familyName,
    email,
    birthdate: birthDate,
    address: address && {
      street_address: address.street,
      postal_code: address.postcode,
      locality: address.place,
    },
    groups: groups ? [...groups] : undefined,
    acr: loa,
  };
  return { accountId: sub, claims: () => claims };
}

async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { session, client, provider } = oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope("openid profile email address");
  await grant.save();
  return grant;
}

/** Errors that cannot go back to the service (unknown client, wrong address), without markup of any kind. */
function plainError(context: KoaContextWithOIDC, out: { error: string; error_description?: string }): void {
  context.type = "text/plain; charset=utf-8";
  context.body = `Probe-Anmeldung: Die Anfrage wurde abgelehnt.\n${out.error}: ${out.error_description ?? ""}\n`;
}

async function signingKey(): Promise<JWK> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: randomUUID() } as JWK;
}
