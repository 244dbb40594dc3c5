import { Badge, ButtonLink } from "@allmende/kern";
import { fullInstant, shortDay } from "./dates.ts";
import type { CaseStory } from "./story-view.ts";

/** What citizen, other offices and law added to a case: objections, statements, changed answers, contacts. */
export function StoryPanels({
  caseId,
  story,
  today,
  token,
}: {
  caseId: string;
  story: CaseStory;
  today: string;
  token: string;
}) {
  const { objections, statements, changes, contacts, reopenings, handovers } = story;
  return (
    <>
      {objections.map((objection) => (
        <section class="al-panel" key={objection.id} aria-labelledby={`widerspruch-${objection.id}`}>
          <h2 id={`widerspruch-${objection.id}`}>
            Widerspruch <Badge tone={objection.inTime === false ? "warning" : "info"}>{timely(objection.inTime)}</Badge>
          </h2>
          <p class="al-prewrap">{objection.body}</p>
          <p class="al-meta">
            {channels[objection.channel]}, eingegangen {shortDay(objection.raisedOn, today)}
            {objection.remedyUntil && `, Frist bis ${shortDay(objection.remedyUntil, today)}`}
          </p>
          {objection.state === "open" ? (
            <ButtonLink href={`/amt/vorgaenge/${caseId}/abhilfe`}>Über den Widerspruch entscheiden</ButtonLink>
          ) : (
            <p>
              {outcomes[objection.state]}: {objection.reason}
            </p>
          )}
        </section>
      ))}
      {handovers.map(({ id, toName, state, takenAs, at }) => (
        <section class="al-panel" key={id} aria-labelledby={`abgabe-${id}`}>
          <h2 id={`abgabe-${id}`}>Abgegeben an {toName}</h2>
          <p>
            {state === "sent" && "Ist unterwegs. Die andere Verwaltung öffnet gerade einen Vorgang."}
            {state === "taken" && `Dort angekommen, Aktenzeichen ${takenAs ?? "–"}.`}
            {state === "returned" && "Kam zurück: Dort wird diese Leistung nicht mehr angeboten."}
          </p>
          <p class="al-meta">{fullInstant(at)}</p>
        </section>
      ))}
      {statements.length > 0 && (
        <section class="al-panel" aria-labelledby="stellungnahmen">
          <h2 id="stellungnahmen">Stellungnahmen</h2>
          {statements.map((one) => (
            <div class="al-note" key={one.id}>
              <h3>{one.askedOf}</h3>
              <p class="al-prewrap al-muted">{one.question}</p>
              {one.state === "withdrawn" && <p class="al-meta">Hat sich erledigt</p>}
              {one.state === "open" && (
                <form
                  class="al-return"
                  method="post"
                  action={`/amt/vorgaenge/${caseId}/stellungnahmen/${one.id}/ruecknahme`}
                >
                  <input type="hidden" name="_token" value={token} />
                  <p class="al-meta">Antwort erwartet bis {shortDay(one.until, today)}</p>
                  <button type="submit">Frage zurücknehmen</button>
                </form>
              )}
              {one.answer !== null && <p class="al-prewrap">{one.answer}</p>}
              {one.facts.length > 0 && (
                <p class="al-meta">Freigegeben: {one.facts.map(({ label }) => label).join(", ")}</p>
              )}
            </div>
          ))}
        </section>
      )}
      {changes.length > 0 && (
        <div class="al-panel">
          <h2 id="aenderungen">Geänderte Angaben</h2>
          <div class="al-scroll" role="region" aria-labelledby="aenderungen" tabIndex={0}>
            <table class="al-changes">
              <thead>
                <tr>
                  <th scope="col">Angabe</th>
                  <th scope="col">Vorher</th>
                  <th scope="col">Jetzt</th>
                </tr>
              </thead>
              <tbody>
                {changes.map(({ label, before, after, at }, index) => (
                  <tr key={index}>
                    <th scope="row">
                      {label} <span class="al-meta">{fullInstant(at)}</span>
                    </th>
                    <td>{before ? <del>{before}</del> : "keine Angabe"}</td>
                    <td>{after ? <ins>{after}</ins> : "keine Angabe"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
      {contacts.length > 0 && (
        <section class="al-panel" aria-labelledby="kontakte">
          <h2 id="kontakte">Kontakte</h2>
          <ul class="al-links">
            {contacts.map(({ id, role, name, street, place, phone, email }) => (
              <li key={id}>
                {[name, street, place, phone, email].filter(Boolean).join(", ")}
                {contactRoles[role] && <span class="al-meta"> {contactRoles[role]}</span>}
                {role !== "applicant" && (
                  <form class="al-inline" method="post" action={`/amt/vorgaenge/${caseId}/kontakte/${id}/entfernen`}>
                    <input type="hidden" name="_token" value={token} />
                    <button type="submit" aria-label={`Kontakt ${name} entfernen`}>
                      Entfernen
                    </button>
                  </form>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {reopenings.map(({ id, cause, reason, reopenedAt }) => (
        <section class="al-panel" key={id} aria-label="Wiederaufnahme">
          <h2>Wieder aufgenommen: {causes[cause]}</h2>
          <p class="al-prewrap">{reason}</p>
          <p class="al-meta">{fullInstant(reopenedAt)}</p>
        </section>
      ))}
    </>
  );
}

const contactRoles: Record<string, string> = { applicant: "", representative: "bevollmächtigt", other: "" };
const timely = (inTime: boolean | null): string =>
  inTime === null ? "Frist unbekannt" : inTime ? "in der Frist" : "nach der Frist";
const channels = { online: "Online", paper: "Brief", record: "Zur Niederschrift" };
const outcomes = { remedied: "Abgeholfen", forwarded: "Vorgelegt", withdrawn: "Zurückgenommen", open: "Offen" };
const causes = {
  objection: "Widerspruch",
  "new-facts": "neue Tatsachen",
  mistake: "Fehler",
  returned: "Abgabe kam zurück",
};
