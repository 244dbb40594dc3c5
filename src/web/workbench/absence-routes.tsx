import { Button, ErrorSummary } from "@allmende/kern";
import { Hono } from "hono";
import {
  endAbsence,
  enterAbsence,
  listAbsences,
  listStaff,
  type Absence,
  type Staff,
} from "../../domains/tenancy/index.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import type { WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { shortDay } from "./dates.ts";
import { frameFor } from "./inbox-routes.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";
import { mending } from "./verb.ts";
import { VerbQuestions, type Entered, type VerbForm } from "./verb-form.tsx";

/** Who is away and who stands in ("Vertretung"): one's own, or for who leads, everybody's in the department. */
export const absences = new Hono<WebEnvironment>();

const path = "/amt/vertretung";

absences.get("/vertretung", (c) =>
  asStaff(c, async (scope, staff) => c.html(absencePage(await frameFor(c, scope, staff), await viewFor(scope, staff)))),
);

absences.post("/vertretung", (c) =>
  asPostingStaff(c, async (scope, staff, posted) => {
    const entered = await mending(scope, mends, posted, () =>
      enterAbsence(scope, staff, {
        staffId: posted.one("wer") || staff.id,
        deputyId: posted.one("vertretung"),
        starts: posted.one("von"),
        ends: posted.one("bis"),
      }),
    );
    if (!entered) return c.redirect(path, 303);
    return c.html(absencePage(await frameFor(c, scope, staff), await viewFor(scope, staff), entered), 422);
  }),
);

absences.post("/vertretung/:id/ende", (c) =>
  asPostingStaff(c, async (scope, staff) => {
    await endAbsence(scope, staff, c.req.param("id"));
    return c.redirect(path, 303);
  }),
);

const mends = { "tenancy.absence_days": "bis", "tenancy.absence_overlaps": "von", "tenancy.no_deputy": "vertretung" };

interface View {
  known: readonly Absence[];
  form: VerbForm;
  staff: Staff;
  today: string;
}

async function viewFor(scope: TenantScope, staff: Staff): Promise<View> {
  const everybody = await listStaff(scope);
  const today = legalDay(scope.clock.now());
  const ours = everybody.filter(({ departmentId }) => departmentId === staff.departmentId);
  // Colleagues of the department first; in a small town hall another office stands in.
  const deputies = [...ours, ...everybody.filter(({ departmentId }) => departmentId !== staff.departmentId)];
  const nameOf = ({ name, departmentName }: Staff): string => `${name}, ${departmentName}`;
  return {
    known: await listAbsences(scope, staff.departmentId),
    staff,
    today,
    form: {
      title: "Vertretung",
      fields: [
        ...(staff.head
          ? [
              {
                name: "wer",
                label: "Wer ist abwesend?",
                kind: "choice" as const,
                options: ours.map((one) => [one.id, one.name] as const),
                value: staff.id,
              },
            ]
          : []),
        { name: "von", label: "Erster Tag", kind: "day", value: today },
        { name: "bis", label: "Letzter Tag", kind: "day" },
        {
          name: "vertretung",
          label: "Wer vertritt?",
          hint: "Diese Person sieht die Vorgänge in der Ansicht „In Vertretung“ und darf sie bearbeiten.",
          kind: "choice",
          options: deputies
            .filter(({ id }) => staff.head || id !== staff.id)
            .map((one) => [one.id, nameOf(one)] as const),
        },
      ],
      send: "Vertretung eintragen",
    },
  };
}

function absencePage(frame: StaffFrame, { known, form, staff, today }: View, entered?: Entered): string {
  const mayEnd = ({ staffId }: Absence): boolean => staffId === staff.id || staff.head;
  return renderStaffPage(
    frame,
    form.title,
    <div class="al-desk__plain">
      {entered?.problem && (
        <ErrorSummary
          title="Bitte prüfen Sie Ihre Angaben"
          entries={[{ target: entered.problem.field, text: entered.problem.text }]}
        />
      )}
      <h1>Vertretung</h1>
      {known.length === 0 && <p class="al-empty">Niemand in Ihrem Amt ist abwesend gemeldet.</p>}
      {known.map((one) => (
        <section class="al-panel" key={one.id} aria-labelledby={`abwesend-${one.id}`}>
          <h2 id={`abwesend-${one.id}`}>{one.staff}</h2>
          <p>
            {one.starts <= today ? "Abwesend" : `Abwesend ab ${shortDay(one.starts, today)}`} bis{" "}
            {shortDay(one.ends, today)}. {one.deputy} vertritt.
          </p>
          {mayEnd(one) && (
            <form method="post" action={`${path}/${one.id}/ende`}>
              <input type="hidden" name="_token" value={frame.token} />
              <Button kind="secondary">{one.starts <= today ? "Wieder da" : "Streichen"}</Button>
            </form>
          )}
        </section>
      ))}
      <h2>Abwesenheit eintragen</h2>
      <VerbQuestions token={frame.token} form={form} action={path} entered={entered} />
    </div>,
  );
}
