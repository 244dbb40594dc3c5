/** Fills a page of any form from answers, control by control, as a person would: for forms too long to write out by hand. */
import { leaves, postAnswers, type Answers, type Form } from "@allmende/forms";
import type { Page } from "playwright-core";
import type { Entry } from "./answers.ts";
import type { Hands } from "./hands.ts";

export const fillPage =
  (form: Form, pageId: string, answers: Answers, evidence: string): Entry =>
  async (page, hands) => {
    const entries = postAnswers(form, pageId, answers).entries;
    const counters = entries.filter(([name]) => name.endsWith("._anzahl"));
    const inList = (name: string): boolean => counters.some(([counter]) => name.startsWith(counter.slice(0, -7)));
    // A list may open only below an answer.
    for (const [name, value] of entries) if (!inList(name)) await enter(page, hands, name, value);
    // List by list: an entry that stands empty is gone when another list grows.
    for (const [name, value] of entries) {
      if (name.endsWith("._anzahl")) await showEntries(page, hands, name, Number(value));
      else if (inList(name)) await enter(page, hands, name, value);
    }
    for (const path of filePaths(form, pageId, answers))
      await hands.attach(page.locator(`input[type=file][name="${path}"]`), evidence);
  };

/** Presses "add" until the repeated question shows as many entries as there are answers. */
async function showEntries(page: Page, hands: Hands, counter: string, wanted: number): Promise<void> {
  const shown = async () => Number(await page.locator(`input[name="${counter}"]`).inputValue());
  for (let presses = 0; (await shown()) < wanted; presses++) {
    if (presses === wanted) throw new Error(`${counter} does not come to ${wanted}`);
    await hands.go(page.locator(`button[name=_mehr][value="${counter.replace("._anzahl", "")}"]`));
  }
}

async function enter(page: Page, hands: Hands, name: string, value: string): Promise<void> {
  const controls = page.locator(`[name="${name}"]`);
  const kind = await controls.first().evaluate((control) => (control as HTMLInputElement).type);
  if (kind === "radio") await hands.choose(page.locator(`[name="${name}"][value="${value}"]`));
  else if (kind === "checkbox") await hands.tick(controls.first());
  else if (kind === "select-one")
    await hands.select(controls, await controls.locator(`option[value="${value}"]`).innerText());
  else await hands.fill(controls, value);
}

/** Where this page wants the files that the answers name. */
function filePaths(form: Form, pageId: string, answers: Answers): string[] {
  const paths: string[] = [];
  for (const node of leaves(form.page(pageId)?.nodes ?? [])) {
    if (node.kind === "field" && node.field.type === "file" && answers[node.id]) paths.push(node.id);
    if (node.kind !== "group") continue;
    for (const [index, entry] of ((answers[node.id] ?? []) as Answers[]).entries()) {
      for (const child of leaves(node.nodes))
        if (child.kind === "field" && child.field.type === "file" && entry[child.id])
          paths.push(`${node.id}.${index}.${child.id}`);
    }
  }
  return paths;
}
