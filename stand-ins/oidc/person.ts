/** Someone who can sign in here. `loa` becomes the claim `acr`; `tenant` only orders the list. */
export type Person = {
  sub: string;
  name: string;
  givenName?: string;
  familyName?: string;
  email?: string;
  /** ISO day. */
  birthDate?: string;
  address?: { street: string; postcode: string; place: string };
  loa?: string;
  groups?: readonly string[];
  kind: "citizen" | "staff";
  tenant?: string;
};

/** The people whose name, mail, tenant or group contains every word of the query; all for an empty query. */
export function search(people: readonly Person[], query: string): Person[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return people.filter((person) => {
    const text = fold([person.name, person.email, person.sub, person.tenant, ...(person.groups ?? [])].join(" "));
    return words.every((word) => text.includes(word));
  });
}

/** The person a `login_hint` means: by sub, mail or full name. */
export function hinted(people: readonly Person[], hint: string): Person | undefined {
  const wanted = fold(hint.trim());
  return people.find((person) =>
    [person.sub, person.email, person.name].some((known) => known && fold(known) === wanted),
  );
}

function fold(text: string): string {
  return text.toLocaleLowerCase("de");
}
