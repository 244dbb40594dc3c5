/** Citizens with a draft and a session, as many as a measurement needs. */
import type { Answers } from "@allmende/forms";
import { postAnswers } from "@allmende/forms";
import type pg from "pg";
import { savePage, startDraft, type Application } from "../src/domains/applications/index.ts";
import { formToken, openSession } from "../src/domains/identity/index.ts";
import { findCurrentRelease, loadService } from "../src/domains/services/index.ts";
import type { Tenant } from "../src/domains/tenancy/index.ts";
import type { House } from "../src/main.ts";
import { digest, newId, newSecret } from "../src/platform/ids.ts";

export interface Citizen {
  secret: string;
  token: string;
  applicationId: string;
}

/** The cookie of a portal behind TLS. */
export const cookieOf = ({ secret }: Citizen): string => `__Host-al_portal=${secret}`;

/** A guest who filled in a whole draft through the use cases. */
export async function fillIn(house: House, tenant: Tenant, slug: string, answers: Answers): Promise<Citizen> {
  const secret = newSecret();
  return house.database.withTenant(tenant.id, async (scope) => {
    const session = await openSession(scope, secret, { kind: "guest" });
    const person = { sessionId: session.id, accountId: null };
    const release = (await findCurrentRelease(scope, slug))!;
    const { form } = await loadService(scope, release);
    let draft: Application = await startDraft(scope, person, { release, language: "de" });
    for (const page of form.pages.filter(({ part }) => part === undefined)) {
      const saved = await savePage(
        scope,
        person,
        draft.id,
        page.id,
        postAnswers(form, page.id, answers),
        draft.revision,
      );
      if (saved.problems.length > 0) throw new Error(`${slug}: ${JSON.stringify(saved.problems)}`);
      draft = saved.application;
    }
    return { secret, token: formToken(secret), applicationId: draft.id };
  });
}

/** The same draft, once for each of many guests: rows copied by the owner, since preparing is not what is measured. */
export async function copies(owner: pg.Client, model: Citizen, count: number): Promise<Citizen[]> {
  const made = Array.from({ length: count }, () => {
    const secret = newSecret();
    return { secret, token: formToken(secret), applicationId: newId(), sessionId: newId(), participantId: newId() };
  });
  const column = <T>(of: (one: (typeof made)[number]) => T): T[] => made.map(of);
  await owner.query(
    `with new as (select * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bytea[]) as n (application, session, participant, secret)),
      sessions as (insert into identity.sessions select (jsonb_populate_record(s, jsonb_build_object('id', new.session, 'secret', new.secret))).*
        from identity.sessions s cross join new where s.secret = $6 returning 1),
      applications as (insert into applications.applications select (jsonb_populate_record(a, jsonb_build_object('id', new.application))).*
        from applications.applications a cross join new where a.id = $1 returning 1)
     insert into applications.participants
       select (jsonb_populate_record(p, jsonb_build_object('id', new.participant, 'application_id', new.application, 'session_id', new.session))).*
       from applications.participants p cross join new where p.application_id = $1`,
    [
      model.applicationId,
      column((one) => one.applicationId),
      column((one) => one.sessionId),
      column((one) => one.participantId),
      column((one) => digest(one.secret)),
      digest(model.secret),
    ],
  );
  await owner.query("vacuum analyze");
  return made;
}
