import { Icon } from "@allmende/kern";
import { isByDue } from "../../domains/cases/index.ts";
import { shortDay } from "./dates.ts";
import { addressOf, filterOf, viewNamed } from "./inbox-choice.ts";
import { CaseTable, groupByDue, type Group, type InboxRow } from "./case-table.tsx";
import { BulkBar, FilterBar } from "./inbox-filters.tsx";
import type { InboxView } from "./inbox-view.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

/** The inbox: what is due, by due date; only what deviates gets a tag. */
export function inboxPage(frame: StaffFrame, view: InboxView): string {
  const { choice, rows, today, next } = view;
  const { name } = viewNamed(choice);
  const byDue = isByDue(filterOf(choice));
  const caption = `${name}, ${byDue ? "nach Frist" : "nach Eingang"} geordnet`;
  const groups = byDue ? groupByDue(rows, today) : [{ name: "", said: "", rows: [...rows] }];
  return renderStaffPage(
    frame,
    name,
    <div class="al-inbox">
      <h1>{name}</h1>
      <StandIns view={view} />
      <Count view={view} groups={byDue ? groups : []} />
      <FilterBar frame={frame} view={view} />
      {rows.length === 0 && (
        <p class="al-empty">
          {choice.leistung || choice.stand || choice.schlagwort
            ? "Zu diesem Filter liegt nichts hier."
            : "Hier liegt nichts. Neue Vorgänge erscheinen unter „Noch ohne Person“."}
        </p>
      )}
      {choice.auswahl && rows.length > 0 ? (
        <form method="post" action="/amt/stapel">
          <input type="hidden" name="_token" value={frame.token} />
          <CaseTable caption={caption} groups={groups} today={today} hidden={view.hidden} several />
          <BulkBar receivers={view.receivers} tags={view.tags} />
        </form>
      ) : (
        <CaseTable caption={caption} groups={groups} today={today} hidden={view.hidden} />
      )}
      <p class="al-pages">
        {choice.ab && <a href={addressOf({ ...choice, ab: "" })}>Zum Anfang der Liste</a>}
        {next && (
          <a href={next} rel="next">
            Weitere Vorgänge
          </a>
        )}
      </p>
      <details class="al-how">
        <summary>So zählen wir</summary>
        <p>
          Offen ist ein Vorgang, bis er abgeschlossen ist. Die Frist ist die des nächsten Schritts. Wartet das Amt auf
          eine Antwort, steht sie still; solche Vorgänge stehen unter „Wartet auf andere“ und zählen bei „Meine
          Vorgänge“ nicht mit. „Heute fällig“ zählt auch, was überfällig ist.
        </p>
      </details>
    </div>,
  );
}

/** What a search found, newest first. */
export function searchPage(
  frame: StaffFrame,
  text: string,
  rows: readonly InboxRow[],
  today: string,
  more: boolean,
): string {
  const found = `${more ? "Mehr als " : ""}${rows.length} ${rows.length === 1 ? "Vorgang" : "Vorgänge"} gefunden`;
  return renderStaffPage(
    frame,
    `Suche: ${text}`,
    <div class="al-inbox">
      <h1>Suche: {text}</h1>
      <p class="al-inbox__count">{rows.length > 0 ? `${found}, neueste zuerst.` : "Nichts gefunden."}</p>
      {rows.length === 0 && (
        <p class="al-empty">
          Gesucht wird nach dem Anfang von Wörtern in Name, Leistung, Betreff und Aktenzeichen, auch in abgeschlossenen
          Vorgängen. Versuchen Sie weniger Wörter.
        </p>
      )}
      {more && <p class="al-meta">Die neuesten {rows.length} stehen hier. Schreiben Sie ein Wort mehr.</p>}
      <CaseTable
        caption={`Gefunden zu ${text}`}
        groups={[{ name: "", said: "", rows: [...rows] }]}
        today={today}
        hidden={[]}
      />
    </div>,
  );
}

/** Who is away, and who stands in: said at both desks. */
function StandIns({ view: { standIns, staffId, today } }: { view: InboxView }) {
  if (standIns.length === 0) return null;
  return (
    <ul class="al-standins">
      {standIns.map(({ id, staffId: away, staff, deputy, ends }) => (
        <li key={id}>
          <Icon name="people" size={20} />
          {away === staffId ? (
            <span>
              Sie sind bis {shortDay(ends, today)} abwesend. {deputy} vertritt Sie. <a href="/amt/vertretung">Ändern</a>
            </span>
          ) : (
            <span>
              Sie vertreten {staff} bis {shortDay(ends, today)}. <a href="/amt?ansicht=vertretung">Vorgänge ansehen</a>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Count({ view: { choice, rows, next }, groups }: { view: InboxView; groups: Group[] }) {
  if (rows.length === 0) return null;
  const parts = groups.map((group) => `${group.rows.length} ${group.said}`).join(", ");
  const some = next || choice.ab;
  return (
    <p class="al-inbox__count">
      <strong>
        {rows.length} {some ? "auf dieser Seite" : choice.ansicht === "erledigt" ? "erledigt" : "offen"}
      </strong>
      {parts && `: ${parts}`}.
    </p>
  );
}
