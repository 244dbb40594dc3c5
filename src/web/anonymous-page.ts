import { createHash } from "node:crypto";
import type { WebContext } from "./environment.ts";

interface Cached {
  version: number;
  day: string;
  html: string;
  etag: string;
}

const cache = new Map<string, Cached>();
const most = 2_000;

/**
 * A page that looks the same to everybody: drawn once per host, path, language, day and catalogue version, and told
 * apart by its ETag. A draw that gives nothing is "not found".
 */
export async function anonymousPage(
  c: WebContext,
  draw: () => string | undefined | Promise<string | undefined>,
): Promise<Response> {
  const { catalogue, language, house } = c.env;
  const url = new URL(c.req.url);
  const key = `${c.req.header("host")} ${language} ${url.pathname}${url.search}`;
  const day = house.clock.now().toISOString().slice(0, 10);
  let cached = cache.get(key);
  if (!cached || cached.version !== catalogue.version || cached.day !== day) {
    const html = await draw();
    if (html === undefined) return c.notFound() as Response | Promise<Response>;
    cached = {
      version: catalogue.version,
      day,
      html,
      etag: `"${createHash("sha256").update(html).digest("base64url").slice(0, 22)}"`,
    };
    if (cache.size >= most) cache.clear();
    cache.set(key, cached);
  }
  c.header("etag", cached.etag);
  c.header("vary", "Cookie");
  c.header("cache-control", "private, no-cache");
  if (c.req.header("if-none-match") === cached.etag) return c.body(null, 304);
  return c.html(cached.html);
}
