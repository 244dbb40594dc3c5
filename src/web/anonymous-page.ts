import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { takesGzip } from "./compressed.ts";
import type { WebContext } from "./environment.ts";
import { count } from "./metrics.ts";
import { everywhere } from "./security-headers.ts";

interface Cached {
  version: number;
  day: string;
  html: string;
  etag: string;
  /** The face it belongs to, for the counters. */
  kind: string;
  /** Made when the first browser asks for it. */
  plain?: Buffer;
  zipped?: Buffer;
}

const cache = new Map<string, Cached>();
const most = 2_000;

const keyOf = (host: string | undefined, language: string, url: string): string => `${host} ${language} ${url}`;
const today = (now: Date): string => now.toISOString().slice(0, 10);

/**
 * A page that looks the same to everybody: drawn once per host, path, language, day and catalogue version, and told
 * apart by its ETag. A draw that gives nothing is "not found".
 */
export async function anonymousPage(
  c: WebContext,
  draw: () => string | undefined | Promise<string | undefined>,
): Promise<Response> {
  const { catalogue, reading, house } = c.env;
  const url = new URL(c.req.url);
  const key = keyOf(c.req.header("host"), reading, `${url.pathname}${url.search}`);
  const day = today(house.clock.now());
  let cached = cache.get(key);
  if (!cached || cached.version !== catalogue.version || cached.day !== day) {
    const html = await draw();
    if (html === undefined) return c.notFound() as Response | Promise<Response>;
    cached = {
      version: catalogue.version,
      day,
      html,
      etag: `W/"${createHash("sha256").update(html).digest("base64url").slice(0, 22)}"`,
      kind: c.env.site.kind,
    };
    if (cache.size >= most) cache.clear();
    cache.set(key, cached);
  }
  for (const [name, value] of Object.entries(headersOf(cached))) c.header(name, value);
  if (c.req.header("if-none-match") === cached.etag) return c.body(null, 304);
  return c.html(cached.html);
}

const headersOf = ({ etag }: Cached) => ({ etag, vary: "Cookie", "cache-control": "private, no-cache" });

/**
 * Answers from memory what was drawn before, for browsers that carry no cookie: first visits, crawlers, load tests.
 * What is said and what heads it is the same as by the long way; false when the long way must be taken.
 */
export function answerFromMemory(
  request: IncomingMessage,
  response: ServerResponse,
  { version, now, secure }: { version: number; now: Date; secure: boolean },
): boolean {
  const { host, cookie, "accept-encoding": encodings, "if-none-match": known } = request.headers;
  const began = performance.now();
  if (request.method !== "GET" || cookie !== undefined) return false;
  const cached = cache.get(keyOf(host, "de", request.url ?? ""));
  if (!cached || cached.version !== version || cached.day !== today(now)) return false;
  const head = { ...everywhere(secure), ...headersOf(cached) };
  if (known === cached.etag) response.writeHead(304, head).end();
  else {
    cached.plain ??= Buffer.from(cached.html);
    const zipped = takesGzip(encodings);
    const body = zipped ? (cached.zipped ??= gzipSync(cached.plain)) : cached.plain;
    response.writeHead(200, {
      ...head,
      vary: "Cookie, Accept-Encoding",
      "content-type": "text/html; charset=UTF-8",
      ...(zipped && { "content-encoding": "gzip" }),
      "content-length": body.length,
    });
    response.end(body);
  }
  count(cached.kind, response.statusCode, began);
  return true;
}
