import { ButtonLink } from "@allmende/kern";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { formToken } from "../domains/identity/index.ts";
import { NotFound, Refusal } from "../platform/errors.ts";
import { ensureSecret } from "./cookies.ts";
import type { WebContext } from "./environment.ts";
import { HeldForm, holdsProse } from "./held-form.tsx";
import { allianceFrame } from "./portal/alliance-routes.tsx";
import { frameOf } from "./portal/frame.ts";
import { messagePage } from "./portal/plain-pages.tsx";
import { portalTexts } from "./ui/texts/index.ts";
import { staffMessage } from "./workbench/staff-page.tsx";

/** What a person reads when something was refused or broke: what happened, what to do, and all that was typed. */
export function errorPage(c: WebContext, error: unknown, status: number): Response | Promise<Response> {
  const t = portalTexts(c.env.language ?? "de");
  const staff = /^\/amt(\/|$)/.test(c.req.path);
  const { title, text } = sentence(t, error, status, staff);
  const code = status as ContentfulStatusCode;
  const site = c.env.site?.kind;
  if (site === "alliance") return c.html(messagePage(allianceFrame(c), { title, text }), code);
  if (site !== "portal") return c.text(`${title}. ${text} ${c.env.addresses.alliance}`, code);
  const children = (
    <>
      {status === 401 && <WaysIn t={t} staff={staff} posted={c.get("form") !== undefined} path={c.req.path} />}
      {held(c, error, status, staff ? "amt" : "portal")}
    </>
  );
  if (staff) return c.html(staffMessage(c, title, text, children), code);
  return c.html(messagePage(frameOf(c), { title, text, children }), code);
}

type Texts = ReturnType<typeof portalTexts>;

function sentence(t: Texts, error: unknown, status: number, staff: boolean): { title: string; text: string } {
  if (error instanceof Refusal) {
    if (error.code === "services.not_offered") return { title: t.gone, text: t.goneText };
    return { title: t.refusals[error.code] ?? t.broken, text: t.refusals[error.code] ? t.refusedText : t.brokenText };
  }
  if (status === 400 || status === 415) return { title: t.unreadable, text: t.unreadableText };
  if (status === 401) return { title: t.signInFirst, text: staff ? t.signInFirstStaff : t.signInFirstText };
  if (status === 403) return { title: t.expired, text: t.expiredText };
  if (status === 404 || error instanceof NotFound) return { title: t.notFound, text: t.notFoundText };
  if (status === 413) return { title: t.tooLarge, text: t.tooLargeText };
  return { title: t.broken, text: t.brokenText };
}

/** The doors for somebody whose session has ended; beside a form they open in a window of their own. */
function WaysIn({ t, staff, posted, path }: { t: Texts; staff: boolean; posted: boolean; path: string }) {
  const back = encodeURIComponent(posted ? (staff ? "/amt" : "/meine-antraege") : path);
  const window = posted ? ({ target: "_blank" } as const) : {};
  return (
    <p class="al-actions">
      <ButtonLink href={`${staff ? "/amt" : ""}/anmeldung?weiter=${back}`} {...window}>
        {t.signIn}
      </ButtonLink>{" "}
      {!staff && (
        <ButtonLink kind="secondary" href="/stand" {...window}>
          {t.resumeOpen}
        </ButtonLink>
      )}
    </p>
  );
}

/** The form that was not taken. A rule that refused it refuses it again: then only a person's own words are shown. */
function held(c: WebContext, error: unknown, status: number, area: "portal" | "amt") {
  const form = c.get("form");
  const ruled = error instanceof Refusal;
  if (!form || status === 404 || (ruled && !holdsProse(form))) return null;
  const t = portalTexts(c.env.language);
  return (
    <>
      <h2>{t.keptTitle}</h2>
      {!ruled && <p>{status === 401 ? t.keptUntilSignedIn : t.keptText}</p>}
      {form.files.length > 0 && <p>{t.keptFiles}</p>}
      <HeldForm
        form={form}
        action={c.req.path}
        token={formToken(ensureSecret(c, area))}
        label={t.yourWords}
        {...(!ruled && { send: t.sendAgain })}
      />
    </>
  );
}
