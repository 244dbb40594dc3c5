import { Badge, Button, ButtonLink } from "@allmende/kern";
import type { DeemedStep } from "../../domains/cases/index.ts";
import type { CaseView } from "./case-view.ts";
import { daysBetween, fullDay, fullInstant, plainDay } from "./dates.ts";

/** When a case is deemed granted if nobody decides, since when it is, and what can be done about it (§ 42a VwVfG). */
export function DeemedPanel({ view, token }: { view: CaseView; token: string }) {
  const { found, story, today } = view;
  const last = story.deemed.at(-1);
  if (!last) return null;
  const occurred = story.deemed.find(({ step }) => step === "occurred");
  if (!occurred && found.status === "closed") return null;
  const written = story.deemed.filter(({ step }) => step === "certified").length;
  return (
    <section class="al-panel" aria-labelledby="fiktion">
      <h2 id="fiktion">
        Genehmigungsfiktion <Standing last={last} occurred={occurred} today={today} />
      </h2>
      {occurred ? (
        <p>
          Gilt als genehmigt mit Ablauf des <strong>{fullDay(occurred.endsOn!)}</strong>. Bis dahin wurde nicht
          entschieden.
        </p>
      ) : last.endsOn ? (
        <p>
          Ohne Entscheidung gilt der Antrag mit Ablauf des <strong>{fullDay(last.endsOn)}</strong> als genehmigt.
        </p>
      ) : (
        <p>Die Frist hat noch nicht begonnen: Es fehlen Unterlagen. Sie beginnt, wenn alles da ist.</p>
      )}
      <p class="al-meta">{last.law}; § 42a VwVfG</p>
      <details class="al-why">
        <summary>Warum dieser Tag?</summary>
        <ol class="al-reasons">
          {story.deemed.toReversed().map((step) => (
            <li key={step.id}>
              <Step step={step} who={view.names.get(step.by)} />
            </li>
          ))}
        </ol>
      </details>
      {occurred ? (
        <form method="post" action={`/amt/vorgaenge/${found.id}/bescheinigung`}>
          <input type="hidden" name="_token" value={token} />
          <input type="hidden" name="geschrieben" value={String(written)} />
          <p class="al-buttons">
            <Button kind="secondary">{written > 0 ? "Noch einmal bescheinigen" : "Bescheinigung schreiben"}</Button>
          </p>
        </form>
      ) : (
        last.endsOn &&
        (view.reach === "mine" || view.reach === "free") &&
        !story.deemed.some(({ step }) => step === "extended") && (
          <p class="al-buttons">
            <ButtonLink kind="secondary" href={`/amt/vorgaenge/${found.id}/fiktionsfrist`}>
              Frist einmal verlängern
            </ButtonLink>
          </p>
        )
      )}
    </section>
  );
}

function Standing({ last, occurred, today }: { last: DeemedStep; occurred: DeemedStep | undefined; today: string }) {
  if (occurred) return <Badge tone="success">Eingetreten</Badge>;
  if (!last.endsOn) return <Badge tone="info">Noch nicht begonnen</Badge>;
  const left = daysBetween(today, last.endsOn);
  const text = left === 0 ? "Letzter Tag" : left === 1 ? "Noch 1 Tag" : `Noch ${left} Tage`;
  return <Badge tone={left <= 14 ? "danger" : "info"}>{text}</Badge>;
}

const said: Record<DeemedStep["step"], (step: DeemedStep) => string> = {
  begun: ({ completeOn }) => `Unterlagen vollständig am ${fullDay(completeOn!)}`,
  halted: ({ by }) =>
    `${by === "system" ? "Eine Unterlage ist nicht lesbar" : "Unterlagen nachgefordert"}: Die Frist hat nicht begonnen`,
  extended: ({ endsOn }) => `Einmal verlängert bis ${fullDay(endsOn!)}`,
  occurred: ({ endsOn }) => `Frist abgelaufen am ${fullDay(endsOn!)}`,
  certified: () => "Bescheinigung geschrieben",
};

function Step({ step, who }: { step: DeemedStep; who: string | undefined }) {
  return (
    <div class="al-reason">
      <p>
        <strong>{said[step.step](step)}</strong>{" "}
        <span class="al-meta">
          {fullInstant(step.at)}
          {who && `, ${who}`}
        </span>
      </p>
      {step.reason && <p class="al-prewrap">{step.reason}</p>}
      {(step.step === "begun" || step.step === "extended") && (
        <dl class="al-money">
          {step.reasons.map(({ rule, law, to, because }) => (
            <div key={rule}>
              <dt>
                {rules[rule] ?? rule} <span class="al-meta">{law}</span>
              </dt>
              <dd>
                {plainDay(to)}
                {because && ` (${restWords[because] ?? because})`}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

const restWords: Record<string, string> = { Saturday: "statt Samstag", Sunday: "statt Sonntag" };

const rules: Record<string, string> = {
  "event-day-not-counted": "Der Tag des Eingangs zählt nicht mit",
  "days-counted": "Tage gezählt",
  "weeks-counted": "Wochen gezählt",
  "months-counted": "Monate gezählt",
  "end-of-shorter-month": "Der Monat hat diesen Tag nicht",
  "working-days-counted": "Arbeitstage gezählt",
  "shifted-to-working-day": "Nächster Werktag",
  "extended-once": "Verlängert",
};
