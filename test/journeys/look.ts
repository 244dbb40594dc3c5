/** Looks at a page as its readers do: by machine for barriers, narrow for the phone, and for anything from elsewhere. */
import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { explained } from "./incomplete.ts";
import { take, type Picture } from "./pictures.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

const complaints = new WeakMap<BrowserContext, string[]>();
const withoutScript = new WeakSet<BrowserContext>();

/** Notes from now on every request to another machine and every error in the console, for instance of the CSP. */
export function watch(context: BrowserContext, javaScriptEnabled: boolean): void {
  if (!javaScriptEnabled) withoutScript.add(context);
  const heard: string[] = [];
  complaints.set(context, heard);
  context.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    const here = hostname === "127.0.0.1" || hostname === "localhost" || hostname.endsWith(".localhost");
    if (protocol.startsWith("http") && !here) heard.push(`request to ${request.url()}`);
  });
  context.on("console", (message) => {
    // A form with errors is answered with 422, an unknown page with 404, an ended session with 401, a second writer with
    // 409, and a test may cut the line: all meant so.
    if (message.type() === "error" && !/status of (401|404|409|422)|net::ERR_FAILED/.test(message.text()))
      heard.push(message.text());
  });
  context.on("weberror", (error) => heard.push(error.error().message));
}

/** Fails with all that is wrong on the page as it stands. */
export async function look(page: Page, name: string, picture?: Picture): Promise<void> {
  await page.waitForLoadState();
  if (picture) await take(page, picture);
  const found = [
    ...(await barriers(page)),
    ...(complaints.get(page.context()) ?? []),
    ...(await structure(page)),
    ...(await sideways(page)),
  ];
  expect.soft(found, `${name} (${page.url()})`).toEqual([]);
}

/** What axe says of each shape of page, so that the same page met by mouse and by keyboard is weighed once. */
const weighed = new Map<string, string[]>();

async function barriers(page: Page): Promise<string[]> {
  const seen = await page.evaluate(() =>
    ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query).matches).join(),
  );
  const words = (await page.content()).replaceAll(/value="[^"]*"|[\w-]*\d[\w-]*/g, "");
  const shape = `${new URL(page.url()).hostname} ${seen} ${words}`;
  let found = weighed.get(shape);
  if (!found) weighed.set(shape, (found = await askAxe(page)));
  return found;
}

async function askAxe(page: Page): Promise<string[]> {
  const twin = withoutScript.has(page.context()) ? await twinOf(page) : undefined;
  const { violations, incomplete } = await new AxeBuilder({ page: twin ?? page })
    .setLegacyMode(true)
    .withTags(rules)
    .analyze();
  await twin?.context().close();
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`)),
    ...incomplete.flatMap(({ id, nodes }) =>
      nodes
        .filter((node) => !explained.some(({ rule, target }) => rule === id && target.test(node.target.join(" "))))
        .map(
          (node) =>
            `${id} undecided: ${node.target.join(" ")} ${node.any[0]?.message ?? ""} ${node.html.slice(0, 120)}`,
        ),
    ),
  ];
}

/** Axe itself needs scripts: where they are off, it is asked about the same page in a browser where they are on. */
async function twinOf(page: Page): Promise<Page> {
  const body = await page.content();
  const context = await page.context().browser()!.newContext({ viewport: page.viewportSize() });
  const twin = await context.newPage();
  await twin.route(page.url(), (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
  await twin.goto(page.url());
  return twin;
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
    const told = (element: Element): string =>
      [element.tagName.toLowerCase(), element.className, element.id].join(" ").trim();
    const outside = [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right + scrollX > 321)
      .map(told);
    // A word may stick out of an element that does not.
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (outside.length === 0 && texts.nextNode()) {
      range.selectNodeContents(texts.currentNode);
      if (range.getBoundingClientRect().right + scrollX > 321)
        outside.push(`${told(texts.currentNode.parentElement!)}: ${texts.currentNode.textContent?.slice(0, 60)}`);
    }
    return [`scrolls sideways: ${scrollWidth} px, ${outside.slice(0, 6).join(", ")}`];
  });
  await page.setViewportSize(before);
  return wide;
}
