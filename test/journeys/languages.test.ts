/** A package that speaks languages the interface does not: partly Arabic, and easy language; the rest is German. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { root } from "../../src/platform/root.ts";
import { openBrowser } from "../browser.ts";
import { mouse } from "./hands.ts";
import { look } from "./look.ts";
import { portalUrl, someone } from "./walk.ts";

const browser = await openBrowser();
afterAll(() => browser?.close());

const arabic = `service: { title: تسجيل كلب, lead: "هل لديك كلب جديد؟ سجّله خلال ١٤ يومًا.", start: سجّل الآن }
brauchen_hund: { label: بيانات الكلب, hint: "الاسم والسلالة وتاريخ الميلاد" }
seite_halter: { label: بياناتك, lead: يُرسل القرار إلى هذا الشخص. }
vorname: { label: الاسم الأول, requiredText: اكتب اسمك الأول. }
nachname: { label: اسم العائلة }
seite_hund: كلبك
hundename: ما اسم كلبك؟
`;

beforeAll(() => {
  if (!browser) return;
  const place = mkdtempSync(join(tmpdir(), "allmende-languages-"));
  const folder = join(place, "hund-anmelden");
  cpSync(join(root, "library/hund-anmelden"), folder, { recursive: true });
  const service = join(folder, "service.yaml");
  writeFileSync(service, readFileSync(service, "utf8").replace(/^version: .*/m, "version: 7.0.0"));
  writeFileSync(join(folder, "texts/ar.yaml"), arabic);
  const args = [join(root, "bin/allmende.mjs"), "library", "add", folder, "--tenant", "altenmuster"];
  execFileSync(process.execPath, args, {
    env: { ...process.env, DATA_DIR: inject("world").dataDirectory },
    stdio: "pipe",
  });
  rmSync(place, { recursive: true });
});

describe.skipIf(!browser)("a service in a language that the interface does not speak", () => {
  const way = { browser: browser!, hands: mouse, javaScriptEnabled: false, pictures: false };

  test("is read from right to left, at 320 px, without scripts; what is not translated is German and says so", async () => {
    const { context, page, hands } = await someone(way, { viewport: { width: 320, height: 640 } });
    const offered = page.getByRole("navigation", { name: "Auch in diesen Sprachen" });
    // A portal that runs sees what was added a second later.
    const languages = async (): Promise<string[]> => {
      await page.goto(`${portalUrl("altenmuster")}/leistungen/hund-anmelden`);
      return offered.getByRole("link").allInnerTexts();
    };
    await expect.poll(languages, { timeout: 15_000 }).toEqual(["العربية", "Leichte Sprache"]);
    await look(page, "service page in German");
    await hands.go(offered.getByRole("link", { name: "العربية" }));

    const html = page.locator("html");
    expect([await html.getAttribute("lang"), await html.getAttribute("dir")]).toEqual(["ar", "rtl"]);
    expect(await page.locator("h1").innerText()).toBe("تسجيل كلب");
    expect(await page.locator("h1 [lang]").count()).toBe(0);
    await look(page, "service page in Arabic");
    const chip = page.getByText("Chipnummer", { exact: true }).first();
    expect(
      await chip.evaluate((element) => [element.getAttribute("lang"), getComputedStyle(element).direction]),
    ).toEqual(["de", "ltr"]);
    expect(await page.title()).toMatch(/^تسجيل كلب – /);

    await hands.go(page.getByRole("link", { name: "سجّل الآن" }));
    expect(await page.locator("h1").innerText()).toBe("بياناتك");
    await look(page, "form in Arabic");
    const next = page.getByRole("button", { name: "Weiter", exact: true });
    expect(await next.locator("[lang=de]").count()).toBe(1);
    await hands.go(next);
    await look(page, "form in Arabic with errors");
    // The summary tells in Arabic what is worded in Arabic, and the rest in German, marked.
    const errors = page.locator(".kern-alert, [role=alert]").first();
    expect(await errors.innerText()).toContain("اكتب اسمك الأول.");
    expect(await errors.locator("[lang=de].al-untranslated").count()).toBeGreaterThan(0);
    const start = page.getByLabel("الاسم الأول");
    expect(await start.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
    // Nothing of the marks themselves is ever seen.
    expect(await page.content()).not.toMatch(/[\u{E000}-\u{E012}]/u);

    // A list names each service in its own language, where it has it.
    await page.goto(`${portalUrl("altenmuster")}/leistungen`);
    expect(await html.getAttribute("lang")).toBe("ar");
    expect(await page.locator(".al-offers__title", { hasText: "تسجيل كلب" }).locator("[lang]").count()).toBe(0);
    const other = page.locator(".al-offers__title [lang=de].al-untranslated").first();
    expect(await other.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
    await look(page, "services in Arabic");
    await page.goto(`${portalUrl("altenmuster")}/sprache/en?zurueck=/suche?q=Hund`);
    expect(await page.locator("main").innerText()).toContain("Register a dog");
    await page.goto(`${portalUrl("altenmuster")}/sprache/ar?zurueck=/leistungen/hund-anmelden`);
    await hands.go(page.getByRole("link", { name: "Deutsch" }));
    expect([await html.getAttribute("lang"), await html.getAttribute("dir")]).toEqual(["de", "ltr"]);
    expect(await page.locator(".al-untranslated, .al-partly").count()).toBe(0);
    await context.close();
  });

  test("is offered in easy language, on its page and from the form's help", async () => {
    const { context, page, hands } = await someone(way);
    await page.goto(`${portalUrl("altenmuster")}/leistungen/hund-anmelden/antrag`);
    await hands.go(page.getByRole("link", { name: "Hilfe" }));
    await hands.go(page.getByRole("link", { name: "Leichte Sprache" }));
    expect(await page.locator("html").getAttribute("lang")).toBe("de-simple");
    expect(await page.locator("h1").innerText()).toBe("Einen Hund anmelden");
    await look(page, "service page in easy language");
    await hands.go(page.getByRole("link", { name: "Hund anmelden", exact: true }));
    expect(await page.getByLabel("Ihr Vorname").count()).toBe(1);
    await look(page, "form in easy language");
    await context.close();
  });
});
