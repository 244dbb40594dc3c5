import { Button } from "@allmende/kern";
import type { TreasuryReason, TreasuryTask } from "../../domains/payments/index.ts";
import { money, readerOf } from "../portal/frame.ts";
import { fullInstant } from "./dates.ts";
import type { Staff } from "../../domains/tenancy/index.ts";
import { VerbQuestions } from "./verb-form.tsx";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

/** A treasury task with the case it came from, when there is one. */
export interface TreasuryRow extends TreasuryTask {
  caseId?: string;
  fileReference?: string | null;
}

const words: Record<TreasuryReason, { title: string; text: string }> = {
  refused: {
    title: "Gebühr erstatten",
    text: "Der Antrag ist abgelehnt. Im Bescheid steht, dass die Kasse erstattet.",
  },
  withdrawn: { title: "Erstattung prüfen", text: "Der Antrag wurde nach der Zahlung zurückgenommen." },
  late: { title: "Betrag erstatten", text: "Das Geld kam, als der Antrag schon verfallen oder zurückgenommen war." },
  double: { title: "Betrag erstatten", text: "Der Antrag war schon bezahlt." },
  mismatch: {
    title: "Zahlung klären",
    text: "Der Zahlungsdienst nennt einen anderen Betrag, eine andere Zahlung, oder er kennt sie nicht mehr. Fragen Sie dort nach.",
  },
};

export interface TreasuryView {
  rows: readonly TreasuryRow[];
  team: readonly Staff[];
  /** Where the list begins, on a later page; where it goes on. */
  begin: string | undefined;
  next: string | undefined;
}

/** What the treasury must do, oldest first. */
export function treasuryPage(frame: StaffFrame, { rows, team, begin, next }: TreasuryView): string {
  return renderStaffPage(
    frame,
    "Kasse",
    <div class="al-desk__plain">
      <h1>Kasse</h1>
      {rows.length === 0 && (
        <p class="al-empty">Hier liegt nichts. Zu erstatten oder zu klären ist gerade kein Betrag.</p>
      )}
      {rows.map((row) => (
        <article class="al-panel" aria-labelledby={`kasse-${row.id}`} key={row.id}>
          <h2 id={`kasse-${row.id}`}>
            {words[row.reason].title}: {money(row.amount, readerOf("de"))}
          </h2>
          <p>{words[row.reason].text}</p>
          <p class="al-meta">
            {row.description}, Kassenzeichen {row.paymentReference}, seit {fullInstant(row.noticedAt)}
          </p>
          {row.caseId ? (
            <p>
              <a href={`/amt/vorgaenge/${row.caseId}`}>Vorgang {row.fileReference ?? row.description} ansehen</a>
            </p>
          ) : (
            row.fileReference && <p>Aktenzeichen {row.fileReference}</p>
          )}
          <form method="post" action={`/amt/kasse/${row.id}/erledigung`}>
            <input type="hidden" name="_token" value={frame.token} />
            <Button kind="secondary">Erledigt</Button>
          </form>
        </article>
      ))}
      <p class="al-pages">
        {begin && <a href={begin}>Zum Anfang der Liste</a>}
        {next && (
          <a href={next} rel="next">
            Weitere Beträge
          </a>
        )}
      </p>
      <Access frame={frame} team={team} />
    </div>,
  );
}

/** Who has the right to this page. Nobody takes it from themselves: so it is never nobody's. */
function Access({ frame, team }: { frame: StaffFrame; team: readonly Staff[] }) {
  return (
    <details class="al-why">
      <summary>Wer hat Zugang zur Kasse?</summary>
      <VerbQuestions
        token={frame.token}
        action="/amt/kasse/zugang"
        form={{
          fields: [
            {
              name: "wer",
              label: "Zugang zur Kasse",
              hint: "Wer Zugang hat, sieht Beträge aus allen Ämtern. Den eigenen Zugang nimmt nur jemand anderes.",
              kind: "ticks",
              options: team.map(({ id, name, departmentName }) => [id, `${name}, ${departmentName}`]),
            },
          ],
          send: "Zugang speichern",
        }}
        entered={{ values: { wer: team.filter(({ treasury }) => treasury).map(({ id }) => id) } }}
      />
    </details>
  );
}
