import { carryAnswers, leaves, type Answers, type Form } from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound } from "../../platform/errors.ts";
import { loadPinned } from "../services/index.ts";
import type { Person } from "./application.ts";
import { getApplication } from "./application-store.ts";
import { listOwnActs, withoutFields } from "./own-acts.ts";

/**
 * The answers of an earlier application of the same service as the beginning of a new one ("Noch einmal beantragen"):
 * what the present form can hold, without files, signatures and consents. NotFound for a draft and for another's.
 */
export async function answersToCopy(
  scope: TenantScope,
  person: Person,
  id: string,
  to: CompiledService,
): Promise<Answers> {
  const earlier = await getApplication(scope, person, id);
  if (earlier.status === "draft" || earlier.slug !== to.definition.slug) throw new NotFound("application");
  const from = await loadPinned(scope, earlier.releaseId);
  const { answers } = carryAnswers(from.form, to.form, earlier.answers, { now: scope.clock.now() });
  return withoutOnceOnly(to.form, answers);
}

/** Files belong to one application, a signature and a consent mean it, and what others filled in they said for it. */
function withoutOnceOnly(form: Form, answers: Answers): Answers {
  const files = form.pages.flatMap(({ nodes }) =>
    [...leaves(nodes, true)].filter((node) => node.kind === "field" && node.field.type === "file"),
  );
  const others = form.parts.flatMap(({ fields }) => [...fields]);
  return withoutFields(form, answers, new Set([...[...files, ...listOwnActs(form)].map(({ id }) => id), ...others]));
}
