import type { ComponentChildren } from "preact";

/** An explanation that opens in place, without a script: the answer to "Warum?". */
export function Details({
  summary,
  open,
  children,
}: {
  summary: ComponentChildren;
  open?: boolean;
  children: ComponentChildren;
}) {
  return (
    <details class="al-details" open={open}>
      <summary class="al-details__summary">{summary}</summary>
      <div class="al-details__body">{children}</div>
    </details>
  );
}
