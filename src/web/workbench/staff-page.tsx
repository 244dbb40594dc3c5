import { Icon, type IconName } from "@allmende/kern";
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Staff, Tenant } from "../../domains/tenancy/index.ts";
import { portalOf, type WebContext } from "../environment.ts";
import { Crest } from "../ui/crest.tsx";
import { workbenchSheet } from "../ui/styles.ts";

/** A list of the desk; only work that is due carries the yellow counter. */
export interface View {
  href: string;
  name: string;
  icon: IconName;
  current: boolean;
  count?: number;
  due?: boolean;
}

export interface StaffFrame {
  tenant: Tenant;
  staff: Staff | undefined;
  views: readonly View[];
  /** Lists the person keeps for themselves. */
  saved: readonly (View & { id: string })[];
  /** Places beside the lists: the treasury's desk. */
  tools: readonly View[];
  token: string;
  query?: string;
}

export function renderStaffPage(frame: StaffFrame, title: string, children: ComponentChildren): string {
  return `<!doctype html>${renderToString(<StaffPage frame={frame} title={title} children={children} />)}`;
}

function StaffPage({ frame, title, children }: { frame: StaffFrame; title: string; children: ComponentChildren }) {
  const { tenant, staff, views, saved, tools } = frame;
  return (
    <html lang="de">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${tenant.shortName} Arbeitsplatz`}</title>
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={workbenchSheet.path} />
        <link rel="stylesheet" href={`/thema-${tenant.hue}-${tenant.chroma}.css`} />
        <link rel="icon" href="/wappen.svg" type="image/svg+xml" />
      </head>
      <body class="al-staff">
        <a class="al-skip" href="#inhalt">
          Zum Inhalt springen
        </a>
        <header class="al-sidebar">
          <a class="al-sidebar__brand" href="/amt">
            <Crest name={tenant.crest} size={28} />
            <span>
              <strong>{tenant.shortName}</strong>
              <span>Arbeitsplatz</span>
            </span>
          </a>
          {staff && (
            <details class="al-views">
              <summary>
                Ansichten <DueCount views={views} />
              </summary>
              <nav aria-label="Ansichten">
                <ViewList views={views} />
                {saved.length > 0 && (
                  <>
                    <h2>Gespeicherte Ansichten</h2>
                    <ViewList views={saved} />
                  </>
                )}
                {tools.length > 0 && (
                  <>
                    <h2>Arbeitsmittel</h2>
                    <ViewList views={tools} />
                  </>
                )}
              </nav>
            </details>
          )}
          {staff && (
            <form class="al-sidebar__person" method="post" action="/amt/abmeldung">
              <input type="hidden" name="_token" value={frame.token} />
              <span class="al-sidebar__initials" aria-hidden="true">
                {initials(staff.name)}
              </span>
              <p>
                <strong>{staff.name}</strong>
                <span>{staff.departmentName}</span>
              </p>
              <button type="submit">Abmelden</button>
            </form>
          )}
        </header>
        <main id="inhalt" class="al-desk">
          {staff && (
            <form class="al-desk__search" action="/amt" method="get" role="search">
              <label class="kern-sr-only" for="suche">
                Vorgang, Name oder Aktenzeichen suchen
              </label>
              <Icon name="search" size={20} />
              <input
                id="suche"
                name="q"
                type="search"
                value={frame.query ?? ""}
                placeholder="Vorgang, Name oder Aktenzeichen"
                maxLength={200}
              />
              <input type="hidden" name="ansicht" value="alle" />
            </form>
          )}
          {children}
        </main>
      </body>
    </html>
  );
}

function ViewList({ views }: { views: readonly View[] }) {
  return (
    <ul>
      {views.map(({ href, name, icon, current, count, due }) => (
        <li key={href}>
          <a href={href} aria-current={current ? "page" : undefined}>
            <Icon name={icon} size={20} />
            <span>{name}</span>
            {count !== undefined && (
              <span class={due && count > 0 ? "al-count al-count--due" : "al-count"}>{count}</span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}

const initials = (name: string): string =>
  name
    .split(" ")
    .map((part) => part[0])
    .join("")
    .slice(0, 2);

function DueCount({ views }: { views: readonly View[] }) {
  const due = views.find((view) => view.due)?.count ?? 0;
  return due > 0 ? <span class="al-count al-count--due">{due}</span> : null;
}

/** A refusal or an error at the desk: what happened, and the way on. */
export function staffMessage(c: WebContext, title: string, text: string, children?: ComponentChildren): string {
  const frame: StaffFrame = {
    tenant: portalOf(c).tenant,
    staff: undefined,
    views: [],
    saved: [],
    tools: [],
    token: "",
  };
  return renderStaffPage(
    frame,
    title,
    <div class="al-desk__plain">
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
      <p>
        <a href="/amt">Zu meinen Vorgängen</a>
      </p>
    </div>,
  );
}
