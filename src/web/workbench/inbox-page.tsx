import { Badge, Icon } from "@allmende/kern";
import { dueDayOf, isByDue, type Case } from "../../domains/cases/index.ts";
import type { Absence } from "../../domains/tenancy/index.ts";
import { daysBetween, endOfWeek, longDay, plainDay, shortDay, shortInstant } from "./dates.ts";
import { addressOf, columns, filterOf, orders, several, states, viewNamed, type InboxChoice } from "./inbox-choice.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";
import { calendarNews, newsWords } from "./words.ts";

/** A case with the words of its next step. */
export interface InboxRow extends Case {
  nextStep: string;
  tags: readonly string[];
}

export interface InboxView {
  choice: InboxChoice;
  rows: readonly InboxRow[];
  /** Legal day, ISO. */
  today: string;
  services: readonly { slug: string; name: string }[];
  /** Address of the next page. */
  next: string | undefined;
  /** Whose desk it is, and who is away today. */
  staffId: string;
  standIns: readonly Absence[];
  /** Columns somebody leaves out. */
  hidden: readonly string[];
  /** This very list is where the desk begins. */
  isStart: boolean;
  /** Who can get a case; only where several can be ticked. */
  receivers: readonly (readonly [value: string, name: string])[];
  /** Tags in use, for the filter. */
  tags: readonly string[];
  /** This very list is kept already. */
  savedId: string | undefined;
}

interface Group {
  name: string;
  /** "2 heute" in the sentence above the list. */
  said: string;
  rows: InboxRow[];
}

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

/** The filters as one form; each active one is a chip that takes itself away. */
function FilterBar({ frame, view }: { frame: StaffFrame; view: InboxView }) {
  const { choice, services } = view;
  const chips = [
    { key: "leistung", name: services.find(({ slug }) => slug === choice.leistung)?.name ?? choice.leistung },
    { key: "stand", name: states.find(({ key }) => key === choice.stand)?.name ?? "" },
    { key: "schlagwort", name: choice.schlagwort },
  ].filter(({ name }) => name);
  return (
    <div class="al-filter">
      {chips.map(({ key, name }) => (
        <a key={key} class="al-chip" href={addressOf({ ...choice, [key]: "", ab: "" })}>
          {name} <Icon name="close" size={16} />
          <span class="kern-sr-only"> (Filter entfernen)</span>
        </a>
      ))}
      <details class="al-filter__more">
        <summary>Filtern und ordnen</summary>
        <form action="/amt" method="get">
          <input type="hidden" name="ansicht" value={choice.ansicht} />
          <Choose label="Leistung" name="leistung" none="Alle Leistungen" chosen={choice.leistung}>
            {services.map(({ slug, name }) => ({ key: slug, name }))}
          </Choose>
          <Choose label="Stand" name="stand" none="Jeder Stand" chosen={choice.stand}>
            {states}
          </Choose>
          {view.tags.length > 0 && (
            <Choose label="Schlagwort" name="schlagwort" none="Alle Schlagworte" chosen={choice.schlagwort}>
              {view.tags.map((tag) => ({ key: tag, name: tag }))}
            </Choose>
          )}
          <Choose label="Reihenfolge" name="ordnung" chosen={choice.ordnung}>
            {orders}
          </Choose>
          <button class="kern-btn kern-btn--primary" type="submit">
            Anwenden
          </button>
        </form>
      </details>
      {view.rows.length > 0 && (
        <a class="al-filter__several" href={addressOf({ ...choice, auswahl: choice.auswahl ? "" : several })}>
          {choice.auswahl ? "Auswahl beenden" : "Mehrere auswählen"}
        </a>
      )}
      {!view.isStart && (
        <form class="al-inline" method="post" action="/amt/anfang">
          <input type="hidden" name="_token" value={frame.token} />
          <input type="hidden" name="filter" value={addressOf({ ...choice, ab: "" }).slice("/amt?".length)} />
          <button type="submit">Hiermit beginnen</button>
        </form>
      )}
      <SaveView frame={frame} view={view} />
    </div>
  );
}

/** What can be done with all that is ticked. */
function BulkBar({ receivers, tags }: Pick<InboxView, "receivers" | "tags">) {
  return (
    <fieldset class="al-bulk">
      <legend>Mit den angekreuzten Vorgängen</legend>
      <button class="kern-btn kern-btn--primary" type="submit" name="schritt" value="uebernehmen">
        Übernehmen
      </button>
      <button class="kern-btn kern-btn--secondary" type="submit" name="schritt" value="zurueckgeben">
        Zurückgeben
      </button>
      <p>
        <label for="stapel-an">Zuweisen an</label>
        <select id="stapel-an" name="an">
          {receivers.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <button class="kern-btn kern-btn--secondary" type="submit" name="schritt" value="zuweisen">
          Zuweisen
        </button>
      </p>
      <p>
        <label for="stapel-wort">Schlagwort</label>
        <input id="stapel-wort" name="wort" maxLength={40} list="schlagworte" />
        <datalist id="schlagworte">
          {tags.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
        <button class="kern-btn kern-btn--secondary" type="submit" name="schritt" value="schlagwort">
          Vergeben
        </button>
      </p>
    </fieldset>
  );
}

function SaveView({ frame, view: { choice, savedId } }: { frame: StaffFrame; view: InboxView }) {
  if (savedId) {
    return (
      <form class="al-filter__save" method="post" action={`/amt/ansichten/${savedId}/entfernen`}>
        <input type="hidden" name="_token" value={frame.token} />
        <button type="submit">Ansicht entfernen</button>
      </form>
    );
  }
  if (!choice.leistung && !choice.stand && !choice.schlagwort && choice.ordnung === "frist") return null;
  return (
    <form class="al-filter__save" method="post" action="/amt/ansichten">
      <input type="hidden" name="_token" value={frame.token} />
      <input type="hidden" name="filter" value={addressOf({ ...choice, ab: "", auswahl: "" }).slice("/amt?".length)} />
      <label class="kern-sr-only" for="ansicht-name">
        Name der Ansicht
      </label>
      <input id="ansicht-name" name="name" maxLength={60} placeholder="Name der Ansicht" required />
      <button type="submit">Ansicht speichern</button>
    </form>
  );
}

function Choose({
  label,
  name,
  none,
  chosen,
  children,
}: {
  label: string;
  name: string;
  none?: string;
  chosen: string;
  children: readonly { key: string; name: string }[];
}) {
  return (
    <p>
      <label for={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name}>
        {none && <option value="">{none}</option>}
        {children.map((option) => (
          <option key={option.key} value={option.key} selected={option.key === chosen}>
            {option.name}
          </option>
        ))}
      </select>
    </p>
  );
}

function CaseTable({
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
function groupByDue(rows: readonly InboxRow[], today: string): Group[] {
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
