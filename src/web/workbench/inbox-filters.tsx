import { Icon } from "@allmende/kern";
import { addressOf, orders, several, states } from "./inbox-choice.ts";
import type { InboxView } from "./inbox-view.ts";
import type { StaffFrame } from "./staff-page.tsx";

/** The filters as one form; each active one is a chip that takes itself away. */
export function FilterBar({ frame, view }: { frame: StaffFrame; view: InboxView }) {
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
export function BulkBar({ receivers, tags }: Pick<InboxView, "receivers" | "tags">) {
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
