/** Landkreis Lindenau and its eight municipalities: invented, and recognisable as such. Figures are those of a small district. */
import type { Alliance, Contact, Department, Tenant } from "../src/domains/tenancy/index.ts";

export const allianceSlug = "lindenau";

const hours: Contact["hours"] = [
  ["Mo–Fr", "8–12 Uhr"],
  ["Di", "14–18 Uhr"],
];

interface Place {
  slug: string;
  name: string;
  shortName: string;
  population: number;
  postcode: string;
  hue: number;
  chroma: number;
  crest: string;
  phone: number;
}

const municipalities: Place[] = [
  {
    slug: "musterstadt",
    name: "Stadt Musterstadt",
    shortName: "Musterstadt",
    population: 9500,
    postcode: "12345",
    hue: 212,
    chroma: 0.078,
    crest: "castle",
    phone: 100,
  },
  {
    slug: "beispielheim",
    name: "Stadt Beispielheim",
    shortName: "Beispielheim",
    population: 21_300,
    postcode: "12346",
    hue: 28,
    chroma: 0.11,
    crest: "key",
    phone: 200,
  },
  {
    slug: "altenmuster",
    name: "Stadt Altenmuster",
    shortName: "Altenmuster",
    population: 12_900,
    postcode: "12347",
    hue: 300,
    chroma: 0.09,
    crest: "wheel",
    phone: 300,
  },
  {
    slug: "neubeispiel",
    name: "Gemeinde Neubeispiel",
    shortName: "Neubeispiel",
    population: 7400,
    postcode: "12348",
    hue: 256,
    chroma: 0.09,
    crest: "fish",
    phone: 400,
  },
  {
    slug: "mustertal",
    name: "Gemeinde Mustertal",
    shortName: "Mustertal",
    population: 6200,
    postcode: "12349",
    hue: 162,
    chroma: 0.08,
    crest: "hills",
    phone: 600,
  },
  {
    slug: "probhausen",
    name: "Gemeinde Probhausen",
    shortName: "Probhausen",
    population: 4800,
    postcode: "12350",
    hue: 75,
    chroma: 0.08,
    crest: "ear",
    phone: 700,
  },
  {
    slug: "oberlinden",
    name: "Gemeinde Oberlinden",
    shortName: "Oberlinden",
    population: 3100,
    postcode: "12351",
    hue: 115,
    chroma: 0.08,
    crest: "tree",
    phone: 800,
  },
  {
    slug: "vorlagen",
    name: "Gemeinde Vorlagen am See",
    shortName: "Vorlagen am See",
    population: 2700,
    postcode: "12352",
    hue: 236,
    chroma: 0.1,
    crest: "waves",
    phone: 900,
  },
];

const phoneNumber = (extension: number): string => `069 90009-${String(extension).padStart(3, "0")}`;

function contactOf(
  place: Pick<Place, "slug" | "shortName" | "postcode" | "phone">,
  office: string,
  extension = 0,
  room?: string,
): Contact {
  return {
    street: place.slug === "kreis" ? "Kreishausallee 1" : "Rathausplatz 1",
    postcode: place.postcode,
    place: place.shortName,
    phone: phoneNumber(place.phone + extension),
    email: `${office}@${place.slug === "kreis" ? "lindenau" : place.slug}.example`,
    hours,
    ...(room && { room }),
  };
}

const kreis: Place = {
  slug: "kreis",
  name: "Landkreis Lindenau",
  shortName: "Lindenau",
  population: 67_900,
  postcode: "12340",
  hue: 148,
  chroma: 0.08,
  crest: "leaf",
  phone: 500,
};

export function allianceOf(id: string): Alliance {
  return {
    id,
    slug: allianceSlug,
    name: "Landkreis Lindenau",
    title: "Lindenau",
    hue: kreis.hue,
    chroma: kreis.chroma,
    crest: kreis.crest,
    contact: contactOf(kreis, "kreis"),
  };
}

export function tenantsOf(newId: () => string): Tenant[] {
  return [kreis, ...municipalities].map((place) => ({
    id: newId(),
    slug: place.slug,
    host: place.slug === "kreis" ? `kreis.${allianceSlug}` : place.slug,
    kind: place.slug === "kreis" ? "district" : "municipality",
    name: place.name,
    shortName: place.shortName,
    population: place.population,
    land: "HE",
    hue: place.hue,
    chroma: place.chroma,
    crest: place.crest,
    contact: contactOf(place, place.slug === "kreis" ? "kreis" : "rathaus"),
    court: null,
    places: [place.shortName],
  }));
}

const offices: { kind: string; name: string; extension: number; room: string; district?: boolean }[] = [
  { kind: "steueramt", name: "Steueramt", extension: 12, room: "Zimmer 12" },
  { kind: "standesamt", name: "Standesamt", extension: 34, room: "Zimmer 3" },
  { kind: "ordnungsamt", name: "Ordnungsamt", extension: 32, room: "Zimmer 7" },
  { kind: "jagdbehoerde", name: "Untere Jagdbehörde", extension: 67, room: "Zimmer 214", district: true },
];

export function departmentsOf(tenant: Tenant, newId: () => string): Department[] {
  const place = [kreis, ...municipalities].find(({ slug }) => slug === tenant.slug)!;
  return offices
    .filter((office) => (tenant.kind === "district") === (office.district ?? false))
    .map((office) => ({
      id: newId(),
      kind: office.kind,
      name: office.name,
      contact: contactOf(place, office.kind, office.extension, office.room),
    }));
}

/** A person of the demo, as the stand-in for sign-in lists them. */
export interface DemoPerson {
  sub: string;
  name: string;
  givenName: string;
  familyName: string;
  email: string;
  birthDate?: string;
  address?: { street: string; postcode: string; place: string };
  kind: "citizen" | "staff";
  tenant?: string;
  department?: string;
  /** Leads the department. */
  head?: boolean;
  areas?: string[];
  /** Has the right to the treasury. */
  treasury?: boolean;
}

type StaffEntry = [name: string, department: string, more?: Pick<DemoPerson, "head" | "areas" | "treasury">];

/** Whoever stands first in a department has most of its demo cases. */
const staffNames: Record<string, StaffEntry[]> = {
  musterstadt: [
    ["Kim Muster", "steueramt", { treasury: true }],
    ["Luca Vorbild", "steueramt", { head: true }],
    ["Sascha Probe", "standesamt", { head: true, areas: ["A–Z"] }],
    ["Jona Vorlage", "ordnungsamt", { head: true }],
  ],
  beispielheim: [
    ["Robin Exempel", "steueramt", { treasury: true }],
    ["Charlie Beispiel", "ordnungsamt"],
  ],
  kreis: [["Alex Testfall", "jagdbehoerde", { treasury: true }]],
};

/** Petra's provider tells what an ID card holds, Tom's birth date and name, Erika's no more than the name. */
const citizens: [name: string, more: Pick<DemoPerson, "birthDate" | "address">][] = [
  [
    "Petra Beispiel",
    { birthDate: "1985-02-04", address: { street: "Lindenweg 7", postcode: "12345", place: "Musterstadt" } },
  ],
  ["Tom Testmann", { birthDate: "1990-05-12" }],
  ["Erika Musterfrau", {}],
];

function person(
  name: string,
  rest: Omit<DemoPerson, "sub" | "name" | "givenName" | "familyName" | "email">,
): DemoPerson {
  const [givenName = "", familyName = ""] = name.split(" ");
  const sub = name.toLowerCase().replace(" ", "-");
  return { sub, name, givenName, familyName, email: `${givenName}@${familyName}.example`.toLowerCase(), ...rest };
}

export const demoPeople: DemoPerson[] = [
  ...citizens.map(([name, more]) => person(name, { kind: "citizen", ...more })),
  ...municipalities
    .concat(kreis)
    .flatMap((place) =>
      (
        staffNames[place.slug] ??
        ([[`Momo ${place.shortName.split(" ")[0]}`, "steueramt", { treasury: true }]] as StaffEntry[])
      ).map(([name, department, more]) => person(name, { kind: "staff", tenant: place.slug, department, ...more })),
    ),
];
