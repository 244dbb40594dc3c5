/** A tenant in which everything exists once: each kind of row, and one word in every text people write. */
import { xbezahldiensteProvider } from "../src/adapters/xbezahldienste/provider.ts";
import {
  addSupplement,
  attachFiles,
  sniffType,
  getApplication,
  inviteContributor,
  makeResumeKey,
  savePage,
  type Person,
  type ReceivedFile,
} from "../src/domains/applications/index.ts";
import {
  addNote,
  completeStep,
  findCaseOf,
  requestInformation,
  saveView,
  takeCase,
  type Caseworker,
} from "../src/domains/cases/index.ts";
import { listLettersTo } from "../src/domains/letters/index.ts";
import { mail } from "../src/domains/messages/index.ts";
import { findPaymentOf, noteTreasuryTask, startPayment, type PaymentProvider } from "../src/domains/payments/index.ts";
import { loadPinned } from "../src/domains/services/index.ts";
import { listStaff, type Tenant } from "../src/domains/tenancy/index.ts";
import type { TenantScope } from "../src/platform/db/database.ts";
import type { House } from "../src/main.ts";
import { postAnswers, type FieldOf } from "@allmende/forms";
import { bella, draft, lina, submit } from "./citizen.ts";

export interface FullTenant {
  draft: string;
  /** A draft of which another person is asked for a part. */
  together: string;
  /** With a case that waits for the citizen. */
  waiting: string;
  /** With a case that is decided, a letter in the inbox. */
  decided: string;
  /** Submitted and not yet paid. */
  unpaid: string;
  waitingCase: string;
  decidedCase: string;
  letter: string;
  attachment: string;
}

export async function fillTenant(house: House, tenant: Tenant, person: Person, word: string): Promise<FullTenant> {
  const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> => house.database.withTenant(tenant.id, work);
  const [kim] = (await here(listStaff)) as unknown as [Caseworker];
  const dog = { ...bella, nachname: word, hundename: word, bemerkung: word };

  const started = await draft(house, tenant.id, person, { ...dog, herkunft: "aus_tierheim", tierheim_name: word });
  const attachment = await attach(house, tenant.id, person, started.id, `${word}.pdf`);
  await here((scope) => makeResumeKey(scope, person, started.id));

  const together = await draft(house, tenant.id, person, { ...dog, gemeinsam: true });
  await here((scope) => inviteContributor(scope, person, together.id, "mithaltung", { name: word, email: "" }));

  const waiting = await draft(house, tenant.id, person, dog);
  await submit(house, tenant.id, person, waiting.id);
  const waitingCase = (await here((scope) => findCaseOf(scope, waiting.id)))!;
  await here((scope) => takeCase(scope, kim, waitingCase.id));
  const request = { message: `Es fehlt noch: ${word}`, until: "2026-12-01" };
  const demand = (path: string) =>
    here((scope) => requestInformation(scope, kim, waitingCase.id, { ...request, items: [{ path, reason: "wrong" }] }));
  await demand("rasse");
  await here((scope) => addSupplement(scope, person, waiting.id, { rasse: word }, word));
  await demand("bemerkung");
  await here((scope) => addNote(scope, kim, waitingCase.id, word));
  await here((scope) => saveView(scope, kim.id, word, { ansicht: "alle" }));

  const decided = await draft(house, tenant.id, person, dog);
  await submit(house, tenant.id, person, decided.id);
  const decidedCase = (await here((scope) => findCaseOf(scope, decided.id)))!;
  await here((scope) =>
    completeStep(scope, kim, decidedCase.id, decidedCase.nextTaskId!, { outcome: "ablehnen", begruendung: word }),
  );
  const [letter] = await here((scope) => listLettersTo(scope, decided.id));

  const unpaid = await draft(house, tenant.id, person, { ...lina, nachname: word }, "geburtsurkunde");
  await submit(house, tenant.id, person, unpaid.id);
  const payment = (await here((scope) => findPaymentOf(scope, unpaid.id)))!;
  await startPayment(house.database, house.payments, tenant.id, payment.id);
  await here((scope) => noteTreasuryTask(scope, payment, "mismatch"));
  await here((scope) => mail(scope, "petra@beispiel.example", word, word));

  return {
    draft: started.id,
    together: together.id,
    waiting: waiting.id,
    decided: decided.id,
    unpaid: unpaid.id,
    waitingCase: waitingCase.id,
    decidedCase: decidedCase.id,
    letter: letter!.id,
    attachment,
  };
}

export async function attach(
  house: House,
  tenant: string,
  person: Person,
  id: string,
  name: string,
  bytes: Uint8Array = Buffer.from("%PDF-1.7\n"),
): Promise<string> {
  const stored = await house.files.put(tenant, [bytes] as unknown as AsyncIterable<Uint8Array>, 1_000_000);
  const file: ReceivedFile = { path: "uebernahmevertrag", name, type: sniffType(bytes), stored };
  return house.database.withTenant(tenant, async (scope) => {
    const service = await loadPinned(scope, (await getApplication(scope, person, id)).releaseId);
    const node = service.form.field("uebernahmevertrag") as { field: FieldOf<"file"> };
    const { refs } = await attachFiles(scope, person, id, node.field, [file]);
    const files = new Map([["uebernahmevertrag", refs]]);
    const { revision } = await getApplication(scope, person, id);
    await savePage(
      scope,
      person,
      id,
      "seite_nachweis",
      { ...postAnswers(service.form, "seite_nachweis", {}), files },
      revision,
    );
    return refs[0]!.attachment;
  });
}

/** The payment provider of a test, by its real protocol. */
export const providerAt = (url: string, timeoutMs = 2_000): PaymentProvider =>
  xbezahldiensteProvider({ url, originatorId: "allmende", endPointId: "06999001", timeoutMs });
