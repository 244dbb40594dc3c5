/** Whoever no longer works in a town hall has no way in, whatever session was still open. */
import { expect, test } from "vitest";
import { change, sql } from "../../src/platform/db/query.ts";
import { openMunicipality } from "../municipality.ts";

const city = openMunicipality({ services: ["hund-anmelden"] });

test("an open session ends with the work: pages lead to the sign-in, forms are not taken", async () => {
  const { visitor, staff } = await city.caseworker();
  const begun = await visitor.post("/amt/antrag-aufnehmen", {
    leistung: "hund-anmelden",
    weg: "counter",
    name: "Petra Beispiel",
    ausweis: "document",
    mail: "",
  });
  const intake = begun.location.replace(/\/weiter$/, "");
  const page = `${intake}/seiten/seite_halter`;
  const fields = { vorname: "Petra", _stand: "1" };
  expect([begun.status, (await visitor.get("/amt")).status, (await visitor.get(page)).status]).toEqual([303, 200, 200]);
  expect((await visitor.post(page, fields)).status).toBe(422);

  await city.here((scope) => change(scope, sql`update tenancy.staff set active = false where id = ${staff.id}`));

  for (const path of ["/amt", page])
    expect((await visitor.get(path)).location).toBe(`/amt/anmeldung?weiter=${encodeURIComponent(path)}`);
  for (const path of [page, `${intake}/loeschung`, "/amt/antrag-aufnehmen"])
    expect((await visitor.post(path, fields)).status, path).toBe(401);
});
