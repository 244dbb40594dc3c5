import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { HTTPException } from "hono/http-exception";
import { Refusal } from "../platform/errors.ts";
import type { WebEnvironment } from "./environment.ts";
import { frameOf } from "./portal/frame.ts";
import { messagePage } from "./portal/plain-pages.tsx";
import { portalTexts } from "./ui/texts/index.ts";
import { staffMessage } from "./workbench/staff-page.tsx";

/** What a person reads when something was refused or broke: what happened, and what to do. */
export function errorPage(c: Context<WebEnvironment>, error: unknown, status: number): Response | Promise<Response> {
  const t = portalTexts(c.env.language ?? "de");
  const { title, text } = sentence(t, error, status);
  const code = status as ContentfulStatusCode;
  if (c.env.site?.kind !== "portal") return c.text(`${title}. ${text}`, code);
  if (c.req.path.startsWith("/amt")) return c.html(staffMessage(c, title, text), code);
  return c.html(messagePage(frameOf(c), { title, text }), code);
}

function sentence(t: ReturnType<typeof portalTexts>, error: unknown, status: number): { title: string; text: string } {
  if (error instanceof Refusal) {
    if (error.code === "services.not_offered") return { title: t.gone, text: t.goneText };
    return { title: t.refusals[error.code] ?? t.broken, text: t.refusals[error.code] ? "" : t.brokenText };
  }
  if (status === 404) return { title: t.notFound, text: t.notFoundText };
  if (status === 413 || status === 415) return { title: t.tooLarge, text: t.tooLargeText };
  if (status === 403 || (error instanceof HTTPException && status < 500))
    return { title: t.expired, text: t.expiredText };
  return { title: t.broken, text: t.brokenText };
}
