import { Badge } from "@allmende/kern";
import { dueDayOf, type Case } from "../../domains/cases/index.ts";
import { daysBetween, endOfWeek, longDay, plainDay, shortDay, shortInstant } from "./dates.ts";
import { columns } from "./inbox-choice.ts";
import { calendarNews, newsWords } from "./words.ts";

/** A case with the words of its next step. */
export interface InboxRow extends Case {
  nextStep: string;
  tags: readonly string[];
}

/** Rows under one heading. */
export interface Group {
  name: string;
  /** "2 heute" in the sentence above the list. */
  said: string;
  rows: InboxRow[];
}

/** Cases as rows, in groups where they have names; `several` puts a box before each. */
export function CaseTable({
  caption,
  groups,
  today,
  several = false,
  hidden,
}: {
  caption: string;
  groups: readonly Group[];
  today: string;
  several?: boolean;
  hidden: readonly string[];
}) {
  const shows = (key: string): boolean => !hidden.includes(key);
  const width = 1 + columns.filter(({ key }) => shows(key)).length;
  if (groups.every(({ rows }) => rows.length === 0)) return null;
  return (
    <table class="al-table">
      <caption class="kern-sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Vorgang</th>
          {shows("von") && <th scope="col">Von</th>}
          {shows("nr") && <th scope="col">Nr.</th>}
          {shows("schritt") && <th scope="col">Nächster Schritt</th>}
          {shows("frist") && <th scope="col">Frist</th>}
          {shows("stand") && <th scope="col">Stand</th>}
          {shows("eingang") && <th scope="col">Eingang</th>}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.name}>
          {group.name && (
            <tr class="al-table__group">
              <th scope="rowgroup" colSpan={width}>
                {group.name} <span>{group.rows.length === 1 ? "1 Vorgang" : `${group.rows.length} Vorgänge`}</span>
              </th>
            </tr>
          )}
          {group.rows.map((row) => (
            <tr key={row.id} class="al-table__row">
              <th scope="row">
                {several && (
                  <input
                    type="checkbox"
                    name="vorgang"
                    value={row.id}
                    aria-label={[row.title, row.subject, row.applicant].filter(Boolean).join(", ")}
                  />
                )}
                <a href={`/amt/vorgaenge/${row.id}`}>{row.title}</a>
                {row.subject && <span class="al-table__subject"> {row.subject}</span>}
                {row.tags.map((tag) => (
                  <span key={tag} class="al-tag">
                    {tag}
                  </span>
                ))}
              </th>
              {shows("von") && <td class="al-table__from">{row.applicant}</td>}
              {shows("nr") && <td class="al-table__number">{row.fileReference?.slice(-4) ?? "–"}</td>}
              {shows("schritt") && <td class="al-table__step">{row.nextStep}</td>}
              {shows("frist") && (
                <td class="al-table__due">
                  <Due day={dueDayOf(row)} today={today} />
                  {row.deemedOn && daysBetween(today, row.deemedOn) <= deemedSoon && (
                    <span class="al-meta"> gilt nach dem {plainDay(row.deemedOn)} als genehmigt</span>
                  )}
                </td>
              )}
              {shows("stand") && (
                <td class="al-table__state">
                  <State row={row} />
                </td>
              )}
              {shows("eingang") && <td class="al-table__received">{shortInstant(row.receivedAt)}</td>}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** Days before the law decides from which on the list says so. */
const deemedSoon = 28;

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
  // What the calendar says stands beside, under "Frist".
  if (row.news && !calendarNews.has(row.news)) {
    return (
      <Badge tone="info" icon="mail">
        {newsWords[row.news] ?? "Neu"}
      </Badge>
    );
  }
  return <>{words[row.status]}</>;
}

/** By due date. On a weekend the week that matters is the coming one. */
export function groupByDue(rows: readonly InboxRow[], today: string): Group[] {
  const { end, name, said } = endOfWeek(today);
  const groups: Group[] = [
    { name: "Überfällig", said: "überfällig", rows: [] },
    { name: `Heute, ${longDay(today)}`, said: "heute", rows: [] },
    { name, said, rows: [] },
    { name: "Später", said: "später", rows: [] },
  ];
  for (const row of rows) {
    const due = dueDayOf(row);
    const at = !due ? 3 : due < today ? 0 : due === today ? 1 : due <= end ? 2 : 3;
    groups[at]!.rows.push(row);
  }
  return groups.filter((group) => group.rows.length > 0);
}
