/** A second person's part beyond the usual way: left out, guessed at, and after the application was sent. */
import { emptyOverlay, type Overlay } from "@allmende/service-package";
import { beforeAll, expect, test } from "vitest";
import { addSupplement, getApplication, submitApplication } from "../../src/domains/applications/index.ts";
import { findCaseOf, requestInformation } from "../../src/domains/cases/index.ts";
import { adoptService } from "../../src/domains/services/index.ts";
import type { SubmissionRecord } from "../../src/web/portal/record.ts";
import { bella, draft, toms } from "../citizen.ts";
import { loadLibrary } from "../house.ts";
import { openMunicipality, type SeatedPerson } from "../municipality.ts";
import type { Visitor } from "../visitor.ts";

const city = openMunicipality();
let petra: SeatedPerson;
beforeAll(async () => {
  petra = await city.citizen();
});

const step = "seiten/seite_mithaltung";
const begun = async (slug?: string): Promise<string> => {
  const { house, musterstadt } = city.t;
  return (await draft(house, musterstadt.id, petra.person, { ...bella, gemeinsam: true }, slug)).id;
};

async function code(id: string): Promise<string> {
  const invited = await petra.visitor.post(`/antraege/${id}/beteiligte/mithaltung`, {
    name: "Tom Testmann",
    email: "",
  });
  return /<dd class="al-key__long">([A-Z0-9-]{39})<\/dd>/.exec(invited.body)![1]!;
}

async function open(typed: string): Promise<{ tom: Visitor; base: string; status: number; body: string }> {
  const tom = city.stranger();
  await tom.get("/mitwirkung");
  const { status, location, body } = await tom.post("/mitwirkung", { code: typed });
  return { tom, base: location, status, body };
}

const submit = (id: string) =>
  city.here((scope) =>
    submitApplication(scope, petra.person, id, {
      key: id,
      consent: { text: "ja" },
      returnUrl: "http://localhost/",
      tenantName: "Musterstadt",
    }),
  );

async function submitted(): Promise<string> {
  const id = await begun();
  const { tom, base } = await open(await code(id));
  await tom.post(`${base}/${step}`, toms);
  expect((await tom.post(`${base}/abschluss`, {})).status).toBe(303);
  await submit(id);
  return id;
}

test("five wrong codes that begin rightly lock an invitation for a quarter of an hour, whoever typed them", async () => {
  const right = await code(await begun());
  const wrong = `${right.slice(0, -4)}${right.endsWith("AAAA") ? "BBBB" : "AAAA"}`;
  for (let tries = 0; tries < 5; tries += 1) expect((await open(wrong)).body).toContain("Der Code stimmt nicht");
  const locked = await open(right);
  expect([locked.status, locked.body.includes("Zu viele falsche Versuche.")]).toEqual([422, true]);
  // Another invitation is not touched, and a code that begins wrongly locks nobody's.
  expect((await open(await code(await begun()))).status).toBe(303);
  city.t.clock.advance(16 * 60_000);
  expect((await open(right)).status).toBe(303);
  for (let tries = 0; tries < 4; tries += 1) await open(wrong);
  expect((await open(right)).status).toBe(303);
  for (let tries = 0; tries < 4; tries += 1) await open(wrong);
  expect((await open(right.toLowerCase().replaceAll("-", " "))).status).toBe(303);
});

test("a part that is not needed may be left out, filled in half, or done: only what is done is sent", async () => {
  const pkg = loadLibrary("hund-anmelden");
  pkg.form.parts = [{ ...pkg.form.parts![0]!, required: false }];
  await city.here((scope) =>
    adoptService(
      scope,
      "system",
      { ...pkg, service: { ...pkg.service, version: "9.0.0" } },
      emptyOverlay as Overlay,
      "live",
    ),
  );
  const sent = async (id: string) => {
    expect((await petra.visitor.get(`/antraege/${id}/beteiligte`)).body).toContain(`href="/antraege/${id}/pruefen"`);
    expect((await petra.visitor.get(`/antraege/${id}/pruefen`)).status).toBe(200);
    await submit(id);
    const { answers } = await city.here((scope) => getApplication(scope, petra.person, id));
    const record = JSON.parse((await petra.visitor.get(`/antraege/${id}/antrag.json`)).body) as SubmissionRecord;
    return { names: Object.keys(answers).filter((name) => name.startsWith("mithalter")), hands: record.hands.length };
  };
  expect(await sent(await begun())).toEqual({ names: [], hands: 0 });

  const half = await begun();
  const { tom, base } = await open(await code(half));
  await tom.post(`${base}/${step}`, toms);
  expect(await sent(half)).toEqual({ names: [], hands: 0 });
  expect((await tom.get(base)).status).toBe(404);

  const whole = await begun();
  const done = await open(await code(whole));
  await done.tom.post(`${done.base}/${step}`, toms);
  await done.tom.post(`${done.base}/abschluss`, {});
  expect(await sent(whole)).toEqual({ names: expect.arrayContaining(["mithalter_vorname"]), hands: 1 });
});

test("what a second person said is not demanded of the applicant, who cannot say it for them", async () => {
  const id = await submitted();
  const { visitor: kim, staff } = await city.caseworker();
  const found = (await city.here((scope) => findCaseOf(scope, id)))!;
  const page = await kim.get(`/amt/vorgaenge/${found.id}/nachforderung`);
  expect(page.body).not.toContain('value="mithalter_vorname"');
  expect(page.body).toMatch(/Tom Testmann hat selbst angegeben: Vorname, Nachname, Geburtsdatum, .*klären soll\./s);
  const items = (path: string) => [{ path, reason: "wrong" as const }];
  const demand = (path: string) =>
    city.here((scope) =>
      requestInformation(scope, staff, found.id, { items: items(path), message: "Bitte.", until: "2026-12-01" }),
    );
  await expect(demand("mithalter_vorname")).rejects.toThrow("cases.of_another_person");
  await demand("rasse");
  await expect(
    city.here((scope) => addSupplement(scope, petra.person, id, { mithalter_vorname: "Kim" }, "")),
  ).rejects.toThrow("applications.own_part");
  await city.here((scope) => addSupplement(scope, petra.person, id, { rasse: "Pudel" }, ""));
});
