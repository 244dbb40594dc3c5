import type { Case } from "../../domains/cases/index.ts";
import { fullInstant } from "./dates.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";
import type { CaseWhy, Reason } from "./why-view.ts";

const questions: { key: keyof CaseWhy; title: string; none: string }[] = [
  { key: "here", title: "Warum liegt der Vorgang hier?", none: "Dazu ist nichts gespeichert." },
  { key: "fee", title: "Warum dieser Betrag?", none: "Zu diesem Vorgang gehört kein Betrag." },
  { key: "due", title: "Warum diese Frist?", none: "Der Vorgang hat keine Frist." },
  { key: "way", title: "Warum dieser Weg?", none: "Der Ablauf hat sich noch nirgends verzweigt." },
];

/** All reasons of a case, each as it was stored when it decided. */
export function whyPage(frame: StaffFrame, found: Case, why: CaseWhy): string {
  return renderStaffPage(
    frame,
    "Warum?",
    <div class="al-desk__plain">
      <p class="al-crumb">
        <a href={`/amt/vorgaenge/${found.id}`}>{[found.title, found.subject].filter(Boolean).join(": ")}</a>
      </p>
      <h1>Warum?</h1>
      <p class="al-muted">Jeder Grund steht hier so, wie er galt, als entschieden wurde.</p>
      {questions.map(({ key, title, none }) => (
        <section class="al-panel" id={key} key={key} aria-labelledby={`${key}-titel`}>
          <h2 id={`${key}-titel`}>{title}</h2>
          {why[key].length === 0 && <p class="al-meta">{none}</p>}
          <ol class="al-reasons">
            {why[key].map((reason, index) => (
              <li key={index}>
                <ReasonWords reason={reason} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>,
  );
}

/** The present reason in place; those before it stand on the page of reasons. */
export function WhyInPlace({
  caseId,
  about,
  title,
  reasons,
}: {
  caseId: string;
  about: keyof CaseWhy;
  title: string;
  reasons: readonly Reason[];
}) {
  const [present] = reasons;
  if (!present) return null;
  return (
    <details class="al-why">
      <summary>{title}</summary>
      <ReasonWords reason={present} />
      <p>
        <a href={`/amt/vorgaenge/${caseId}/warum#${about}`}>Alle Gründe</a>
      </p>
    </details>
  );
}

function ReasonWords({ reason: { what, why, at, expression, values } }: { reason: Reason }) {
  return (
    <div class="al-reason">
      <p>
        <strong>{what}</strong>
        {at && <span class="al-meta"> {fullInstant(at)}</span>}
      </p>
      {why && <p>{why}</p>}
      {values.length > 0 && (
        <dl class="al-money">
          {values.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {expression && (
        <p class="al-meta">
          Regel im Wortlaut: <code>{expression}</code>
        </p>
      )}
    </div>
  );
}
