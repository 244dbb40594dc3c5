import { createHash } from "node:crypto";
import type { Hono } from "hono";
import { pressOnce } from "../../domains/applications/index.ts";
import { getSeenCase, type Case } from "../../domains/cases/index.ts";
import type { Staff } from "../../domains/tenancy/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import type { WebContext, WebEnvironment } from "../environment.ts";
import type { PostedForm } from "../read-form.ts";
import { de } from "../ui/texts/de.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { frameFor } from "./inbox-routes.ts";
import { verbPage, type Entered, type VerbForm } from "./verb-form.tsx";

/** A step on a case with a page of its own: /amt/vorgaenge/:id/<noun>. */
export interface Verb {
  noun: string;
  form: (scope: TenantScope, found: Case, c: WebContext, staff: Staff) => Promise<VerbForm>;
  act: (scope: TenantScope, staff: Staff, id: string, form: PostedForm, c: WebContext) => Promise<unknown>;
  /** Refusals that a field can put right: shown there, with all that was typed. */
  mends: Readonly<Record<string, string>>;
}

export function addVerb(app: Hono<WebEnvironment>, verb: Verb): void {
  const path = `/vorgaenge/:id/${verb.noun}`;
  app.get(path, (c) =>
    asStaff(c, async (scope, staff) => {
      const found = await getSeenCase(scope, staff, c.req.param("id") ?? "");
      const form = await verb.form(scope, found, c, staff);
      return c.html(verbPage(await frameFor(c, scope, staff), { form, found, action: c.req.path }));
    }),
  );
  app.post(path, (c) =>
    asPostingStaff(c, async (scope, staff, posted) => {
      const id = c.req.param("id") ?? "";
      const there = `/amt/vorgaenge/${id}`;
      const entered = await mending(scope, verb.mends, posted, () =>
        once(c, scope, staff, posted, () => verb.act(scope, staff, id, posted, c).then(() => there)),
      );
      if (!entered) return c.redirect(there, 303);
      const found = await getSeenCase(scope, staff, id);
      const form = await verb.form(scope, found, c, staff);
      return c.html(verbPage(await frameFor(c, scope, staff), { form, found, action: c.req.path, entered }), 422);
    }),
  );
}

/** The work of a page that carries a key, once: a double click makes no second note, task or case. Gives where it led to. */
export function once(
  c: WebContext,
  scope: TenantScope,
  staff: Staff,
  posted: PostedForm,
  work: () => Promise<string>,
): Promise<string> {
  if (posted.one("_einmal") === "") return work();
  const said = posted.entries.filter(([name]) => name !== "_token");
  const press = createHash("sha256")
    .update(JSON.stringify([c.req.path, said]))
    .digest();
  return pressOnce(scope, staff.id, press, work);
}

/** Does the work; a refusal that a field can put right undoes it and comes back with what was typed. */
export async function mending(
  scope: TenantScope,
  mends: Verb["mends"],
  posted: PostedForm,
  work: () => Promise<unknown>,
): Promise<Entered | undefined> {
  try {
    await scope.trx.attempt(work);
    return undefined;
  } catch (error) {
    const field = error instanceof Refusal ? mends[error.code] : undefined;
    if (!(error instanceof Refusal) || field === undefined) throw error;
    const names = new Set(posted.entries.map(([name]) => name));
    return {
      values: Object.fromEntries([...names].map((name) => [name, posted.all(name)])),
      problem: { field, text: de.refusals[error.code] ?? error.code },
    };
  }
}

/** One of the offered values; anything else is the first. */
export const chosen = <T extends string>(offered: readonly T[], value: string): T =>
  offered.find((one) => one === value) ?? offered[0]!;
