import { getCookie, setCookie } from "hono/cookie";
import { newSecret } from "../platform/ids.ts";
import type { WebContext } from "./environment.ts";

const options = (c: WebContext) =>
  ({ path: "/", httpOnly: true, sameSite: "Lax", secure: c.env.addresses.secure }) as const;

/** Host-only names; with TLS the browser enforces it by the prefix. */
const named = (c: WebContext, name: string): string => (c.env.addresses.secure ? `__Host-${name}` : name);

const secretShape = /^[\w-]{43}$/;

/** The secret of this browser at this portal; staff and citizens have one each. */
export function findSecret(c: WebContext, area: "portal" | "amt" | "konto"): string | undefined {
  const value = getCookie(c, named(c, `al_${area}`));
  return value && secretShape.test(value) ? value : undefined;
}

/** The browser's secret, made if it has none. A page with a form needs it, even before there is a session. */
export function ensureSecret(c: WebContext, area: "portal" | "amt" | "konto"): string {
  const known = findSecret(c, area);
  if (known) return known;
  return renewSecret(c, area);
}

/** A new secret: at every change of rights, so that a planted cookie is worth nothing (fault S2). */
export function renewSecret(c: WebContext, area: "portal" | "amt" | "konto"): string {
  const secret = newSecret();
  setCookie(c, named(c, `al_${area}`), secret, options(c));
  return secret;
}

export function forgetSecret(c: WebContext, area: "portal" | "amt" | "konto"): void {
  setCookie(c, named(c, `al_${area}`), "", { ...options(c), maxAge: 0 });
}

/** The cookie that binds a sign-in to the browser that began it. */
export function setBrowserMark(c: WebContext): string {
  const secret = newSecret();
  setCookie(c, named(c, "al_weg"), secret, { ...options(c), maxAge: 900 });
  return secret;
}

export function findBrowserMark(c: WebContext): string | undefined {
  return getCookie(c, named(c, "al_weg"));
}
