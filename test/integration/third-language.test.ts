/** A package read in a language that the interface does not speak: every page after the form speaks it, too. */
import { postAnswers } from "@allmende/forms";
import { expect, test } from "vitest";
import { findCaseOf, requestInformation, type Caseworker } from "../../src/domains/cases/index.ts";
import { findCurrentRelease, loadService } from "../../src/domains/services/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { rows, sql } from "../../src/platform/db/query.ts";

import { readPdf } from "../../src/platform/pdf/read-pdf.ts";
import { bella, toms } from "../citizen.ts";
import { openMunicipality } from "../municipality.ts";
import { hidden, webPort, type Seen, type Visitor } from "../visitor.ts";

const city = openMunicipality();

function reader(): Visitor {
  const visitor = city.stranger();
  visitor.cookies.set("al_sprache", "de-leicht");
  return visitor;
}

async function bytesOf({ cookies }: Visitor, path: string): Promise<Buffer> {
  const host = `${city.t.musterstadt.host}.localhost:${webPort}`;
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await city.web.fetch(new Request(`http://${host}${path}`, { headers: { host, cookie } }));
  return Buffer.from(await answer.arrayBuffer());
}

const marks = /[\u{E010}-\u{E012}]/u;
function speaks(page: Seen, ...words: string[]): void {
  expect(page.status, page.body).toBeLessThan(300);
  for (const word of words) expect(page.body).toContain(word);
  expect(page.body).not.toMatch(marks);
}

test("parts, the second person's pages, my case, request and record speak easy language; files and mails hold no marks", async () => {
  const petra = reader();
  await petra.get("/leistungen/hund-anmelden/antrag");
  const answers = { ...bella, gemeinsam: true, email: "petra@beispiel.example" };
  const { form } = await city.here(async (scope) =>
    loadService(scope, (await findCurrentRelease(scope, "hund-anmelden"))!),
  );
  let home = "";
  for (const page of ["seite_halter", "seite_hund", "seite_steuer"]) {
    const at = home ? `${home}/seiten/${page}` : "/leistungen/hund-anmelden/antrag";
    const stand = home ? hidden((await petra.get(at)).body, "_stand") : "0";
    const posted = await petra.post(at, [["_stand", stand], ...postAnswers(form, page, answers).entries]);
    expect(posted.status, posted.body).toBe(303);
    home = /^\/antraege\/[^/]+/.exec(posted.location)![0];
  }
  const id = home.split("/")[2]!;
  expect(
    await city.here((scope) => rows(scope, sql`select language from applications.applications where id = ${id}`)),
  ).toEqual([{ language: "de-leicht" }]);

  speaks(await petra.get(`${home}/beteiligte`), "Die andere Person", "Wie heißt Ihr Hund?");
  const invited = await petra.post(`${home}/beteiligte/mithaltung`, { name: "Tom", email: "" });
  const code = /<dd class="al-key__long">([A-Z0-9-]{20,})<\/dd>/i.exec(invited.body)![1]!;
  const tom = reader();
  await tom.get("/mitwirkung");
  const { location: part } = await tom.post("/mitwirkung", { code });
  speaks(await tom.get(part), "Gehört der Hund auch Ihnen?", "Einen Hund anmelden");
  const step = `${part}/seiten/seite_mithaltung`;
  speaks(await tom.get(step), "Der Hund gehört auch mir", "Bella gehört auch mir.");
  speaks({ ...(await tom.post(step, {})), status: 200 }, "Schreiben Sie Ihren Vornamen.", "Sagen Sie: Der Hund");
  expect((await tom.post(step, toms)).location).toBe(`${part}/pruefen`);
  speaks(await tom.get(`${part}/pruefen`), "Wann sind Sie geboren?");
  await tom.post(`${part}/abschluss`, {});

  await petra.post(`${home}/schluessel`, {});
  await petra.post(`${home}/merkzettel`, { email: "petra@beispiel.example" });
  speaks(await petra.get(`${home}/pruefen`), "Welche Nummer hat der Chip?");
  expect((await petra.post(`${home}/einreichung`, { zustimmung: "true" })).status).toBe(303);
  speaks(await petra.get(`${home}/eingang`), "Einen Hund anmelden");
  const [kim] = (await city.here(listStaff)) as unknown as [Caseworker];
  await city.here(async (scope) =>
    requestInformation(scope, kim, (await findCaseOf(scope, id))!.id, {
      items: [{ path: "rasse", reason: "wrong" }],
      message: "Bitte die Rasse.",
      until: "2026-12-01",
    }),
  );
  speaks(await petra.get(home), "Einen Hund anmelden: Bella", "Welche Rasse hat der Hund?");
  const wrong = await petra.post(`${home}/nachreichung`, { rasse: "" });
  speaks({ ...wrong, status: 200 }, "schreiben Sie: Mischling.");
  speaks(await petra.get(`${home}/antrag`), "Wie heißt Ihr Hund?", "Einen Hund anmelden");
  for (const kind of ["json", "xml"])
    speaks(await petra.get(`${home}/antrag.${kind}`), "Wie heißt Ihr Hund?", "de-leicht");
  const printed = readPdf(await bytesOf(petra, `${home}/antrag.pdf`));
  expect(printed).toContain("Aktenzeichen");
  expect(printed).not.toMatch(/\u25a1|[\u{E010}-\u{E012}]/u);

  const mails = await city.here((scope) =>
    rows<{ text: string }>(scope, sql`select subject || ': ' || body as text from messages.mails order by id`),
  );
  const all = mails.map(({ text }) => text).join("\n");
  expect(mails.length).toBeGreaterThan(3);
  expect(all).toContain("Einen Hund anmelden");
  expect(all).not.toMatch(marks);
});
