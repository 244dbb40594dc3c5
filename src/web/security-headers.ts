import type { MiddlewareHandler } from "hono";
import type { WebEnvironment } from "./environment.ts";

const policy =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** On every answer, errors too (fault S6): own sources only, no inline code, nobody may frame us. */
export const securityHeaders: MiddlewareHandler<WebEnvironment> = async (c, next) => {
  await next();
  const headers = c.res.headers;
  // The files' host has a stricter one: what people uploaded runs nothing at all.
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", policy);
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "same-origin");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("permissions-policy", "camera=(self), geolocation=(), microphone=(), payment=()");
  if (c.env.addresses?.secure) headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
};
