import { postAnswers, type Answers } from "@allmende/forms";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findCaseOf, requestInformation, takeCase, type Caseworker } from "../../src/domains/cases/index.ts";
import { findCurrentRelease, loadService } from "../../src/domains/services/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { bella, draft, submit } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { hidden, signedIn, someAccount, webPort, type Visitor } from "../visitor.ts";
import { badInput, type BadInput, type Place } from "./bad-input.table.ts";

let t: TestHouse;
let web: Web;
let citizen: Visitor;
let staff: Visitor;
let draftId: string;
let applicationId: string;
let caseId: string;
let openCaseId: string;
let valid: (page: string, answers?: Answers) => [string, string][];

const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  const accountId = someAccount();
  const { visitor, sessionId } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  citizen = visitor;
  const person = { sessionId, accountId };
  const [kim] = (await here(listStaff)) as unknown as [Caseworker];
  staff = (await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: kim.id })).visitor;
  draftId = (await draft(t.house, t.musterstadt.id, person)).id;
  const applied = async (): Promise<string> => {
    const { id } = await draft(t.house, t.musterstadt.id, person);
    await submit(t.house, t.musterstadt.id, person, id);
    return id;
  };
  applicationId = await applied();
  caseId = (await here((scope) => findCaseOf(scope, applicationId)))!.id;
  const demand = {
    items: [{ path: "rasse", reason: "wrong" as const }],
    message: "Welche Rasse?",
    until: "2026-12-01",
  };
  await here((scope) => requestInformation(scope, kim, caseId, demand));
  openCaseId = (await here(async (scope) => findCaseOf(scope, await applied())))!.id;
  await here((scope) => takeCase(scope, kim, openCaseId));
  const { form } = await here(async (scope) => loadService(scope, (await findCurrentRelease(scope, "hund-anmelden"))!));
  valid = (page, answers = bella) => postAnswers(form, page, answers).entries;
});
afterAll(async () => {
  web.close();
  await t.close();
});

interface Target {
  visitor: Visitor;
  path: string;
  fields: [string, string][];
  /** Where the person goes on; what was typed must stand there, too. */
  again?: string;
}

async function targetOf(place: Place): Promise<Target> {
  const page = async (id: string): Promise<Target> => {
    const path = `/antraege/${draftId}/seiten/${id}`;
    const { body } = await citizen.get(path);
    return { visitor: citizen, path, again: path, fields: [["_stand", hidden(body, "_stand")], ...valid(id)] };
  };
  const desk = async (verb: string, fields: [string, string][], id = openCaseId): Promise<Target> => ({
    visitor: staff,
    path: `/amt/vorgaenge/${id}/${verb}`,
    fields,
  });
  switch (place) {
    case "holder":
      return page("seite_halter");
    case "dog":
      return page("seite_hund");
    case "tax":
      return page("seite_steuer");
    case "submission": {
      for (const name of ["seite_halter", "seite_hund", "seite_steuer"]) {
        const { path, fields } = await page(name);
        await citizen.post(path, fields);
      }
      const path = `/antraege/${draftId}/einreichung`;
      return {
        visitor: citizen,
        path,
        fields: [
          ["_einmal", "k"],
          ["zustimmung", "true"],
        ],
      };
    }
    case "supplement":
      return {
        visitor: citizen,
        path: `/antraege/${applicationId}/nachreichung`,
        fields: [
          ["rasse", "Pudel"],
          ["nachricht", "Anbei die Angabe"],
        ],
      };
    case "resume":
      return { visitor: citizen, path: "/stand", fields: [] };
    case "mail":
      return { visitor: citizen, path: `/antraege/${draftId}/merkzettel`, fields: [["nummer", "ABCD-EFGH-JKLM"]] };
    case "note":
      return desk("notizen", []);
    case "step": {
      const { body } = await staff.get(`/amt/vorgaenge/${openCaseId}`);
      const task = hidden(body, "aufgabe");
      return desk("schritt", [
        ["aufgabe", task],
        ["ergebnis", "ablehnen"],
        ["begruendung", "Der Grund ist lang"],
      ]);
    }
    case "demand":
      return desk("nachforderung", [
        ["punkt", "rasse"],
        ["nachricht", "Bitte die Rasse"],
        ["bis", "2026-12-01"],
      ]);
  }
}

function withWrong({ fields }: Target, wrong: BadInput["fields"] = {}): [string, string][] {
  const kept = fields.filter(([name]) => !(name in wrong));
  const changed = Object.entries(wrong).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, one]),
  );
  return [...kept, ...changed];
}

const places = [...new Set(badInput.map(({ place }) => place))];

describe.each(places)("%s", (place) => {
  test.each(badInput.filter((row) => row.place === place))("$input", async ({ fields, status, sentence, keeps }) => {
    const target = await targetOf(place);
    const seen = await target.visitor.post(target.path, withWrong(target, fields));
    expect(seen.body).toContain(sentence);
    expect(seen.status).toBe(status);
    expect(seen.headers.get("content-type")).toMatch(/^text\/html/);
    if (!keeps) return;
    expect(seen.body).toContain(keeps);
    if (target.again) expect((await target.visitor.get(target.again)).body).toContain(keeps);
  });
});
