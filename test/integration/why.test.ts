/** "Warum?": answered from what was stored when it was decided, whatever the rules are today. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { addSupplement } from "../../src/domains/applications/index.ts";
import {
  completeStep,
  findCaseOf,
  getCase,
  requestInformation,
  takeCase,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { bella, submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, webPort } from "../visitor.ts";
import { adoptWorkflow } from "../workflows.ts";

let t: TestHouse;
let web: Web;
let kim: Caseworker;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  [kim] = (await here(listStaff)) as unknown as [Caseworker];
});
afterAll(async () => {
  web.close();
  await t.close();
});

const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&gt;", ">")
    .replaceAll(/[\s\u00A0]+/g, " ");
const pageOf = async (path: string): Promise<string> => {
  const { visitor } = await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: kim.id });
  return textOf((await visitor.get(path)).body);
};
const whyOf = (id: string) => pageOf(`/amt/vorgaenge/${id}/warum`);

test("a case says why it lies here, costs this, is due then, and went this way", async () => {
  await adoptWorkflow(t.house, t.musterstadt.id, "7.0.0", (xml) =>
    xml.replace(
      'department="steueramt" />',
      'department="steueramt" rule="if weitere_hunde &gt; 0 then {load: true} else null" />',
    ),
  );
  const { id: application, person } = await submittedDog(t.house, t.musterstadt.id, {
    ...bella,
    weitere_hunde: 1,
    assistenzhund: true,
  });
  const { id } = (await here((scope) => findCaseOf(scope, application)))!;
  const before = await whyOf(id);
  expect(before).toContain("Regel des Schritts „Angaben prüfen“");
  expect(before).toMatch(/Zur Wahl standen: .*Kim Muster: 0 offen/);
  expect(before).toContain("Wie viele andere Hunde leben in Ihrem Haushalt? 1");
  expect(before).toContain("if weitere_hunde > 0 then {load: true} else null");
  expect(before).toContain("Steueramt");
  expect(before).toContain("0,00 €");
  expect(before).toContain("Zeile der Tabelle: Assistenzhund.");
  expect(before).toContain("Angaben prüfen: bis Freitag 20. November 17. Nov., 09:00 Uhr 3 Arbeitstage ab 17. Nov.");

  // While the office waited the period stood still; moved is moved, and says why.
  const found = await here((scope) => getCase(scope, id));
  const who = { ...kim, id: found.assigneeId! };
  const items = [{ path: "rasse", reason: "wrong" as const }];
  await here((scope) => requestInformation(scope, who, id, { items, message: "Welche?", until: "2026-12-04" }));
  t.clock.set("2026-11-30T09:00:00+01:00");
  await here((scope) => addSupplement(scope, person, application, { rasse: "Pudel" }, ""));
  const moved = await whyOf(id);
  expect(moved).toContain(
    "Angaben prüfen: bis Donnerstag 3. Dezember 30. Nov., 09:00 Uhr Die Nachforderung ist beantwortet.",
  );
  expect(moved).toContain("Angaben prüfen: bis Freitag 20. November");
  expect(moved).toContain("Antwort bis Freitag 4. Dezember");

  const refusal = { outcome: "ohne_befreiung", begruendung: "Ein Ausweis fehlt." };
  await here((scope) => completeStep(scope, who, id, found.nextTaskId!, refusal));
  const after = await whyOf(id);
  expect(after).toMatch(/84,00 €.*Zeile der Tabelle: Zweiter Hund\. Ein Ausweis fehlt\..*0,00 €/);
  expect(after).toContain('entscheidung = "ohne_befreiung"');

  // Today's rules are others; what was decided keeps its own.
  const same = after;
  await adoptWorkflow(t.house, t.musterstadt.id, "7.1.0", (xml) =>
    xml.replace('department="steueramt" />', 'department="standesamt" />').replace("3 working days", "9 working days"),
  );
  expect(await whyOf(id)).toBe(same);
});

test("taking a case is a reason, too; the present one stands on the page of the case", async () => {
  t.clock.set("2026-11-17T09:00:00+01:00");
  await adoptWorkflow(t.house, t.musterstadt.id, "7.2.0", (xml) => xml);
  const { id: application } = await submittedDog(t.house, t.musterstadt.id);
  const { id } = (await here((scope) => findCaseOf(scope, application)))!;
  await here((scope) => takeCase(scope, kim, id));
  expect(await whyOf(id)).toMatch(
    /Kim Muster.*Hat den Vorgang übernommen\..*Steueramt.*Das Amt, das die Leistung nennt/,
  );
  const page = await pageOf(`/amt/vorgaenge/${id}`);
  expect(page).toContain("Warum liegt er hier? Kim Muster");
  expect(page).toContain("Warum dieser Betrag? 60,00 €");
  expect(page).toContain("Warum diese Frist? Angaben prüfen: bis Freitag 20. November");
});
