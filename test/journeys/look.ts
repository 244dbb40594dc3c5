/** Looks at a page as its readers do: by machine for barriers, narrow for the phone, and for anything from elsewhere. */
import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { explained } from "./incomplete.ts";
import { take, type Picture } from "./pictures.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

const complaints = new WeakMap<BrowserContext, string[]>();

/** Notes from now on every request to another machine and every error in the console, for instance of the CSP. */
export function watch(context: BrowserContext): void {
  const heard: string[] = [];
  complaints.set(context, heard);
  context.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    const here = hostname === "127.0.0.1" || hostname === "localhost" || hostname.endsWith(".localhost");
    if (protocol.startsWith("http") && !here) heard.push(`request to ${request.url()}`);
  });
  context.on("console", (message) => {
    // A form with errors is answered with 422, which the browser notes as an error; it is none of ours.
    if (message.type() === "error" && !message.text().includes("status of 422")) heard.push(message.text());
  });
  context.on("weberror", (error) => heard.push(error.error().message));
}

/** Fails with all that is wrong on the page as it stands. */
export async function look(page: Page, name: string, picture?: Picture): Promise<void> {
  await page.waitForLoadState();
  if (picture) await take(page, picture);
  const { violations, incomplete } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).analyze();
  const found = [
    ...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`)),
    ...incomplete.flatMap(({ id, nodes }) =>
      nodes
        .filter((node) => !explained.some(({ rule, target }) => rule === id && target.test(node.target.join(" "))))
        .map(
          (node) =>
            `${id} undecided: ${node.target.join(" ")} ${node.any[0]?.message ?? ""} ${node.html.slice(0, 120)}`,
        ),
    ),
    ...(complaints.get(page.context()) ?? []),
    ...(await structure(page)),
    ...(await sideways(page)),
  ];
  expect.soft(found, `${name} (${page.url()})`).toEqual([]);
}

async function structure(page: Page): Promise<string[]> {
  const headings = await page.locator("h1").count();
  return [
    ...(headings === 1 ? [] : [`${headings} headings of the first level`]),
    ...((await page.title()).trim() ? [] : ["no title"]),
  ];
}

/** At 320 px nothing may make the page scroll sideways (WCAG 1.4.10). */
async function sideways(page: Page): Promise<string[]> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    if (scrollWidth <= 320) return [];
    const outside = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > 321,
    );
    return [
      `scrolls sideways: ${scrollWidth} px, ${outside
        .map((element) => element.className)
        .slice(0, 6)
        .join(", ")}`,
    ];
  });
  await page.setViewportSize(before);
  return wide;
}
