/** A form page of 30 fields of a real package: the assembly's notification on one page, every question asked. */
import { join } from "node:path";
import type { Answers } from "@allmende/forms";
import { emptyOverlay, readPackage, type ServicePackage } from "@allmende/service-package";
import { adoptService } from "../../src/domains/services/index.ts";
import type { Tenant } from "../../src/domains/tenancy/index.ts";
import type { House } from "../../src/main.ts";
import { readFolder } from "../../src/platform/read-folder.ts";
import { root } from "../../src/platform/root.ts";

export const slug = "versammlung-anzeigen";
export const page = "seite_versammlung";

/** Fields, texts and conditions are the package's own; the upload is left out, for it would be the 31st. */
export async function offerLongForm(house: House, tenant: Tenant): Promise<void> {
  const reading = readPackage(readFolder(join(root, "library", slug)));
  if (!reading.ok) throw new Error(`library/${slug} is broken`);
  const { form, texts } = reading.pkg;
  const left = (type: string): boolean => type === "file" || type === "information";
  const all = form.pages.flatMap((each) => each.elements);
  const one = {
    ...form.pages[0]!,
    elements: all.filter(({ type }) => !left(type)),
    checks: form.pages.flatMap((each) => each.checks),
  };
  const gone = new Set([
    ...form.pages.slice(1).map(({ id }) => id),
    ...all.filter(({ type }) => left(type)).map(({ id }) => id),
  ]);
  const kept = Object.entries(texts).map(([language, words]) => [
    language,
    Object.fromEntries(Object.entries(words).filter(([id]) => !gone.has(id))),
  ]);
  const pkg: ServicePackage = {
    ...reading.pkg,
    form: { ...form, pages: [one] },
    texts: Object.fromEntries(kept) as ServicePackage["texts"],
  };
  await house.database.withTenant(tenant.id, (scope) => adoptService(scope, "system", pkg, emptyOverlay, "live"));
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** An answer to each of the 30. */
export const answers: Answers = {
  thema: "Mehr Radwege für Musterstadt",
  versammlung_art: "aufzug",
  strecke: "Vom Marktplatz über Lindenallee & Brückenstraße zum <Festplatz>",
  versammlung_ort: "Marktplatz vor dem Rathaus",
  zahl: 60,
  datum: inDays(40),
  beginn: "14:00",
  ende: "16:30",
  ende_am: inDays(40),
  bekanntgabe_am: inDays(12),
  bekanntgabe_um: "10:15",
  eilgrund: "Der Anlass wurde erst gestern bekannt und duldet keinen Aufschub.",
  ablauf: "Begrüßung, Rede, Zug, Abschluss",
  hilfsmittel: ["lautsprecher", "buehne"],
  hilfsmittel_genau: "Eine kleine Bühne, zwei Lautsprecher",
  ordner: true,
  ordner_zahl: 8,
  veranstalter: "als_gruppe",
  gruppe_name: "Radgruppe Musterstadt",
  vorname: "Petra",
  nachname: "Beispiel",
  strasse: "Lindenweg 7",
  plz: "12345",
  ort: "Musterstadt",
  telefon: "069 90009-701",
  email: "petra@beispiel.example",
  leitung_selbst: false,
  leitung_name: "Kim Muster-Probe",
  leitung_anschrift: "Mühlenweg 3, 12345 Musterstadt",
  leitung_telefon: "069 90009-702",
};
