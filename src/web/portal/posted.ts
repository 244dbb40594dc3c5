import { findSecret } from "../cookies.ts";
import { portalOf, type WebContext } from "../environment.ts";
import { checkOrigin, checkToken } from "../guard.ts";
import { readForm, type PostedForm } from "../read-form.ts";
import { seatOf } from "./person.ts";

/** What one of our pages posted, at the portal or at the desk: whoever posts from elsewhere is refused (fault S1). */
export async function posted(c: WebContext): Promise<PostedForm> {
  checkOrigin(c);
  const form = await readForm(c);
  checkToken(form, findSecret(c, seatOf(c).area));
  return form;
}

/** The same with files: they lie in the tenant's store when this is answered, named by nothing yet. */
export async function postedWithFiles(c: WebContext): Promise<PostedForm> {
  checkOrigin(c);
  const secret = findSecret(c, seatOf(c).area);
  const form = await readForm(c, { store: c.env.house.files, tenant: portalOf(c).tenant.id, secret });
  checkToken(form, secret);
  return form;
}
