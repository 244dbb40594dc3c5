/** How a person operates a page: with a mouse, or with the keyboard alone. A journey does not know which. */
import type { Locator, Page } from "playwright-core";
import { press, reach, reachInGroup } from "./keyboard.ts";

export interface Hands {
  /** Follows a link or presses a button, and waits for the page it leads to. */
  go(target: Locator): Promise<void>;
  /** Opens or closes something in place. */
  toggle(target: Locator): Promise<void>;
  fill(target: Locator, text: string): Promise<void>;
  /** Chooses a radio. */
  choose(target: Locator): Promise<void>;
  tick(target: Locator): Promise<void>;
  select(target: Locator, label: string): Promise<void>;
  attach(target: Locator, path: string): Promise<void>;
}

export function mouse(page: Page): Hands {
  return {
    async go(target) {
      await target.click();
      await page.waitForLoadState();
    },
    toggle: (target) => target.click(),
    fill: (target, text) => target.fill(text),
    choose: (target) => target.check(),
    tick: (target) => target.check(),
    async select(target, label) {
      await target.selectOption({ label });
    },
    attach: (target, path) => target.setInputFiles(path),
  };
}

/** Key presses only: nothing is clicked, nothing is focused by script. */
export function keyboard(page: Page): Hands {
  // Asked for from the start: a dialog that opens before the browser was told to hand it over would be lost.
  page.on("filechooser", () => {});
  return {
    async go(target) {
      await reach(page, target);
      await Promise.all([page.waitForEvent("domcontentloaded"), press(page, "Enter")]);
      await page.waitForLoadState();
    },
    async toggle(target) {
      await reach(page, target);
      await press(page, "Enter");
    },
    async fill(target, text) {
      await reach(page, target);
      await press(page, "Control+A");
      await page.keyboard.type(text);
    },
    async choose(target) {
      await reachInGroup(page, target);
      if (!(await target.isChecked())) await press(page, "Space");
    },
    async tick(target) {
      await reach(page, target);
      if (!(await target.isChecked())) await press(page, "Space");
    },
    async select(target, label) {
      await reach(page, target);
      await page.keyboard.type(label);
    },
    async attach(target, path) {
      await reach(page, target);
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press(page, "Space")]);
      await chooser.setFiles(path);
    },
  };
}
