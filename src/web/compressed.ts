import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { MiddlewareHandler } from "hono";
import type { WebEnvironment } from "./environment.ts";

const worthIt = 1024;
const texts = /^(?:text\/|image\/svg\+xml|application\/json)/;
const zip = promisify(gzip);

/** Whether a browser takes gzip, by its Accept-Encoding. */
export const takesGzip = (encodings: string | undefined): boolean =>
  encodings !== undefined && /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(encodings);

/**
 * Pages travel as gzip to browsers that take it. Pages are whole texts, so they are zipped in one piece; an answer
 * nobody wants zipped is passed on as it is, for touching its body would copy it.
 */
export const compressed: MiddlewareHandler<WebEnvironment> = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!texts.test(headers.get("content-type") ?? "") || headers.has("content-disposition")) return;
  headers.append("vary", "Accept-Encoding");
  if (!takesGzip(c.req.header("accept-encoding")) || headers.has("content-encoding") || c.req.method === "HEAD") return;
  const { status } = c.res;
  const body = Buffer.from(await c.res.arrayBuffer());
  const short = body.length < worthIt;
  const sent = new Response(short ? body : new Uint8Array(await zip(body)), { status, headers });
  if (!short) sent.headers.set("content-encoding", "gzip");
  c.res = undefined;
  c.res = sent;
};
