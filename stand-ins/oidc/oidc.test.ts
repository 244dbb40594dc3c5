import * as oidc from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Running } from "../web/listen.ts";
import { start, type Person } from "./index.ts";

const people: Person[] = [
  { sub: "p-1", name: "Erika <b>Muster</b>", kind: "citizen", email: "erika@probe.example", loa: "substantial" },
  {
    sub: "p-2",
    name: "Jörg Öztürk",
    givenName: "Jörg",
    familyName: "Öztürk",
    kind: "citizen",
    email: "joerg@probe.example",
    loa: "high",
  },
  { sub: "s-1", name: "Paula Amt", kind: "staff", tenant: "Musterstadt", groups: ["caseworker", "registry"] },
];
const redirectUri = "http://konto.probe.localhost:3000/zurueck";
const secret = crypto.randomUUID();
let idp: Running;
let config: oidc.Configuration;

beforeAll(async () => {
  const clients = [
    { clientId: "konto", clientSecret: secret, redirectUris: [redirectUri] },
    { clientId: "amt", clientSecret: secret, redirectUris: [redirectUri], kind: "staff" as const },
  ];
  idp = await start({ people, clients });
  config = await discover("konto", secret);
});
afterAll(() => idp.close());

function discover(clientId: string, clientSecret: string) {
  return oidc.discovery(new URL(idp.url), clientId, clientSecret, undefined, { execute: [oidc.allowInsecureRequests] });
}

/** A browser as far as this needs one: cookies, and each redirect looked at. */
function browser() {
  const cookies = new Map<string, string>();
  return async (url: string, body?: Record<string, string>) => {
    const response = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(body ? { method: "POST", body: new URLSearchParams(body) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";")[0]!.split(/=(.*)/s);
      cookies.set(name, value);
    }
    return {
      text: await response.text(),
      status: response.status,
      headers: response.headers,
      next: response.headers.get("location"),
    };
  };
}

/** Begins a sign-in and stops on the page with the people. */
async function begin(extra: Record<string, string> = {}, configuration = config, visit = browser()) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const address = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: "openid profile email",
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...extra,
  });
  const sent = await visit(address.href);
  const pageUrl = new URL(sent.next ?? "", idp.url).href;
  return {
    visit,
    pageUrl,
    page: await visit(pageUrl),
    checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
  };
}

async function choose(begun: Awaited<ReturnType<typeof begin>>, sub: string): Promise<URL> {
  const posted = await begun.visit(begun.pageUrl, { sub });
  const resumed = await begun.visit(new URL(posted.next ?? "", idp.url).href);
  return new URL(resumed.next ?? "");
}

test("signs a person in through the whole code flow, with claims in the ID token and at userinfo", async () => {
  const begun = await begin();
  const back = await choose(begun, "p-2");
  expect(back.href).toContain(redirectUri);
  const tokens = await oidc.authorizationCodeGrant(config, back, begun.checks);
  const claims = {
    sub: "p-2",
    name: "Jörg Öztürk",
    given_name: "Jörg",
    family_name: "Öztürk",
    email: "joerg@probe.example",
  };
  expect(tokens.claims()).toMatchObject({ ...claims, acr: "high", iss: idp.url });
  expect(await oidc.fetchUserInfo(config, tokens.access_token, "p-2")).toMatchObject(claims);
});

test("staff bring their groups", async () => {
  const begun = await begin();
  const tokens = await oidc.authorizationCodeGrant(config, await choose(begun, "s-1"), begun.checks);
  expect(tokens.claims()?.groups).toEqual(["caseworker", "registry"]);
});

test("the page says what it is, lists people by kind, runs no script and shows names as text", async () => {
  const { page } = await begin();
  expect(page.text).toContain("Probe-Anmeldung");
  expect(page.text).toMatch(/Bürgerinnen, Bürger und Unternehmen[\s\S]*Jörg Öztürk[\s\S]*Beschäftigte[\s\S]*Paula Amt/);
  expect(page.text).toContain("Erika &lt;b&gt;Muster&lt;/b&gt;");
  expect(page.text).not.toMatch(/<script|style=/);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("the search narrows the list, and says so when nobody is left", async () => {
  const { visit, pageUrl } = await begin();
  const found = await visit(`${pageUrl}?q=musterstadt+REGISTRY`);
  expect(found.text).toContain("Paula Amt");
  expect(found.text).not.toContain("Jörg");
  expect((await visit(`${pageUrl}?q=xyz`)).text).toContain("Niemand heißt so");
});

test("a login hint puts that person first", async () => {
  const { page } = await begin({ login_hint: "joerg@probe.example" });
  expect(page.text).toMatch(/Vorgeschlagen[\s\S]*Jörg[\s\S]*Bürgerinnen[\s\S]*Erika/);
  expect(page.text.match(/value="p-2"/g)).toHaveLength(1);
});

test("a client for staff shows only staff", async () => {
  const { page } = await begin({}, await discover("amt", secret));
  expect(page.text).toContain("Paula Amt");
  expect(page.text).not.toContain("Erika");
});

test("Abbrechen goes back with access_denied", async () => {
  const begun = await begin();
  const back = await choose(begun, "");
  expect(back.searchParams.get("error")).toBe("access_denied");
  await expect(oidc.authorizationCodeGrant(config, back, begun.checks)).rejects.toThrow(
    /access_denied|authorization response/i,
  );
});

test("a second sign-in in the same browser asks again who it is", async () => {
  const visit = browser();
  await choose(await begin({}, config, visit), "p-1");
  const again = await begin({}, config, visit);
  expect(again.page.text).toContain("Als wen möchten Sie sich anmelden?");
  const tokens = await oidc.authorizationCodeGrant(config, await choose(again, "p-2"), again.checks);
  expect(tokens.claims()?.sub).toBe("p-2");
});

test("no PKCE, a foreign return address and a wrong secret are refused", async () => {
  const visit = browser();
  const without = await visit(
    `${idp.url}/auth?client_id=konto&response_type=code&scope=openid&redirect_uri=${encodeURIComponent(redirectUri)}`,
  );
  expect(without.next).toContain("error=invalid_request");
  const foreign = await visit(
    `${idp.url}/auth?client_id=konto&response_type=code&scope=openid&redirect_uri=http://boese.example/`,
  );
  expect([foreign.status, foreign.next]).toEqual([400, null]);
  const begun = await begin();
  const wrong = await discover("konto", "falsch");
  await expect(oidc.authorizationCodeGrant(wrong, await choose(begun, "p-1"), begun.checks)).rejects.toThrow();
});

test("a code works once", async () => {
  const begun = await begin();
  const back = await choose(begun, "p-1");
  await oidc.authorizationCodeGrant(config, back, begun.checks);
  await expect(oidc.authorizationCodeGrant(config, back, begun.checks)).rejects.toThrow();
});

test("another browser cannot take over a sign-in that was begun here", async () => {
  const { pageUrl } = await begin();
  const stranger = await browser()(pageUrl);
  expect([stranger.status, stranger.text]).toEqual([404, expect.stringContaining("abgelaufen")]);
});
