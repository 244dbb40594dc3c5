import { ButtonLink } from "@allmende/kern";
import type { CaseView } from "./case-view.ts";

/** The steps a case allows now besides those of its workflow, each with a page of its own. */
export function CaseActions({ view }: { view: CaseView }) {
  const { found } = view;
  const steps = stepsOf(view);
  const more = found.status === "closed" ? [] : seldom;
  if (steps.length === 0) return null;
  return (
    <nav class="al-case__actions" aria-label="Weitere Schritte">
      {steps.map(([noun, name]) => (
        <ButtonLink key={noun} kind="secondary" href={`/amt/vorgaenge/${found.id}/${noun}`}>
          {name}
        </ButtonLink>
      ))}
      {more.length > 0 && (
        <details class="al-case__more">
          <summary>Mehr</summary>
          <ul>
            {more.map(([noun, name]) => (
              <li key={noun}>
                <a href={`/amt/vorgaenge/${found.id}/${noun}`}>{name}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </nav>
  );
}

/** What is seldom done stands behind one word. */
const seldom: readonly [noun: string, name: string][] = [
  ["kontakt", "Kontakt hinzufügen"],
  ["untervorgang", "Untervorgang anlegen"],
  ["zusammenfuehrung", "Zusammenführen"],
  ["abschluss", "Von Hand abschließen"],
];

function stepsOf({ found, reach, request, closure, story, letters }: CaseView): [noun: string, name: string][] {
  const workable = reach === "mine" || reach === "free";
  if (found.status !== "closed")
    return [
      ...(found.applicationId && !request && workable
        ? ([["nachforderung", "Nachfordern"]] as [string, string][])
        : []),
      ["zuweisung", "Zuweisen"],
      ["stellungnahme", "Stelle fragen"],
      ["abgabe", "Abgeben"],
    ];
  const objected = story.objections.some(({ state }) => state === "open");
  const mayObject = letters.findLast(({ notice }) => notice)?.notice?.remedy !== "action";
  const byCitizen = closure?.kind === "withdrawn" && !closure.closedBy.startsWith("staff:");
  return [
    ...(closure?.decision && !objected && mayObject
      ? ([["widerspruch", "Widerspruch erfassen"]] as [string, string][])
      : []),
    ...(byCitizen || objected ? [] : ([["wiederaufnahme", "Wieder aufnehmen"]] as [string, string][])),
  ];
}
