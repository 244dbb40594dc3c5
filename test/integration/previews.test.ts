/** What was attached is seen small, by the citizen and at the desk: a photograph, and the first page of a document. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { postAnswers, type FileRef } from "@allmende/forms";
import { expect, test } from "vitest";
import { getApplication, savePage, scanAttachment, type Person } from "../../src/domains/applications/index.ts";
import { loadPinned } from "../../src/domains/services/index.ts";
import { listAudit } from "../../src/platform/audit/audit.ts";
import { canDraw } from "../../src/platform/pdf/draw-pdf.ts";
import { root } from "../../src/platform/root.ts";
import { bella } from "../citizen.ts";
import { openMunicipality } from "../municipality.ts";
import { png } from "../png.ts";
import { hidden, type Visitor } from "../visitor.ts";

const there = await canDraw();
// oxlint-disable-next-line no-console -- what a test run leaves out must be seen
if (!there) console.warn("LEFT OUT: no poppler to draw previews with (install poppler-utils)");

const city = openMunicipality();

/** A photograph that nothing compresses: 900 by 900 dots of chance, 2.4 MB. */
function photograph(): Buffer<ArrayBuffer> {
  const side = 900;
  const chance = randomBytes(3 * side * side);
  return png({
    width: side,
    height: side,
    dot: (x, y) => [0, 1, 2].map((colour) => chance[3 * (side * y + x) + colour]!),
  });
}

/** Attaches both to the question of a draft that lies there; the answer is what the page shows afterwards. */
async function attachBoth(visitor: Visitor, person: Person, home: string): Promise<{ page: string; files: FileRef[] }> {
  const id = home.split("/").at(-1)!;
  await city.here(async (scope) => {
    let draft = await getApplication(scope, person, id);
    const { form } = await loadPinned(scope, draft.releaseId);
    const answers = { ...bella, herkunft: "aus_tierheim", tierheim_name: "Tierheim" };
    for (const page of ["seite_halter", "seite_hund"])
      draft = (await savePage(scope, person, id, page, postAnswers(form, page, answers), draft.revision)).application;
  });
  const path = `${home}/seiten/seite_nachweis`;
  const form = new FormData();
  form.set("_stand", hidden((await visitor.get(path)).body, "_stand"));
  form.append("uebernahmevertrag", new File([photograph()], "foto.png"));
  form.append("uebernahmevertrag", new File([readFileSync(join(root, "test/journeys/nachweis.pdf"))], "vertrag.pdf"));
  expect((await visitor.postFiles(path, form)).status).toBe(303);
  const { answers } = await city.here((scope) => getApplication(scope, person, id));
  const files = answers.uebernahmevertrag as unknown as FileRef[];
  expect((await visitor.get(path)).body).not.toContain("/bild");
  for (const { attachment } of files)
    await scanAttachment(city.t.house.database, city.t.house.files, undefined, city.t.musterstadt.id, attachment);
  return { page: (await visitor.get(path)).body, files };
}

async function seen(visitor: Visitor, home: string, { page, files }: Awaited<ReturnType<typeof attachBoth>>) {
  expect(page).toContain("PDF, 1 Seite, ");
  for (const { attachment, size } of files) {
    const address = `${home}/anlagen/${attachment}/bild`;
    expect(page).toContain(`src="${address}"`);
    const picture = await visitor.get(address);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    expect(picture.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
    expect(picture.headers.get("cache-control")).toContain("no-store");
    if (size > 1_000_000) expect(picture.body.length).toBeLessThan(size / 4);
  }
}

test.skipIf(!there)(
  "the citizen sees how many pages a document has, its first page and a small photograph",
  async () => {
    const { visitor, person } = await city.citizen();
    const begun = await visitor.post("/leistungen/hund-anmelden/antrag", { _stand: "0" });
    const home = /action="(\/antraege\/[^/]+)\//.exec(begun.body)![1]!;
    await seen(visitor, home, await attachBoth(visitor, person, home));
  },
);

test.skipIf(!there)("at the desk the same is seen; opening what no scanner has seen is recorded", async () => {
  const { visitor, person } = await city.caseworker();
  const begun = await visitor.post("/amt/antrag-aufnehmen", {
    leistung: "hund-anmelden",
    weg: "counter",
    name: "Petra Beispiel",
    ausweis: "document",
    mail: "",
  });
  const home = begun.location.split("/").slice(0, 4).join("/");
  const both = await attachBoth(visitor, person, home);
  await seen(visitor, home, both);
  const file = `${home}/anlagen/${both.files[1]!.attachment}`;
  expect((await visitor.get(file)).status).toBe(303);
  const acts = (await city.here((scope) => listAudit(scope, home.split("/").at(-1)!))).map(({ act }) => act);
  expect(acts.filter((act) => act === "applications.open-unscanned")).toHaveLength(1);
  const other = await city.caseworker(1);
  for (const path of [file, `${file}/bild`]) expect((await other.visitor.get(path)).status).toBe(404);
});
