/** Finds its way through a page by Tab, as people without a mouse do, and fails where the focus cannot be seen. */
import type { Locator, Page } from "playwright-core";

const limit = 400;

export const press = (page: Page, key: string): Promise<void> => page.keyboard.press(key);

/** Tabs until the target has the focus. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await tabUntil(page, target, (element) => element === document.activeElement);
}

/** Tabs into the group of a radio (one stop for all of them), then goes to the wanted one by arrow. */
export async function reachInGroup(page: Page, target: Locator): Promise<void> {
  await tabUntil(page, target, (element) => {
    const now = document.activeElement;
    return (
      element instanceof HTMLInputElement &&
      now instanceof HTMLInputElement &&
      now.type === "radio" &&
      now.name === element.name
    );
  });
  for (let moves = 0; moves < 30; moves++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await press(page, "ArrowDown");
  }
  throw new Error(`arrows do not reach ${target}`);
}

async function tabUntil(page: Page, target: Locator, there: (element: Element) => boolean): Promise<void> {
  await target.waitFor({ state: "attached" });
  for (let stops = 0; stops < limit; stops++) {
    if (await target.evaluate(there)) return seeFocus(page, String(target));
    await press(page, "Tab");
  }
  throw new Error(`${limit} times Tab do not reach ${target} on ${page.url()}`);
}

/** The focused control, or what stands around it, carries an outline of 2 px or more inside the window. */
async function seeFocus(page: Page, name: string): Promise<void> {
  const seen = await page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused) return "nothing has the focus";
    const { top, bottom, left, right } = focused.getBoundingClientRect();
    const inside = bottom > 0 && right > 0 && top < window.innerHeight && left < window.innerWidth;
    if (!inside) return "the focus is outside the window";
    for (let element: Element | null = focused; element && element !== document.body; element = element.parentElement) {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
      const drawn = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
      if (drawn && outlineColor !== "transparent" && !outlineColor.endsWith(", 0)")) return undefined;
    }
    return "the focus cannot be seen";
  });
  if (seen) throw new Error(`${seen}: ${name} on ${page.url()}`);
}
