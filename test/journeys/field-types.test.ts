/** Every type of field in each of its states, in a real browser: axe, 320 px, target sizes. */
import { states, stories, viewOf } from "@allmende/forms/testing";
import { renderPage } from "@allmende/forms";
import { render } from "preact-render-to-string";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { portalSheet, themeCss } from "../../src/web/ui/styles.ts";
import { openBrowser } from "../browser.ts";
import { look } from "./look.ts";

let browser: Browser | undefined;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  if (browser) page = await browser.newPage();
});
afterAll(async () => browser?.close());

const css = `${portalSheet.body.toString()}${themeCss({ hue: 250, chroma: 0.1 })}`;

describe.each(stories.map((story) => [story.definition.type, story] as const))("%s", (name, story) => {
  test.each(states)("%s", async (state) => {
    if (!browser) return;
    const field = render(renderPage(viewOf(story, state)));
    const html = `<!doctype html><html lang="de" data-kern-theme="light"><head><title>${name}</title><style>${css}</style></head>
      <body><main><h1>${name}, ${state}</h1><form>${field}</form></main></body></html>`;
    await page.route("http://stories.localhost/", (route) =>
      route.fulfill({ body: html, contentType: "text/html; charset=utf-8" }),
    );
    await page.goto("http://stories.localhost/");
    await look(page, `${name} ${state}`);
    await page.unroute("http://stories.localhost/");
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button")]
        .filter((control) => {
          const { width, height } = control.getBoundingClientRect();
          return width < 24 || height < 24;
        })
        .map((control) => control.outerHTML.slice(0, 120)),
    );
    expect(small).toEqual([]);
  });
});
