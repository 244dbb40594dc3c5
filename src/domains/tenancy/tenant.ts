/** How people reach an authority or an office. */
export interface Contact {
  street: string;
  postcode: string;
  place: string;
  phone: string;
  email: string;
  /** Lines such as ["Mo–Fr", "8–12 Uhr"]. */
  hours: [days: string, times: string][];
  room?: string;
}

/** A municipality sets two numbers; everything else of its look follows from them. */
export interface Theme {
  hue: number;
  chroma: number;
  /** Name of a coat of arms. */
  crest: string;
}

/** The administrative court ("Verwaltungsgericht") that a remedy notice must name (§ 58 VwGO). */
export interface Court {
  name: string;
  street: string;
  postcode: string;
  place: string;
}

/** One municipality or the Kreis ("Mandant"). */
export interface Tenant extends Theme {
  id: string;
  slug: string;
  /** Host without the base domain. */
  host: string;
  kind: "municipality" | "district";
  /** "Stadt Musterstadt" */
  name: string;
  /** "Musterstadt" */
  shortName: string;
  population: number;
  /** The Land, ISO 3166-2 without "DE-". */
  land: string;
  contact: Contact;
  /** Needed where the Land allows an action without an objection before it. */
  court: Court | null;
  /** Names of places that belong to it, for competence by place. */
  places: string[];
}

/** The municipalities and their Kreis on one platform ("Verbund"). */
export interface Alliance extends Theme {
  id: string;
  slug: string;
  name: string;
  title: string;
  contact: Contact;
}

/** Everything public about who is on the platform. */
export interface Directory {
  alliance: Alliance;
  tenants: Tenant[];
}

/** An office of the tenant ("Amt, Fachbereich"). */
export interface Department {
  id: string;
  /** What it does, as packages name it: "steueramt". */
  kind: string;
  name: string;
  contact: Contact;
}

/** A person who works for the tenant. */
export interface Staff {
  id: string;
  subject: string;
  name: string;
  departmentId: string;
  departmentName: string;
  /** Leads the department. */
  head: boolean;
  /** What of its work is theirs: places, letters ("A-K"), districts. */
  areas: string[];
  /** May see and settle what the treasury ("Kasse") must do, of all departments. */
  treasury: boolean;
}
