import { carryAnswers, leaves, type Answers, type Form } from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound } from "../../platform/errors.ts";
import { loadPinned } from "../services/index.ts";
import type { Person } from "./application.ts";
import { getApplication } from "./application-store.ts";

/** What a person says or hands in for one application only: files belong to it, a signature and a consent mean it. */
const onceOnly: ReadonlySet<string> = new Set(["file", "signature", "declaration", "mandate"]);

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

function withoutOnceOnly(form: Form, answers: Answers): Answers {
  const again = new Set<string>();
  for (const page of form.pages)
    for (const node of leaves(page.nodes, true))
      if (node.kind === "field" && onceOnly.has(node.field.type)) again.add(node.id);
  const strip = (some: Answers): Answers =>
    Object.fromEntries(
      Object.entries(some)
        .filter(([key]) => !again.has(key))
        .map(([key, value]) => [key, form.field(key)?.kind === "group" ? (value as Answers[]).map(strip) : value]),
    );
  return strip(answers);
}
