import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import type { CompiledService } from "@allmende/service-package";
import { formToken } from "../../domains/identity/index.ts";
import { findCurrentRelease, loadService } from "../../domains/services/index.ts";
import { Refusal } from "../../platform/errors.ts";
import { findSecret } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import type { PostedForm } from "../read-form.ts";
import type { Frame } from "../ui/page.tsx";
import { barredPage, eligibilityPage } from "./eligibility-page.tsx";
import { frameOf } from "./frame.ts";
import { posted } from "./posted.ts";

/** Before the form: whether this person can apply. The answers are judged and forgotten. */
export const eligibilityRoutes = new Hono<WebEnvironment>();

eligibilityRoutes.post("/leistungen/:slug/voraussetzung", async (c) => {
  const answers = await posted(c);
  const secret = findSecret(c, "portal");
  const slug = c.req.param("slug");
  const service = await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) => {
    const release = await findCurrentRelease(scope, slug);
    if (release?.status !== "live") throw new Refusal("services.not_offered");
    return loadService(scope, release);
  });
  if (!service.form.eligibility) return c.redirect(startOf(c, slug), 303);
  const passed = startOf(c, slug, passOf(secret ?? "", slug));
  return judge(c, frameOf(c), service, { posted: answers, action: askingOf(c, slug), passed });
});

/** Judges the answers before a form: the way on, the questions again, or why this person cannot apply. */
export function judge(
  c: WebContext,
  frame: Frame,
  service: CompiledService,
  { posted, action, passed }: { posted: PostedForm; action: string; passed: string },
): Response | Promise<Response> {
  const eligibility = service.form.eligibility!;
  const now = c.env.house.clock.now();
  const { answers, unread, faults } = eligibility.form.read(eligibility.page, { values: posted.all }, {});
  const wrong = eligibility.form.check(answers, { now });
  const problems = [...faults, ...wrong.filter(({ path }) => !faults.some((fault) => fault.path === path))];
  const view = { service, action, token: posted.one("_token"), now };
  const changing = posted.one("_aendern") !== "";
  if (changing || problems.length > 0)
    return c.html(
      eligibilityPage(frame, { ...view, answers, unread, problems: changing ? [] : problems }),
      changing ? 200 : 422,
    );
  const barriers = eligibility.judge(answers, { now });
  if (barriers.length > 0) return c.html(barredPage(frame, { ...view, barriers, posted }));
  return c.redirect(passed, 303);
}

/** Whether the questions before the form still stand before this browser: it carries no sign of having passed them. */
export function mustAskFirst(c: WebContext, service: CompiledService): boolean {
  if (!service.form.eligibility) return false;
  const given = Buffer.from(c.req.query("geprueft") ?? "");
  const expected = Buffer.from(passOf(findSecret(c, "portal") ?? "", service.definition.slug));
  return given.length !== expected.length || !timingSafeEqual(given, expected);
}

/** The sign of having passed: it follows from the browser's secret, so nothing needs to be stored. */
const passOf = (secret: string, slug: string): string => formToken(`${secret} ${slug}`);

/** The first page of the form, with what was chosen on the way to it. */
export const startOf = (c: WebContext, slug: string, pass = c.req.query("geprueft")): string =>
  withQuery(`/leistungen/${slug}/antrag`, { ...chosenBefore(c), ...(pass !== undefined && { geprueft: pass }) });

export const askingOf = (c: WebContext, slug: string): string =>
  withQuery(`/leistungen/${slug}/voraussetzung`, chosenBefore(c));

/** What was chosen on the way to a form: the place, a new beginning, the application to copy. */
export function chosenBefore(c: WebContext): Record<string, string> {
  const chosen = ["ort", "neu", "vorlage", "daten"].map((name) => [name, c.req.query(name)] as const);
  return Object.fromEntries(chosen.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function withQuery(path: string, query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString();
  return text ? `${path}?${text}` : path;
}
