/** What people do while the power fails: apply, pay, close. Each act says what was acknowledged to whom. */
import { postAnswers, type Answers } from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import { Browser, hidden } from "./browser.ts";

export interface Acknowledged {
  submitted: Map<string, string>;
  paid: Set<string>;
  closed: Set<string>;
}

/** Fills in and submits an application; the answer is its id once the portal has acknowledged it. */
export async function apply(
  browser: Browser,
  service: CompiledService,
  answers: Answers,
  query: string,
  acknowledged: Acknowledged,
): Promise<string> {
  const { slug } = service.definition;
  let answer = await browser.get(`/leistungen/${slug}/antrag${query}`);
  let path = `/leistungen/${slug}/antrag`;
  let page = service.form.pages[0]!.id;
  for (;;) {
    const { entries } = postAnswers(service.form, page, answers);
    answer = await browser.post(path, [
      ["_token", hidden(answer.body, "_token")],
      ["_stand", hidden(answer.body, "_stand")],
      ...entries,
    ]);
    if (answer.status !== 303) throw new Error(`page ${page}: ${answer.status}`);
    path = String(answer.headers.location).split("#")[0]!;
    answer = await browser.get(path);
    if (path.endsWith("/pruefen")) break;
    page = path.split("/").at(-1)!;
  }
  const id = path.split("/")[2]!;
  const key = hidden(answer.body, "_einmal");
  const token = hidden(answer.body, "_token");
  // Nobody knows whether the first post arrived when the line breaks, so people press again: with the same key.
  const submitted = await browser.post(`/antraege/${id}/einreichung`, [
    ["_token", token],
    ["_einmal", key],
    ["zustimmung", "true"],
  ]);
  if (submitted.status !== 303) throw new Error(`submission: ${submitted.status}`);
  acknowledged.submitted.set(id, String(submitted.headers["x-reference"]));
  return id;
}

/** Takes the case and decides it; acknowledged when the desk shows the case again. */
export async function close(
  browser: Browser,
  caseId: string,
  acknowledged: Acknowledged,
  outcomes: readonly string[],
): Promise<void> {
  let page = await browser.get(`/amt/vorgaenge/${caseId}`);
  if (page.body.includes("/uebernahme")) {
    const taken = await browser.post(`/amt/vorgaenge/${caseId}/uebernahme`, [["_token", hidden(page.body, "_token")]]);
    if (taken.status !== 303) throw new Error(`take: ${taken.status}`);
    page = await browser.get(`/amt/vorgaenge/${caseId}`);
  }
  for (const outcome of outcomes) {
    const done = await browser.post(`/amt/vorgaenge/${caseId}/schritt`, [
      ["_token", hidden(page.body, "_token")],
      ["aufgabe", hidden(page.body, "aufgabe")],
      ["ergebnis", outcome],
    ]);
    if (done.status !== 303) throw new Error(`step: ${done.status}`);
    page = await browser.get(`/amt/vorgaenge/${caseId}`);
  }
  acknowledged.closed.add(caseId);
}
