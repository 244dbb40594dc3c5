/** What a citizen does, as calls to the use cases: for tests that are about what comes after. */
import { postAnswers, type Answers } from "@allmende/forms";
import {
  savePage,
  startDraft,
  submitApplication,
  type Application,
  type Person,
  type SubmissionAnswer,
} from "../src/domains/applications/index.ts";
import { openSession } from "../src/domains/identity/index.ts";
import { findCurrentRelease, loadService } from "../src/domains/services/index.ts";
import type { House } from "../src/main.ts";
import { newId, newSecret } from "../src/platform/ids.ts";

export const bella: Answers = {
  vorname: "Petra",
  nachname: "Beispiel",
  geburtsdatum: "1985-02-04",
  strasse: "Lindenweg 7",
  plz: "12345",
  ort: "Musterstadt",
  hundename: "Bella",
  rasse: "Labrador",
  chipnummer: "276098100044718",
  geboren: "2026-03-01",
  hier_seit: "2026-11-03",
  herkunft: "von_privat",
  weitere_hunde: 0,
  assistenzhund: false,
  gefaehrlich: false,
};

/** What Tom posts on the page of whoever keeps a dog together with its applicant. */
export const toms = {
  mithalter_vorname: "Tom",
  mithalter_nachname: "Testmann",
  "mithalter_geburtsdatum.day": "12",
  "mithalter_geburtsdatum.month": "5",
  "mithalter_geburtsdatum.year": "1990",
  mithalter_geburtsdatum: "12.5.1990",
  mithalter_bestaetigt: "true",
};

/** A birth certificate for one's child: paid first, needs no evidence. */
export const lina: Answers = {
  geburtsort: "Musterstadt",
  person_vornamen: "Lina",
  person_geburtsname: "Testmann",
  person_geburtsdatum: "2026-09-30",
  fuer_wen: "fuer_kind",
  urkunde_art: "geburtsurkunde",
  sozialleistung: false,
  anzahl: 1,
  vorname: "Tom",
  nachname: "Testmann",
  antrag_geburtsdatum: "1990-05-12",
  strasse: "Lindenweg 3",
  plz: "12345",
  ort: "Musterstadt",
  email: "tom@testmann.example",
  lieferung: "an_mich",
};

export async function guest(house: House, tenant: string): Promise<Person> {
  const session = await house.database.withTenant(tenant, (scope) =>
    openSession(scope, newSecret(), { kind: "guest" }),
  );
  return { sessionId: session.id, accountId: null };
}

export async function draft(
  house: House,
  tenant: string,
  person: Person,
  answers: Answers = bella,
  slug = "hund-anmelden",
): Promise<Application> {
  return house.database.withTenant(tenant, async (scope) => {
    const release = (await findCurrentRelease(scope, slug))!;
    const { form } = await loadService(scope, release);
    let application = await startDraft(scope, person, { release, language: "de" });
    for (const page of form.pages.filter(({ part }) => part === undefined)) {
      ({ application } = await savePage(
        scope,
        person,
        application.id,
        page.id,
        postAnswers(form, page.id, answers),
        application.revision,
      ));
    }
    return application;
  });
}

export async function submit(
  house: House,
  tenant: string,
  person: Person,
  id: string,
  key = newId(),
): Promise<SubmissionAnswer> {
  return house.database.withTenant(tenant, (scope) =>
    submitApplication(scope, person, id, {
      key,
      consent: { text: "ja" },
      returnUrl: "http://localhost/",
      tenantName: "Stadt Musterstadt",
    }),
  );
}

/** A submitted dog application, with the person who made it. */
export async function submittedDog(
  house: House,
  tenant: string,
  answers: Answers = bella,
): Promise<{ person: Person; id: string; answer: SubmissionAnswer }> {
  const person = await guest(house, tenant);
  const { id } = await draft(house, tenant, person, answers);
  return { person, id, answer: await submit(house, tenant, person, id) };
}
