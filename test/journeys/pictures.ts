/** The pictures of the README and the handbook, made by the journeys when ALLMENDE_PICTURES=1. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../src/platform/root.ts";

export interface Picture {
  name: string;
  /** Phone is 390 wide and shows the page from its top; desktop is 1280. */
  on: ("phone" | "desktop")[];
  /** The folder, where it is not that of the README. */
  into?: string;
}

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 660 } };

export async function take(page: Page, { name, on, into = "docs/bilder" }: Picture): Promise<void> {
  if (process.env.ALLMENDE_PICTURES !== "1") return;
  const folder = join(root, into);
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize() ?? sizes.desktop;
  for (const size of on) {
    await page.setViewportSize(sizes[size]);
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({ path: join(folder, `${name}-${size}.png`), animations: "disabled", caret: "hide" });
  }
  await page.setViewportSize(before);
}
