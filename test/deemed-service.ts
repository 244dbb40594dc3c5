/**
 * A service whose law orders a deemed approval (§ 42a VwVfG), for tests alone: it lies in no library, and its law is
 * invented and says so.
 */
import { emptyOverlay, type Overlay, type ServicePackage } from "@allmende/service-package";
import { adoptService, type Release } from "../src/domains/services/index.ts";
import type { House } from "../src/main.ts";
import { loadLibrary } from "./house.ts";

export const probe = "probe-erlaubnis";
export const probeLaw = "§ 7 des Probegesetzes (erfunden)";

const certificate = `[betreff]
Bescheinigung: Ihr Antrag gilt als genehmigt

[anrede]
{anrede}

[text]
Ihre Unterlagen waren am {vollstaendig} vollständig. Bis zum Ablauf des {fiktion} haben wir nicht entschieden. Nach {gesetz} gilt Ihr Antrag deshalb seitdem als genehmigt (§ 42a VwVfG).
`;

const extension = `[betreff]
Wir brauchen mehr Zeit für Ihren Antrag

[anrede]
{anrede}

[text]
wir verlängern die Frist nach {gesetz} bis zum {fiktion}.

[gruende]
{begruendung}
`;

/** The dog's form and workflow, under another name and law, with the two letters that go with a deemed approval. */
export function probePackage(period = "P3M"): ServicePackage {
  const pkg = loadLibrary("hund-anmelden");
  return {
    ...pkg,
    service: {
      ...pkg.service,
      slug: probe,
      procedure: "administrative",
      letters: [
        ...pkg.service.letters,
        { name: "bescheinigung", kind: "letter" },
        { name: "verlaengerung", kind: "letter" },
      ],
      deemedApproval: {
        law: "recht_satzung",
        period,
        letters: { certificate: "bescheinigung", extension: "verlaengerung" },
      },
    },
    letters: { ...pkg.letters, bescheinigung: { de: certificate }, verlaengerung: { de: extension } },
    texts: Object.fromEntries(
      Object.entries(pkg.texts).map(([language, texts]) => [
        language,
        {
          ...texts,
          service: { ...(texts.service as object), title: "Probe-Erlaubnis" },
          recht_satzung: probeLaw,
        },
      ]),
    ),
  };
}

export const adoptProbe = (house: House, tenant: string, period?: string): Promise<Release> =>
  house.database.withTenant(tenant, (scope) =>
    adoptService(scope, "system", probePackage(period), emptyOverlay as Overlay, "live"),
  );
