/** The whole way of an application through the real pages, for any service and any pair of hands. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { expect, inject } from "vitest";
import type { Hands } from "./hands.ts";
import { look, watch } from "./look.ts";
import { expectMail } from "./mailbox.ts";
import type { ServiceJourney } from "./services.ts";

export const evidence = fileURLToPath(new URL("nachweis.pdf", import.meta.url));

export interface Way {
  browser: Browser;
  hands: (page: Page) => Hands;
  javaScriptEnabled: boolean;
  /** Only one run of a service makes the pictures. */
  pictures: boolean;
}

/** Someone at a browser of their own. */
export interface Someone {
  context: BrowserContext;
  page: Page;
  hands: Hands;
}

export const portalUrl = (host: string): string => `http://${host}.localhost:${inject("world").port}`;

export async function someone(way: Way, options: BrowserContextOptions = {}): Promise<Someone> {
  const context = await way.browser.newContext({
    locale: "de-DE",
    viewport: { width: 1280, height: 900 },
    javaScriptEnabled: way.javaScriptEnabled,
    ...options,
  });
  context.setDefaultTimeout(10_000);
  watch(context, way.javaScriptEnabled);
  const page = await context.newPage();
  return { context, page, hands: way.hands(page) };
}

let applicants = 0;

/** From the search to the letter. */
export async function walk(way: Way, service: ServiceJourney): Promise<void> {
  const mail = `petra.${service.slug}.${process.pid}.${++applicants}@beispiel.example`;
  const picture = (name: string, ...on: ("phone" | "desktop")[]) => (way.pictures ? { name, on } : undefined);
  let citizen = await someone(way);

  await citizen.page.goto(portalUrl(service.host));
  await look(citizen.page, "home", picture("startseite", "phone", "desktop"));
  await citizen.hands.fill(citizen.page.getByRole("searchbox").first(), service.query);
  await citizen.hands.go(citizen.page.getByRole("button", { name: "Suchen" }).first());
  await look(citizen.page, "search", picture("suche", "phone"));
  await citizen.hands.go(citizen.page.getByRole("link", { name: service.title, exact: true }).first());
  await look(citizen.page, "service page", picture("leistung", "phone", "desktop"));
  citizen = await fillForm(way, service, citizen, mail);
  const application = await submit(service, citizen, picture);
  // Who pays first gets the mail at once, before there is a file reference.
  await expectMail(mail, service.pays ? `„${service.title}“ ist eingegangen` : application.reference);

  const office = await someone(way);
  await takeAndDemand(way, service, office, application.reference);
  await answerInPlace(way, service, citizen, application, picture);
  await decide(service, office, picture);
  await readLetter(service, citizen, application.id);
  await citizen.context.close();
  await office.context.close();
}

type PictureOf = (name: string, ...on: ("phone" | "desktop")[]) => ReturnType<typeof asPicture>;
const asPicture = (name: string, on: ("phone" | "desktop")[]) =>
  ({ name, on }) as { name: string; on: ("phone" | "desktop")[] } | undefined;

/** All steps; on the way the browser is closed once and opened again with nothing but its cookies. */
async function fillForm(way: Way, service: ServiceJourney, first: Someone, mail: string): Promise<Someone> {
  let { page, hands } = first;
  let citizen = first;
  await hands.go(page.getByRole("link", { name: service.start }));
  if (service.place) {
    await look(page, "place");
    await hands.select(page.getByRole("combobox", { name: service.place.question }), service.place.answer);
    await hands.go(page.getByRole("button", { name: "Weiter", exact: true }));
  }
  if (service.eligibility) {
    await expectHeading(page, service.eligibility.heading);
    await look(page, "can I apply?");
    for (const entry of service.eligibility.entries) await entry(page, hands);
    await hands.go(page.getByRole("button", { name: "Weiter", exact: true }));
  }
  const steps = service.steps({ mail, evidence });
  for (const [index, step] of steps.entries()) {
    await expectHeading(page, step.heading);
    await look(page, `step ${index + 1}`);
    if (index === 1) {
      await hands.go(page.getByRole("button", { name: "Weiter", exact: true }));
      expect(await page.title()).toMatch(/^Fehler: /);
      expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("alert");
      await look(page, "step with errors", way.pictures ? { name: "formular", on: ["phone"] } : undefined);
    }
    for (const entry of step.entries) await entry(page, hands);
    await hands.go(page.getByRole("button", { name: "Weiter", exact: true }));
    if (index === 0) {
      const storageState = await citizen.context.storageState();
      await citizen.context.close();
      citizen = await someone(way, { storageState });
      ({ page, hands } = citizen);
      await page.goto(`${portalUrl(service.host)}/leistungen/${service.slug}`);
      await hands.go(page.getByRole("link", { name: service.start }));
      if (service.overview) {
        await expectHeading(page, "Alle Schritte");
        await look(page, "all steps");
        await hands.go(page.getByRole("link", { name: /^Weiter mit: / }));
      }
    }
  }
  return citizen;
}

async function submit(
  service: ServiceJourney,
  { page, hands }: Someone,
  picture: PictureOf,
): Promise<{ id: string; reference: string; number: string; code: string }> {
  await expectHeading(page, "Stimmt alles?");
  await look(page, "check", picture("pruefen", "phone"));
  await hands.tick(page.getByRole("checkbox", { name: "Meine Angaben stimmen" }));
  await hands.go(
    page.getByRole("button", { name: service.pays ? `${service.pays} bezahlen und absenden` : "Antrag absenden" }),
  );
  if (service.pays) {
    await expectHeading(page, "Jetzt bezahlen");
    await look(page, "before payment");
    await hands.go(page.getByRole("link", { name: "Weiter zur Bezahlung" }));
    await look(page, "payment provider");
    await hands.go(page.getByRole("button", { name: /^Bezahlen\b(?!.*bleiben)/ }).first());
  }
  await expectHeading(page, service.pays ? "Bezahlt und abgeschickt" : "Abgeschickt");
  await look(page, "receipt");
  const reference = (await page.locator("dd").first().innerText()).trim();
  const id = /antraege\/([^/]+)/.exec(page.url())?.[1] ?? "";
  await isTaggedPdf(page, hands, "Eingangsbestätigung");
  await hands.go(page.getByRole("link", { name: "So finden Sie Ihren Antrag wieder" }));
  await look(page, "before number and code");
  await hands.go(page.getByRole("button", { name: "Nummer und Code anzeigen" }));
  await look(page, "number and code");
  const [number = "", code = ""] = await page.locator(".al-key dd").allInnerTexts();
  await page.goto(`${portalUrl(service.host)}/antraege/${id}`);
  await expect.poll(() => page.getByRole("complementary", { name: "Stand" }).innerText()).toContain("Eingegangen");
  await look(page, "my case, received");
  await hands.go(page.getByRole("link", { name: "Ihr Antrag", exact: true }));
  await look(page, "as submitted");
  await page.goto(`${portalUrl(service.host)}/antraege/${id}`);
  return { id, reference, number, code };
}

/** A caseworker signs in by choosing a name, takes the case and says what is missing. */
async function takeAndDemand(
  way: Way,
  service: ServiceJourney,
  { page, hands }: Someone,
  reference: string,
): Promise<void> {
  await page.goto(`${portalUrl(service.host)}/amt`);
  await look(page, "staff sign-in");
  await hands.go(page.getByRole("button", { name: service.caseworker }));
  await look(page, "inbox", way.pictures ? { name: "eingang", on: ["desktop", "phone"] } : undefined);
  await hands.fill(page.getByRole("searchbox"), reference);
  await Promise.all([page.waitForURL(/q=/), page.keyboard.press("Enter")]);
  await look(page, "inbox search");
  await hands.go(page.getByRole("rowheader").getByRole("link", { name: service.title }));
  await look(page, "case, new");
  // A rule of the workflow may have given it to them already.
  if (service.assigned) expect(await page.getByRole("button", { name: "Übernehmen" }).count()).toBe(0);
  else await hands.go(page.getByRole("button", { name: "Übernehmen" }));
  await look(page, "case, taken");
  await hands.go(page.getByRole("link", { name: "Nachfordern" }));
  await look(page, "demand");
  await hands.go(page.getByRole("button", { name: "Nachforderung senden" }));
  await look(page, "demand with errors");
  await hands.tick(page.getByRole("checkbox", { name: service.demand }));
  await hands.select(page.getByRole("combobox", { name: service.demand }), "nicht lesbar");
  await hands.fill(page.getByRole("textbox", { name: "Nachricht" }), service.message);
  await hands.go(page.getByRole("button", { name: "Nachforderung senden" }));
  await expect.poll(() => page.locator("main").innerText()).toContain("Wartet auf Petra Beispiel");
  await look(page, "case, waiting");
}

/** On another device by number and code the request is seen; at home it is answered, with a file. */
async function answerInPlace(
  way: Way,
  service: ServiceJourney,
  { page, hands }: Someone,
  application: { id: string; number: string; code: string },
  picture: PictureOf,
): Promise<void> {
  const elsewhere = await someone(way);
  await elsewhere.page.goto(`${portalUrl(service.host)}/stand`);
  await look(elsewhere.page, "by number and code");
  await elsewhere.hands.fill(elsewhere.page.getByRole("textbox", { name: "Vorgangsnummer" }), application.number);
  await elsewhere.hands.fill(elsewhere.page.getByRole("textbox", { name: "Code" }), application.code);
  await elsewhere.hands.go(elsewhere.page.getByRole("button", { name: "Antrag öffnen" }));
  expect(await elsewhere.page.locator("main").innerText()).toContain(service.message);
  await elsewhere.context.close();

  await page.goto(`${portalUrl(service.host)}/antraege/${application.id}`);
  expect(await page.locator("main").innerText()).toContain("Sie sind dran");
  await look(page, "my case, my turn", picture("mein-antrag", "phone", "desktop"));
  await hands.go(page.getByRole("button", { name: "Antwort senden" }));
  await look(page, "answer without a file");
  await hands.attach(page.getByLabel(service.demand, { exact: false }).first(), evidence);
  await hands.fill(page.getByRole("textbox", { name: "Nachricht dazu" }), "Hier ist die fehlende Seite.");
  await hands.go(page.getByRole("button", { name: "Antwort senden" }));
  expect(await page.locator("main").innerText()).not.toContain("Sie sind dran");
  await look(page, "my case, answered");
}

async function decide(service: ServiceJourney, { page, hands }: Someone, picture: PictureOf): Promise<void> {
  await page.reload();
  expect(await page.locator("main h1").innerText()).toContain("Neue Antwort");
  await look(page, "case, answered", picture("vorgang", "desktop"));
  for (const decision of service.decisions) {
    for (const check of await page.locator("main form input[type=checkbox]").all()) await hands.tick(check);
    await hands.go(page.getByRole("button", { name: decision, exact: true }));
    await look(page, `case after ${decision}`);
  }
  expect(await page.locator("main h1").innerText()).toContain(service.closed);
}

async function readLetter(service: ServiceJourney, { page, hands }: Someone, id: string): Promise<void> {
  await page.goto(`${portalUrl(service.host)}/antraege/${id}`);
  expect(await page.getByRole("complementary", { name: "Stand" }).innerText()).toContain(service.closed);
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.getByRole("link", { name: "Brief als PDF" }).count();
      },
      // Right after the first start the letters of the whole demo world are printed before this one.
      { timeout: 60_000, interval: 500 },
    )
    .toBe(1);
  await look(page, "my case, closed");
  await hands.go(page.getByRole("region", { name: "Briefe" }).getByRole("heading", { level: 3 }).getByRole("link"));
  await expectHeading(page, service.letter);
  await look(page, "letter");
  await isTaggedPdf(page, hands, "Brief als PDF");
}

async function expectHeading(page: Page, heading: string | RegExp): Promise<void> {
  const found = (await page.locator("h1").first().innerText()).trim();
  if (typeof heading === "string") expect(found).toBe(heading);
  else expect(found).toMatch(heading);
}

async function isTaggedPdf(page: Page, hands: Hands, link: string): Promise<void> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    hands.toggle(page.getByRole("link", { name: link })),
  ]);
  const path = await download.path();
  expect(readFileSync(path).subarray(0, 5).toString()).toBe("%PDF-");
  const info = pdfInfo(path);
  if (info !== undefined) expect(info).toMatch(/Tagged:\s+yes/);
}

/** What poppler says of the file, where it is installed. */
function pdfInfo(path: string): string | undefined {
  try {
    return execFileSync("pdfinfo", [path], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
