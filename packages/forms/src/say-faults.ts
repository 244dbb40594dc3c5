import type { AnswerProblem } from "./answer.ts";
import type { Form } from "./form.ts";
import { errorTarget } from "./render-page.tsx";
import type { Wording } from "./wording.ts";

/**
 * What is wrong on a page, as its summary tells it: where each fault is mended, and a sentence. A fault in an entry names the
 * entry ("Kind 2: …"), so that no two of them sound alike.
 */
export function sayFaults(
  form: Form,
  wording: Wording,
  problems: readonly AnswerProblem[],
): { path: string; target: string; text: string }[] {
  return problems.map((problem) => ({
    path: problem.path,
    target: errorTarget(form.at(problem.path), problem.path),
    text: sentence(form, wording, problem),
  }));
}

function sentence(form: Form, wording: Wording, { path, code, details }: AnswerProblem): string {
  const [first = "", index] = path.split(".");
  const field = form.at(path);
  const id = field?.id ?? path;
  if (!/^\d+$/.test(index ?? "")) return wording.fault(id, code, details);
  const entry = wording.say("entry", { label: wording.label(first), number: Number(index) + 1 });
  if (form.field(first)?.kind === "group") return `${entry}: ${wording.fault(id, code, details)}`;
  return (index === "0" ? wording : wording.relabel(id, entry)).fault(id, code, details);
}
