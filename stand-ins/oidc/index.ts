import { getRequestListener } from "@hono/node-server";
import type { IncomingMessage, RequestListener } from "node:http";
import { listen, type Running } from "../web/listen.ts";
import type { Person } from "./person.ts";
import { makeProvider, type Client } from "./provider.ts";
import { signInPages } from "./sign-in-page.ts";

export type { Client, Person };

export type Options = { port?: number; clients: readonly Client[]; people: readonly Person[] };

/**
 * Starts an OpenID Connect provider. Its issuer is `url`, the same for browsers and servers. Scopes `openid profile email`
 * give sub, name, given_name, family_name, groups, email and acr (the person's `loa`), in the ID token and at userinfo.
 */
export async function start({ port, clients, people }: Options): Promise<Running> {
  // The issuer holds the port, and the port is only known once the server listens.
  let protocol: RequestListener = (_request, response) => response.writeHead(503).end();
  const running = await listen((request, response) => {
    const ours = /^\/(anmelden\/.*|style\.css|)(\?.*)?$/.test(request.url ?? "");
    if (!ours) forgetSession(request);
    (ours ? pages : protocol)(request, response);
  }, port);
  const provider = await makeProvider(running.url, clients, people);
  const app = signInPages({ provider: () => provider, clients, people });
  const pages = getRequestListener(app.fetch as Parameters<typeof getRequestListener>[0], {
    overrideGlobalObjects: false,
  });
  protocol = provider.callback();
  return running;
}

/**
 * Every sign-in begins anew: a remembered session would silently be the person before, and changing the person would go
 * over a page of the library that needs a script.
 */
function forgetSession(request: IncomingMessage): void {
  const cookies = request.headers.cookie?.split(/;\s*/).filter((cookie) => !/^_session(\.|=)/.test(cookie));
  if (cookies) request.headers.cookie = cookies.join("; ");
}
