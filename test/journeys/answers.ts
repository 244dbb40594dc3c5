/** What a citizen enters, as data; one runner walks all services. */
import type { Page } from "playwright-core";
import type { Hands } from "./hands.ts";

export type Entry = (page: Page, hands: Hands) => Promise<void>;

export interface Step {
  heading: string | RegExp;
  entries: Entry[];
}

export const text =
  (label: string, value: string): Entry =>
  (page, hands) =>
    hands.fill(page.getByRole("textbox", { name: label, exact: false }).first(), value);

/** A date in its three boxes, written "4 2 1985". */
export const date =
  (question: string, value: string): Entry =>
  async (page, hands) => {
    const boxes = page.getByRole("group", { name: question });
    const parts = value.split(" ");
    for (const [index, part] of ["Tag", "Monat", "Jahr"].entries())
      await hands.fill(boxes.getByRole("textbox", { name: part }), parts[index] ?? "");
  };

export const choice =
  (question: string, answer: string): Entry =>
  (page, hands) =>
    hands.choose(page.getByRole("group", { name: question }).getByRole("radio", { name: answer, exact: true }));

export const tick =
  (label: string): Entry =>
  (page, hands) =>
    hands.tick(page.getByRole("checkbox", { name: label }));

export const file =
  (label: string, path: string): Entry =>
  (page, hands) =>
    hands.attach(page.getByLabel(label, { exact: false }).first(), path);
