import { Icon } from "./icon.tsx";

export interface SummaryEntry {
  /** The id of the control to go to. */
  target: string;
  text: string;
}

/** All errors of a page above its heading; `autofocus` puts the reader here after a faulty answer, without a script. */
export function ErrorSummary({ title, entries }: { title: string; entries: SummaryEntry[] }) {
  return (
    <div
      class="kern-alert kern-alert--danger al-error-summary"
      role="alert"
      tabIndex={-1}
      autofocus
      aria-labelledby="error-summary"
    >
      <div class="kern-alert__header">
        <Icon name="warning" />
        <h2 class="kern-title al-alert__title" id="error-summary">
          {title}
        </h2>
      </div>
      <div class="kern-alert__body">
        <ul class="al-error-summary__list">
          {entries.map(({ target, text }) => (
            <li key={target}>
              <a class="kern-link" href={`#${target}`}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
