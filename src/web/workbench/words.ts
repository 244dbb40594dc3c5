import type { Closure, DeemedStep } from "../../domains/cases/index.ts";
import { findText, type CompiledService } from "@allmende/service-package";

/** What staff call a step of the workflow: its text, or the name in the model for steps people never do themselves. */
export const stepName = (service: CompiledService, element: string): string =>
  findText(service.texts.de ?? {}, element, "label") ?? service.workflow.root.nodes.get(element)?.name ?? element;

/** What staff call a service. */
export const serviceTitleOf = (service: CompiledService): string =>
  findText(service.texts.de ?? {}, "service", "title") ?? service.definition.slug;

/** How a case ended, as staff say it. */
export const closureWords: Record<string, string> = {
  granted: "Bewilligt",
  "partly-granted": "Teilweise bewilligt",
  refused: "Abgelehnt",
  acknowledged: "Bestätigt",
  fulfilled: "Erledigt",
  withdrawn: "Zurückgenommen",
  lapsed: "Verfallen",
  "passed-on": "Weitergegeben",
};

/** How this case ended last; what nobody decided says so. */
export function closedAs(closure: Closure | undefined, deemed: readonly DeemedStep[]): string {
  if (closure?.closedBy === "system" && deemed.some(({ step }) => step === "occurred")) return "Gilt als genehmigt";
  return closureWords[closure?.kind ?? ""] ?? "Erledigt";
}

/** News that the due day tells as well. */
export const calendarNews: ReadonlySet<string> = new Set(["due-soon", "overdue-step"]);

/** What is new in a case. */
export const newsWords: Record<string, string> = {
  answer: "Neue Antwort",
  message: "Neue Nachricht",
  overdue: "Frist abgelaufen",
  objection: "Widerspruch",
  statement: "Stellungnahme da",
  signature: "Zur Mitzeichnung",
  assigned: "Neu für Sie",
  "due-soon": "Bald fällig",
  "overdue-step": "Überfällig",
  "deemed-soon": "Gilt bald als genehmigt",
};
