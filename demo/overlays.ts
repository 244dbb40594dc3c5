/** What municipalities of the demo changed, by ids: own rates, own words; the packages stay as they are. */
export const overlays: Record<string, Record<string, unknown>> = {
  beispielheim: {
    "hund-anmelden": {
      fees: { satz_erster: ["9000"], satz_zweiter: ["12000"], satz_weiterer: ["15000"], satz_gefaehrlich: ["72000"] },
      texts: {
        de: {
          service: {
            lead: "Ein Hund ist eingezogen? Melden Sie ihn innerhalb von 14 Tagen an. Die Steuermarke schicken wir Ihnen zu.",
          },
        },
        en: { service: { lead: "A dog has moved in? Register it within 14 days. We send you the tax tag." } },
      },
      service: { processingDays: 5 },
    },
  },
  vorlagen: { "hund-anmelden": { fees: { satz_erster: ["4800"], satz_zweiter: ["7200"], satz_weiterer: ["9600"] } } },
};
