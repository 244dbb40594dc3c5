import { Button, ButtonLink } from "@allmende/kern";
import type { Batch, Letter } from "../../domains/letters/index.ts";
import { legalDay } from "../../platform/clock.ts";
import { fullInstant, plainDay, shortInstant } from "./dates.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

export interface OutgoingView {
  waiting: readonly Letter[];
  batches: readonly Batch[];
  names: ReadonlyMap<string, string>;
  today: string;
  /** What was chosen and could not be marked so. */
  problem?: { text: string; chosen: readonly string[]; day: string };
}

/** Letters for those without an account: print them, post them, say on which day. */
export function outgoingPage(frame: StaffFrame, { waiting, batches, names, today, problem }: OutgoingView): string {
  const count = waiting.length;
  return renderStaffPage(
    frame,
    problem ? "Fehler: Postausgang" : "Postausgang",
    <div class="al-inbox">
      <h1>Postausgang</h1>
      {count === 0 ? (
        <p class="al-empty">
          Kein Brief wartet auf den Druck. Hierher kommen Briefe an Menschen ohne Konto; alle anderen gehen in ihr
          Postfach.
        </p>
      ) : (
        <>
          <p class="al-inbox__count">
            <strong>{count === 1 ? "1 Brief wartet" : `${count} Briefe warten`}</strong> auf den Druck. Drucken Sie sie
            zusammen, geben Sie sie zur Post und vermerken Sie den Tag: Von ihm an zählen die Fristen.
          </p>
          <p class="al-buttons">
            <ButtonLink href="/amt/postausgang.pdf">Alle als eine PDF öffnen</ButtonLink>
          </p>
          <form method="post" action="/amt/postausgang">
            <input type="hidden" name="_token" value={frame.token} />
            <table class="al-table al-records">
              <caption class="kern-sr-only">Briefe, die auf den Druck warten</caption>
              <thead>
                <tr>
                  <th scope="col">Empfänger</th>
                  <th scope="col">Brief</th>
                  <th scope="col">Anschrift</th>
                  <th scope="col">Geschrieben</th>
                </tr>
              </thead>
              <tbody>
                {waiting.map((letter) => (
                  <tr key={letter.id} class="al-table__row">
                    <th scope="row">
                      <span class="kern-form-check al-check">
                        <input
                          class="kern-form-check__checkbox"
                          type="checkbox"
                          name="brief"
                          value={letter.id}
                          id={`brief-${letter.id}`}
                          checked={problem ? problem.chosen.includes(letter.id) : true}
                        />
                        <label class="kern-label" for={`brief-${letter.id}`}>
                          {letter.paper.recipient?.[0] ?? "–"}
                        </label>
                      </span>
                    </th>
                    <td>
                      <a href={`/amt/vorgaenge/${letter.caseId}`}>{letter.paper.title}</a>
                      {letter.language !== "de" && ` (Übersetzung, ${letter.language})`}
                    </td>
                    <td class={address(letter) ? "al-muted" : undefined}>{address(letter) || "Anschrift fehlt"}</td>
                    <td class="al-muted">{shortInstant(letter.writtenAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <div class={problem ? "al-verb al-field--error" : "al-verb"}>
              <label class="al-label" for="tag">
                Zur Post gegeben am
              </label>
              {problem && (
                <p class="kern-error" id="tag-fehler" role="alert">
                  {problem.text}
                </p>
              )}
              <input
                class="kern-form-input__input al-width-16"
                type="date"
                id="tag"
                name="tag"
                max={today}
                value={problem?.day ?? today}
                aria-describedby={problem ? "tag-fehler" : undefined}
                aria-invalid={problem ? "true" : undefined}
              />
            </div>
            <p class="al-buttons">
              <Button kind="secondary">Gewählte als versendet vermerken</Button>
            </p>
          </form>
        </>
      )}
      {batches.length > 0 && (
        <section aria-labelledby="versendet">
          <h2 id="versendet">Zuletzt versendet</h2>
          <ul class="al-records__open">
            {batches.map((batch) => (
              <li key={batch.id}>
                <div>
                  <a href={`/amt/postausgang/${batch.id}/stapel.pdf`}>
                    {plainDay(batch.postedOn)}: {batch.letters === 1 ? "1 Brief" : `${batch.letters} Briefe`}
                  </a>
                  <p class="al-meta">
                    vermerkt von {names.get(batch.postedBy) ?? "Amt"}, {fullInstant(batch.markedAt)}
                  </p>
                </div>
                {legalDay(batch.markedAt) === today && (
                  <form method="post" action={`/amt/postausgang/${batch.id}/ruecknahme`}>
                    <input type="hidden" name="_token" value={frame.token} />
                    <Button kind="tertiary">Zurücknehmen</Button>
                  </form>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>,
  );
}

const address = ({ paper }: Letter): string => (paper.recipient ?? []).slice(1).filter(Boolean).join(", ");
