import { Badge } from "@allmende/kern";
import type { Case } from "../../domains/cases/index.ts";
import { daysBetween, endOfWeek, shortDay, shortInstant } from "./dates.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

/** A case with the words of its next step. */
export interface InboxRow extends Case {
  nextStep: string;
}

interface Group {
  name: string;
  rows: InboxRow[];
}

/** The inbox: what is due, by due date; only what deviates gets a tag. */
export function inboxPage(
  frame: StaffFrame,
  title: string,
  rows: readonly InboxRow[],
  today: string,
  more: boolean,
): string {
  const groups = groupByDue(rows, today);
  const waiting = rows.filter((row) => row.status === "waiting").length;
  const counted = rows.length - waiting;
  return renderStaffPage(
    frame,
    title,
    <div class="al-inbox">
      <h1>{title}</h1>
      <p class="al-inbox__count">
        <strong>{more ? `Mehr als ${counted}` : counted} offen</strong>
        {groups.length > 0 &&
          `: ${groups.map((group) => `${group.rows.length} ${group.name.toLowerCase().split(",")[0]}`).join(", ")}.`}
        {waiting > 0 && ` ${waiting} ${waiting === 1 ? "wartet" : "warten"} auf Antwort.`}
      </p>
      {rows.length === 0 && (
        <p class="al-empty">Hier liegt nichts. Neue Vorgänge erscheinen unter „Noch ohne Person“.</p>
      )}
      {rows.length > 0 && (
        <table class="al-table">
          <caption class="kern-sr-only">{title}, nach Frist geordnet</caption>
          <thead>
            <tr>
              <th scope="col">Vorgang</th>
              <th scope="col">Von</th>
              <th scope="col">Nr.</th>
              <th scope="col">Nächster Schritt</th>
              <th scope="col">Frist</th>
              <th scope="col">Stand</th>
              <th scope="col">Eingang</th>
            </tr>
          </thead>
          {groups.map((group) => (
            <tbody key={group.name}>
              <tr class="al-table__group">
                <th scope="rowgroup" colSpan={7}>
                  {group.name} <span>{group.rows.length === 1 ? "1 Vorgang" : `${group.rows.length} Vorgänge`}</span>
                </th>
              </tr>
              {group.rows.map((row) => (
                <tr key={row.id} class="al-table__row">
                  <th scope="row">
                    <a href={`/amt/vorgaenge/${row.id}`}>{row.title}</a>
                    {row.subject && <span class="al-table__subject"> {row.subject}</span>}
                  </th>
                  <td class="al-table__from">{row.applicant}</td>
                  <td class="al-table__number">{row.fileReference?.slice(-4) ?? "–"}</td>
                  <td class="al-table__step">{row.nextStep}</td>
                  <td class="al-table__due">
                    <Due day={row.dueOn} today={today} />
                  </td>
                  <td class="al-table__state">
                    <State row={row} />
                  </td>
                  <td class="al-table__received">{shortInstant(row.receivedAt)}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      )}
      <details class="al-how">
        <summary>So zählen wir</summary>
        <p>
          Offen ist ein Vorgang, bis er abgeschlossen ist. Die Frist ist die des nächsten Schritts. Wartende Vorgänge
          stehen in der Liste, gelten aber nicht als offen.
        </p>
      </details>
    </div>,
  );
}

function Due({ day, today }: { day: string | null; today: string }) {
  if (!day) return <>–</>;
  const late = daysBetween(day, today);
  if (late > 0) {
    return (
      <Badge tone="danger" icon="warning">
        {late === 1 ? "1 Tag überfällig" : `${late} Tage überfällig`}
      </Badge>
    );
  }
  return day === today ? <strong>heute</strong> : <>{shortDay(day, today)}</>;
}

const words: Record<Case["status"], string> = {
  new: "Neu",
  "in-progress": "In Arbeit",
  waiting: "Wartet",
  closed: "Erledigt",
};

function State({ row }: { row: InboxRow }) {
  if (row.news) {
    return (
      <Badge tone="info" icon="mail">
        Neue Antwort
      </Badge>
    );
  }
  return <>{words[row.status]}</>;
}

function groupByDue(rows: readonly InboxRow[], today: string): Group[] {
  const week = endOfWeek(today);
  const groups: Group[] = [
    { name: "Überfällig", rows: [] },
    { name: "Heute", rows: [] },
    { name: "Diese Woche", rows: [] },
    { name: "Später", rows: [] },
  ];
  for (const row of rows) {
    const at = !row.dueOn ? 3 : row.dueOn < today ? 0 : row.dueOn === today ? 1 : row.dueOn <= week ? 2 : 3;
    groups[at]!.rows.push(row);
  }
  return groups.filter((group) => group.rows.length > 0);
}
