/** A service as the portals list it: our own, another system's, an information or a paper form. */
export interface Offer {
  tenantId: string;
  slug: string;
  version: number;
  kind: "own" | "link" | "information" | "paper";
  title: string;
  lead: string;
  category: string;
  lifeEvents: string[];
  /** Citizens' own words for it. */
  words: string[];
  /** "Steueramt" */
  office: string;
  minutes: number | null;
  /** "kostenlos", "ab 15 €" */
  cost: string;
  /** Title, lead and cost by the other languages of its package; what one of them lacks is missing there. */
  translations: Readonly<Record<string, Partial<Pick<Offer, "title" | "lead" | "cost">>>>;
  accountNeeded: boolean;
  ozg: string | null;
  leika: string[];
}
