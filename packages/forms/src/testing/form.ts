import { compileForm } from "../compile.ts";
import type { Form } from "../form.ts";

/** A form of one page with these elements; throws what is wrong with it. */
export function formWith(elements: unknown[], checks: unknown[] = []): Form {
  return formOfPages([{ id: "seite", elements, checks }]);
}

export function formOfPages(pages: unknown[]): Form {
  const compiled = compileForm({ pages });
  if (!compiled.ok) throw new Error(compiled.problems.map(({ at, message }) => `${at}: ${message}`).join("\n"));
  return compiled.form;
}

export const children = (...elements: unknown[]) => ({
  id: "kinder",
  type: "group",
  repeat: { min: 0, max: 3 },
  elements: [{ id: "vorname", type: "text" }, ...elements],
});
