/** A browser without window and socket: keeps cookies, posts forms, speaks to the whole web as one function. */
import { formToken, openSession, type SessionKind } from "../src/domains/identity/index.ts";
import type { House } from "../src/main.ts";
import { newId, newSecret } from "../src/platform/ids.ts";
import type { Web } from "../src/web/server.ts";

export const webPort = 3000;

export interface Seen {
  status: number;
  headers: Headers;
  body: string;
  location: string;
}

export type Fields = readonly (readonly [string, string])[] | Record<string, string>;

export class Visitor {
  readonly #web: Web;
  readonly #host: string;
  readonly cookies = new Map<string, string>();

  /** `label` is the host's first part: "musterstadt", "konto.lindenau". */
  constructor(web: Web, label: string) {
    this.#web = web;
    this.#host = `${label}.localhost:${webPort}`;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Seen> {
    return this.send("GET", path, { headers });
  }

  /** Posts a form as a browser does from one of our pages; `_token` follows from the cookie unless given. */
  post(path: string, fields: Fields, headers: Record<string, string> = {}): Promise<Seen> {
    const entries = Array.isArray(fields) ? [...fields] : Object.entries(fields);
    if (!entries.some(([name]) => name === "_token")) entries.push(["_token", this.token(path)]);
    return this.send("POST", path, {
      body: new URLSearchParams(entries as [string, string][]).toString(),
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "sec-fetch-site": "same-origin",
        origin: `http://${this.#host}`,
        ...headers,
      },
    });
  }

  /** Posts a form with files. */
  async postFiles(path: string, form: FormData): Promise<Seen> {
    // As on our pages, the token stands before all else.
    const whole = new FormData();
    whole.set("_token", String(form.get("_token") ?? this.token(path)));
    for (const [name, value] of form) if (name !== "_token") whole.append(name, value);
    const encoded = new Response(whole);
    return this.send("POST", path, {
      body: new Uint8Array(await encoded.arrayBuffer()),
      headers: { "content-type": encoded.headers.get("content-type")!, "sec-fetch-site": "same-origin" },
    });
  }

  token(path: string): string {
    return formToken(this.cookies.get(/^\/amt(\/|$)/.test(path) ? "al_amt" : "al_portal") ?? "");
  }

  async send(
    method: string,
    path: string,
    { body, headers = {} }: { body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {},
  ): Promise<Seen> {
    const answer = await this.#web.fetch(
      new Request(`http://${this.#host}${path}`, {
        method,
        headers: {
          host: this.#host,
          cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
          ...headers,
        },
        ...(body !== undefined && { body }),
      }),
    );
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";")[0]!.split("=");
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return {
      status: answer.status,
      headers: answer.headers,
      body: await answer.text(),
      location: answer.headers.get("location") ?? "",
    };
  }
}

/** A visitor whose browser has a session of this kind at the tenant's portal; the answer names the session too. */
export async function signedIn(
  house: House,
  web: Web,
  tenant: { id: string; host: string },
  who: { kind: SessionKind; accountId?: string; staffId?: string; name?: string },
): Promise<{ visitor: Visitor; sessionId: string }> {
  const visitor = new Visitor(web, tenant.host);
  const secret = newSecret();
  visitor.cookies.set(who.kind === "staff" ? "al_amt" : "al_portal", secret);
  const { id } = await house.database.withTenant(tenant.id, (scope) => openSession(scope, secret, who));
  return { visitor, sessionId: id };
}

/** An account of a citizen who once signed in; ids suffice, no provider is asked. */
export const someAccount = (): string => newId();

/** The value of a hidden field of a page. */
export function hidden(html: string, name: string): string {
  const match = new RegExp(`name="${name}" value="([^"]*)"`).exec(html);
  if (!match) throw new Error(`the page has no field ${name}`);
  return match[1]!;
}
