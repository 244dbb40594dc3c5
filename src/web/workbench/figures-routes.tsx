import { Hono } from "hono";
import { listFigures, smallestGroup, type Figures } from "../../domains/cases/index.ts";
import { listDepartments } from "../../domains/tenancy/index.ts";
import type { WebEnvironment } from "../environment.ts";
import { asStaff } from "./access.ts";
import { frameFor } from "./inbox-routes.ts";
import { listServices } from "./opening-routes.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

/** Figures by office and service; never by person, and nothing of which there are fewer than five. */
export const figures = new Hono<WebEnvironment>();

const periods = [
  ["30", "30 Tage"],
  ["90", "90 Tage"],
  ["365", "Ein Jahr"],
] as const;

figures.get("/zahlen", (c) =>
  asStaff(c, async (scope, staff) => {
    const days = periods.find(([key]) => key === c.req.query("zeitraum"))?.[0] ?? "30";
    const since = new Date(scope.clock.now().getTime() - Number(days) * 86_400_000);
    const [found, offices, services] = [
      await listFigures(scope, since),
      await listDepartments(scope),
      await listServices(scope),
    ];
    const names = new Map<string | null, string>([
      ...offices.map(({ id, name }) => [id, name] as const),
      ...services,
      [null, "Verwaltung"],
    ]);
    return c.html(figuresPage(await frameFor(c, scope, staff), days, found, names));
  }),
);

const said = (count: number | null): string =>
  count === null ? `unter ${smallestGroup}` : count.toLocaleString("de-DE");

function figuresPage(
  frame: StaffFrame,
  days: string,
  found: readonly Figures[],
  names: ReadonlyMap<string | null, string>,
): string {
  return renderStaffPage(
    frame,
    "Zahlen",
    <div class="al-desk__plain">
      <h1>Zahlen</h1>
      <p class="al-buttons">
        {periods.map(([key, name]) => (
          <a
            key={key}
            class="al-chip"
            href={`/amt/zahlen?zeitraum=${key}`}
            aria-current={key === days ? "true" : undefined}
          >
            {name}
          </a>
        ))}
      </p>
      {found.length === 0 && <p class="al-empty">In diesem Zeitraum gab es nichts.</p>}
      {found.length > 0 && (
        <div class="al-scroll" role="region" aria-label="Zahlen nach Amt und Leistung" tabIndex={0}>
          <table class="al-changes al-changes--figures">
            <thead>
              <tr>
                <th scope="col">Amt und Leistung</th>
                <th scope="col">Eingegangen</th>
                <th scope="col">Erledigt</th>
                <th scope="col">Offen</th>
                <th scope="col">Dauer</th>
              </tr>
            </thead>
            <tbody>
              {found.map((one) => (
                <tr key={`${one.departmentId} ${one.slug}`}>
                  <th scope="row">
                    {names.get(one.slug) ?? one.slug}{" "}
                    <span class="al-meta">{names.get(one.departmentId) ?? "Amt"}</span>
                  </th>
                  <td>{said(one.received)}</td>
                  <td>{said(one.closed)}</td>
                  <td>{said(one.open)}</td>
                  <td>{one.days === null ? "–" : inDays(one.days)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <details class="al-how">
        <summary>So zählen wir</summary>
        <p>
          Dauer sind die Tage vom Eingang bis zum Abschluss; die Hälfte der Vorgänge ging schneller. Zahlen unter{" "}
          {smallestGroup} stehen hier nicht, und nie Zahlen einer Person.
        </p>
      </details>
    </div>,
  );
}

function inDays(days: number): string {
  const rounded = Math.max(1, Math.round(days));
  return rounded === 1 ? "1 Tag" : `${rounded} Tage`;
}
