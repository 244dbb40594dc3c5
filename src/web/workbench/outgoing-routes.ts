import { Hono } from "hono";
import { postLetters, takeBackPosting } from "../../domains/cases/index.ts";
import { getBatch, listBatches, listWaitingForPost, type Letter } from "../../domains/letters/index.ts";
import { listOfficesOf, listStaff, type Staff } from "../../domains/tenancy/index.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound } from "../../platform/errors.ts";
import { isId } from "../../platform/ids.ts";
import type { WebContext, WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { plainDay } from "./dates.ts";
import { frameFor } from "./inbox-routes.ts";
import { outgoingPage, type OutgoingView } from "./outgoing-page.tsx";
import { mending } from "./verb.ts";

/** Letters that go by post: one PDF of all, marked with the day, taken back on the same day. */
export const outgoing = new Hono<WebEnvironment>();

outgoing.get("/postausgang", (c) => asStaff(c, async (scope, staff) => c.html(await page(c, scope, staff))));

outgoing.get("/postausgang.pdf", (c) =>
  pdf(c, async (scope, offices) => ({ title: "Postausgang", letters: await listWaitingForPost(scope, offices) })),
);

outgoing.get("/postausgang/:batch/stapel.pdf", (c) =>
  pdf(c, async (scope, offices) => {
    const { postedOn, contents } = await getBatch(scope, offices, c.req.param("batch"));
    return { title: `Postausgang ${plainDay(postedOn)}`, letters: contents };
  }),
);

outgoing.post("/postausgang", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const chosen = form.all("brief").filter(isId);
    const day = form.one("tag");
    const mends = { "letters.day_wrong": "tag", "letters.none_waiting": "tag" };
    const entered = await mending(scope, mends, form, () => postLetters(scope, staff, chosen, day));
    if (!entered?.problem) return c.redirect("/amt/postausgang", 303);
    return c.html(await page(c, scope, staff, { text: entered.problem.text, chosen, day }), 422);
  }),
);

outgoing.post("/postausgang/:batch/ruecknahme", (c) =>
  asPostingStaff(c, async (scope, staff) => {
    await takeBackPosting(scope, staff, c.req.param("batch"));
    return c.redirect("/amt/postausgang", 303);
  }),
);

async function page(
  c: WebContext,
  scope: TenantScope,
  staff: Staff,
  problem?: OutgoingView["problem"],
): Promise<string> {
  const offices = await listOfficesOf(scope, staff.departmentId);
  return outgoingPage(await frameFor(c, scope, staff), {
    waiting: await listWaitingForPost(scope, offices),
    batches: await listBatches(scope, offices),
    names: new Map((await listStaff(scope)).map(({ id, name }) => [`staff:${id}`, name])),
    today: legalDay(scope.clock.now()),
    ...(problem && { problem }),
  });
}

/** Printed outside the transaction: making a PDF of many letters takes its time. */
const pdf = (
  c: WebContext,
  find: (scope: TenantScope, offices: readonly string[]) => Promise<{ title: string; letters: readonly Letter[] }>,
): Promise<Response> =>
  asStaff(c, async (scope, staff) => {
    const { title, letters } = await find(scope, await listOfficesOf(scope, staff.departmentId));
    if (letters.length === 0) throw new NotFound("letters");
    const papers = letters.map(({ paper }) => paper);
    return async () =>
      c.body(new Uint8Array(await c.env.house.printer.printAll(title, papers)), 200, {
        "content-type": "application/pdf",
        "content-disposition": 'inline; filename="postausgang.pdf"',
      });
  });
