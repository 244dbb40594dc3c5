import { Button, ButtonLink, ErrorSummary, Icon } from "@allmende/kern";
import { stepWords, type StepWord } from "@allmende/service-package";
import type { CaseView, NextStep } from "./case-view.ts";
import { fullInstant, shortDay } from "./dates.ts";
import type { StaffFrame } from "./staff-page.tsx";
import { closedAs } from "./words.ts";

const wordLabels: Record<StepWord, string> = { begruendung: "Begründung", auflagen: "Auflagen" };
const wordErrors: Record<StepWord, string> = {
  begruendung: "Schreiben Sie, warum Sie so entscheiden. Der Text steht im Bescheid.",
  auflagen: "Schreiben Sie, welche Auflagen gelten. Der Text steht im Bescheid.",
};

/** What is to be done now, by whom, and how it can end. */
export function NextPanel({ frame, view }: { frame: StaffFrame; view: CaseView }) {
  const { found, next, request } = view;
  const mine = view.reach === "mine";
  if (found.status === "closed") {
    return (
      <section class="al-panel" aria-labelledby="schritt">
        <h2 id="schritt">Abgeschlossen</h2>
        <p>
          {closedAs(view.closure, view.story.deemed)}
          {view.closure ? `, ${fullInstant(view.closure.closedAt)}` : ""}
        </p>
        {view.closure?.reason && <p class="al-prewrap">{view.closure.reason}</p>}
        {view.closure?.decision?.reasons && <p class="al-prewrap">{view.closure.decision.reasons}</p>}
      </section>
    );
  }
  if (request) {
    return (
      <section class="al-panel al-panel--next" aria-labelledby="schritt">
        <h2 id="schritt">Wartet auf {found.applicant}</h2>
        <p>
          Bis {shortDay(request.until, view.today)}: {view.requestLabels.join(", ")}
        </p>
        <p class="al-prewrap al-muted">{request.message}</p>
        {request.until < view.today && (
          <p>
            <strong>Die Frist ist abgelaufen.</strong> Sie entscheiden, wie es weitergeht.
          </p>
        )}
        <p class="al-buttons">
          <ButtonLink kind="secondary" href={`/amt/vorgaenge/${found.id}/aktenlage`}>
            Nach Aktenlage entscheiden
          </ButtonLink>
          <ButtonLink kind="secondary" href={`/amt/vorgaenge/${found.id}/fristverlaengerung`}>
            Mehr Zeit geben
          </ButtonLink>
        </p>
      </section>
    );
  }
  // What went wrong is told above, and is the next step.
  if (!next && view.process.incidents.length + view.process.failing.length > 0) return null;
  return (
    <section class="al-panel al-panel--next" aria-labelledby="schritt">
      <h2 id="schritt">Nächster Schritt: {next?.name ?? "keiner"}</h2>
      {view.beside.length > 0 && (
        <p>
          Daneben wartet:{" "}
          {view.beside.map(({ taskId, name }, index) => (
            <span key={taskId}>
              {index > 0 && ", "}
              <a href={`/amt/vorgaenge/${found.id}?aufgabe=${taskId}`}>{name}</a>
            </span>
          ))}
        </p>
      )}
      {view.process.timers.map(({ step, ringsAt }) => (
        <p class="al-meta" key={step}>
          {step}: von selbst am {fullInstant(ringsAt)}
        </p>
      ))}
      {!next && !view.process.running && <p>Der Ablauf ist zu Ende. Schließen Sie den Vorgang von Hand ab.</p>}
      {!mine && <TakeForm frame={frame} view={view} />}
      {mine && found.assigneeId !== frame.staff?.id && (
        <p class="al-meta">In Vertretung für {view.names.get(`staff:${found.assigneeId}`) ?? "jemand anderen"}.</p>
      )}
      {mine && next && <StepForm frame={frame} view={view} next={next} />}
      {mine && (
        <form class="al-return" method="post" action={`/amt/vorgaenge/${found.id}/rueckgabe`}>
          <input type="hidden" name="_token" value={frame.token} />
          <button type="submit">An das Amt zurückgeben</button>
        </form>
      )}
    </section>
  );
}

/** With whom a case lies, and how one gets it: a free one is taken, a colleague's is assigned to oneself and noted. */
function TakeForm({ frame, view: { found, names, reach } }: { frame: StaffFrame; view: CaseView }) {
  const place = `/amt/vorgaenge/${found.id}`;
  return (
    <form method="post" action={reach === "free" ? `${place}/uebernahme` : `${place}/zuweisung`}>
      <input type="hidden" name="_token" value={frame.token} />
      <p>
        {found.assigneeId
          ? `Liegt bei ${names.get(`staff:${found.assigneeId}`) ?? "jemand anderem"}.`
          : reach === "free"
            ? "Noch bei niemandem."
            : "Liegt in einem anderen Amt."}
      </p>
      {reach === "free" && <Button>Übernehmen</Button>}
      {reach === "colleague" && (
        <Button kind="secondary" name="an" value={`person|${frame.staff?.id}`}>
          Mir zuweisen
        </Button>
      )}
    </form>
  );
}

function StepForm({ frame, view, next }: { frame: StaffFrame; view: CaseView; next: NextStep }) {
  const { typed } = view;
  const [proposal] = next.signatures;
  return (
    <form method="post" action={`/amt/vorgaenge/${view.found.id}/schritt`}>
      <input type="hidden" name="_token" value={frame.token} />
      <input type="hidden" name="aufgabe" value={next.task.id} />
      {typed.missing.length > 0 && (
        <ErrorSummary
          title="So kann der Schritt noch nicht enden"
          entries={typed.missing.map((word) => ({ target: word, text: wordErrors[word] }))}
        />
      )}
      {proposal && (
        <p>
          {proposal.name} hat gezeichnet:{" "}
          <strong>{next.outcomes.find(({ value }) => value === proposal.outcome)?.label ?? proposal.outcome}</strong>.
          Zeichnen Sie dasselbe mit denselben Worten, dann gilt es.
        </p>
      )}
      {next.checks.map((check, index) => (
        <div class="kern-form-check al-check" key={check}>
          <input
            class="kern-form-check__checkbox"
            type="checkbox"
            id={`pruefung-${index}`}
            name="pruefung"
            value={String(index)}
            checked={typed.ticked.includes(String(index))}
          />
          <label class="kern-label" for={`pruefung-${index}`}>
            {check}
          </label>
        </div>
      ))}
      {stepWords.map((word) => {
        const askedBy = next.outcomes.filter(({ asks }) => asks.includes(word));
        if (askedBy.length === 0) return null;
        const missing = typed.missing.includes(word);
        return (
          <div key={word} class={missing ? "al-words al-field--error" : "al-words"}>
            <label class="al-label" for={word}>
              {wordLabels[word]}{" "}
              <span class="al-muted">nötig für „{askedBy.map(({ label }) => label).join("“, „")}“</span>
            </label>
            {missing && (
              <p class="kern-error" id={`${word}-fehler`}>
                <Icon name="warning" /> {wordErrors[word]}
              </p>
            )}
            <textarea
              class="kern-form-input__input al-textarea"
              id={word}
              name={word}
              rows={typed.words[word] ? 5 : 2}
              maxLength={5000}
              aria-invalid={missing ? "true" : undefined}
              aria-describedby={missing ? `${word}-fehler` : undefined}
            >
              {typed.words[word] ?? proposal?.words[word] ?? ""}
            </textarea>
          </div>
        );
      })}
      <p class="al-buttons">
        {next.outcomes.map((outcome, index) => (
          <Button
            key={outcome.value}
            kind={index === 0 ? "primary" : "secondary"}
            name="ergebnis"
            value={outcome.value}
          >
            {outcome.label}
          </Button>
        ))}
      </p>
    </form>
  );
}
