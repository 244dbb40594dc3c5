/** What people do while the power fails: apply, pay, close. Each act says what was acknowledged to whom. */
import { postAnswers, type Answers } from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import { hidden, type Browser } from "./browser.ts";

export interface Acknowledged {
  submitted: Map<string, string>;
  paid: Set<string>;
  closed: Set<string>;
}

/** An application filled in up to "Absenden". */
export interface Ready {
  browser: Browser;
  id: string;
  key: string;
  token: string;
}

/** Fills in an application, page by page, up to the check page. */
export async function fillIn(
  browser: Browser,
  service: CompiledService,
  answers: Answers,
  query: string,
): Promise<Ready> {
  const { slug } = service.definition;
  let answer = await browser.get(`/leistungen/${slug}/antrag${query}`);
  let path = `/leistungen/${slug}/antrag`;
  let page = service.form.pages[0]!.id;
  for (;;) {
    const { entries } = postAnswers(service.form, page, answers);
    const marks: [string, string][] = [
      ["_token", hidden(answer.body, "_token")],
      ["_stand", hidden(answer.body, "_stand")],
    ];
    answer = await browser.post(path, [...marks, ...entries]);
    if (answer.status !== 303) throw new Error(`page ${page}: ${answer.status}`);
    path = String(answer.headers.location).split("#")[0]!;
    answer = await browser.get(path);
    if (path.endsWith("/pruefen")) break;
    page = path.split("/").at(-1)!;
  }
  return {
    browser,
    id: path.split("/")[2]!,
    key: hidden(answer.body, "_einmal"),
    token: hidden(answer.body, "_token"),
  };
}

/** Submits. Nobody knows whether a post arrived when the line breaks, so people press again: with the same key. */
export async function submit({ browser, id, key, token }: Ready, acknowledged: Acknowledged): Promise<void> {
  const form: [string, string][] = [
    ["_token", token],
    ["_einmal", key],
    ["zustimmung", "true"],
  ];
  const submitted = await browser.post(`/antraege/${id}/einreichung`, form);
  if (submitted.status !== 303) throw new Error(`submission: ${submitted.status}`);
  acknowledged.submitted.set(id, String(submitted.headers["x-reference"]));
}

/** Takes the case and decides it; acknowledged when the desk shows it closed. What is done already is not done twice. */
export async function close(
  browser: Browser,
  caseId: string,
  acknowledged: Acknowledged,
  outcomes: readonly string[],
): Promise<void> {
  const path = `/amt/vorgaenge/${caseId}`;
  let page = await browser.get(path);
  if (page.body.includes("/uebernahme")) {
    const taken = await browser.post(`${path}/uebernahme`, [["_token", hidden(page.body, "_token")]]);
    if (taken.status !== 303) throw new Error(`take: ${taken.status}`);
    page = await browser.get(path);
  }
  for (const outcome of outcomes) {
    if (!page.body.includes(`name="ergebnis" value="${outcome}"`)) continue;
    const form: [string, string][] = [
      ["_token", hidden(page.body, "_token")],
      ["aufgabe", hidden(page.body, "aufgabe")],
      ["ergebnis", outcome],
    ];
    const done = await browser.post(`${path}/schritt`, form);
    if (done.status !== 303) throw new Error(`step: ${done.status}`);
    page = await browser.get(path);
  }
  acknowledged.closed.add(caseId);
}
