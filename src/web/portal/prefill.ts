import { leaves, prefillKnown, type Answers, type Form, type KnownPerson } from "@allmende/forms";
import { readPrefill, type Application, type PrefillFault } from "../../domains/applications/index.ts";
import { findProfile, type Session } from "../../domains/identity/index.ts";
import { portalOf, type WebContext } from "../environment.ts";

/** Answers that a new form begins with, and where each is from. */
export interface Prefilled {
  answers: Answers;
  from: Application["entered"];
  /** A link that fills nothing in, and why. */
  fault?: PrefillFault;
}

/** What the account of a session knows of its person; asked before a tenant's step begins, for accounts are the alliance's. */
export async function findKnown(c: WebContext, session: Session | undefined): Promise<KnownPerson> {
  const accountId = session?.accountId;
  return accountId ? c.env.house.database.withAlliance((scope) => findProfile(scope, accountId)) : {};
}

/** What a form begins with: from the account, and from a signed link; of both the account is believed. */
export function prefilledFor(
  c: WebContext,
  { slug, form, person }: { slug: string; form: Form; person: KnownPerson },
): Prefilled {
  const { house } = c.env;
  const now = house.clock.now();
  const link = c.req.query("daten");
  const carried =
    link === undefined ? {} : readPrefill(house.secretKey, link, { tenant: portalOf(c).tenant.id, slug, form, now });
  const known = prefillKnown(form, person, { now });
  const byLink = typeof carried === "string" ? {} : carried;
  return {
    answers: { ...byLink, ...known },
    from: { ...marked(byLink, "link"), ...marked(known, "account") },
    ...(typeof carried === "string" && { fault: carried }),
  };
}

const marked = <From extends string>(answers: Answers, from: From): Record<string, From> =>
  Object.fromEntries(Object.keys(answers).map((id) => [id, from]));

const nothing = { account: [], link: [] };

/** Which questions of a page stand there filled in, and from where: until their person sends the page. */
export function prefilledOn(
  form: Form,
  page: string,
  entered: Application["entered"],
): { account: string[]; link: string[] } {
  if (Object.keys(entered).length === 0) return nothing;
  // Most forms begin empty.
  if (Object.keys(entered).length === 0) return { account: [], link: [] };
  const asked = [...leaves(form.page(page)?.nodes ?? [])].map(({ id }) => id);
  const from = (source: "account" | "link"): string[] => asked.filter((id) => entered[id] === source);
  return { account: from("account"), link: from("link") };
}
