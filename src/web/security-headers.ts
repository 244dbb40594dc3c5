import type { MiddlewareHandler } from "hono";
import type { WebEnvironment } from "./environment.ts";

const always = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=()",
};
const withTls = { ...always, "strict-transport-security": "max-age=31536000; includeSubDomains" };

/** On every answer, errors too (fault S6): own sources only, no inline code, nobody may frame us. */
export const everywhere = (secure: boolean): Record<string, string> => (secure ? withTls : always);

export const securityHeaders: MiddlewareHandler<WebEnvironment> = async (c, next) => {
  await next();
  const { headers } = c.res;
  // The files' host has a stricter policy of its own: what people uploaded runs nothing at all.
  for (const [name, value] of Object.entries(everywhere(c.env.addresses?.secure)))
    if (!headers.has(name)) headers.set(name, value);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
};
