import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { isFormToken } from "../domains/identity/index.ts";
import type { PostedForm } from "./read-form.ts";

/**
 * A form may only be posted from our own pages (fault S1): browsers say where a request comes from, and the token of
 * the form must follow from the browser's secret. Whatever the content type, a post without both is refused.
 */
export function checkOrigin(c: Context): void {
  const site = c.req.header("sec-fetch-site");
  if (site && site !== "same-origin" && site !== "none") throw new HTTPException(403);
  const origin = c.req.header("origin");
  if (origin && (!URL.canParse(origin) || new URL(origin).host !== c.req.header("host"))) throw new HTTPException(403);
}

export function checkToken(form: PostedForm, secret: string | undefined): void {
  if (!secret || !isFormToken(form.one("_token"), secret)) throw new HTTPException(403);
}
