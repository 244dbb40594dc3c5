import { Button, DescriptionList, ErrorSummary } from "@allmende/kern";
import type { Statement } from "../../domains/cases/index.ts";
import { longDay, shortDay } from "./dates.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";
import type { Entered } from "./verb-form.tsx";

/** What this office is asked, soonest first. */
export function askedListPage(frame: StaffFrame, asked: readonly Statement[], today: string): string {
  return renderStaffPage(
    frame,
    "Stellungnahmen",
    <div class="al-desk__plain">
      <h1>Stellungnahmen</h1>
      {asked.length === 0 && <p class="al-empty">Hier liegt nichts. Niemand wartet auf Ihre Stellungnahme.</p>}
      {asked.map((one) => (
        <section class="al-panel" key={one.id} aria-labelledby={`frage-${one.id}`}>
          <h2 id={`frage-${one.id}`}>
            <a href={`/amt/stellungnahmen/${one.id}`}>{one.title}</a>
          </h2>
          <p class="al-prewrap">{one.question}</p>
          <p class="al-meta">Antwort bis {shortDay(one.until, today)}</p>
        </section>
      ))}
    </div>,
  );
}

/** One question with what may be seen, and the place for the answer. */
export function askedPage(frame: StaffFrame, asked: Statement, entered?: Entered): string {
  const problem = entered?.problem;
  return renderStaffPage(
    frame,
    "Stellungnahme",
    <div class="al-desk__plain">
      <p class="al-crumb">
        <a href="/amt/stellungnahmen">Stellungnahmen</a>
      </p>
      {problem && (
        <ErrorSummary title="Bitte prüfen Sie Ihre Angaben" entries={[{ target: problem.field, text: problem.text }]} />
      )}
      <h1>{asked.title}</h1>
      <p class="al-prewrap">{asked.question}</p>
      <p class="al-meta">Antwort bis {longDay(asked.until)}</p>
      {asked.facts.length > 0 && (
        <section class="al-panel" aria-labelledby="angaben">
          <h2 id="angaben">Diese Angaben sind für Sie freigegeben</h2>
          <DescriptionList items={asked.facts.map(({ label, lines }) => ({ term: label, value: lines.join(", ") }))} />
        </section>
      )}
      {asked.state === "withdrawn" && <p>Die Frage hat sich erledigt. Eine Antwort ist nicht mehr nötig.</p>}
      {asked.state === "open" || entered ? (
        <form method="post" action={`/amt/stellungnahmen/${asked.id}`}>
          <input type="hidden" name="_token" value={frame.token} />
          <label class="al-label" for="antwort">
            Ihre Stellungnahme
          </label>
          <textarea class="kern-form-input__input al-textarea" id="antwort" name="antwort" rows={6} maxLength={5000}>
            {entered?.values.antwort?.[0] ?? ""}
          </textarea>
          <p class="al-buttons">
            <Button>Stellungnahme abgeben</Button>
          </p>
        </form>
      ) : (
        <p class="al-prewrap">{asked.answer}</p>
      )}
    </div>,
  );
}
