import type { Form } from "@allmende/forms";
import { lineOf, type Problems } from "./problem.ts";
import type { ServicePackage } from "./read-package.ts";
import type { ServiceDefinition } from "./service-definition.ts";

/**
 * Ids are unique in a package: texts and overlays name an element by its id alone. Inside one file its own reader
 * refuses doubles; here a file is held against those before it.
 */
export function checkIds(pkg: ServicePackage, form: Form, problems: Problems): void {
  const owners = new Map<string, string>();
  const claim = (file: string, ids: readonly string[], source = ""): void => {
    for (const id of new Set(ids)) {
      const owner = owners.get(id);
      if (owner)
        problems.add(file, `the id ${id} stands in ${owner}, too; ids are unique in a package`, lineOf(source, id));
      else owners.set(id, file);
    }
  };
  claim("form.yaml", formIds(form));
  claim("service.yaml", serviceIds(pkg.service));
  claim("workflow.bpmn", xmlIds(pkg.workflow), pkg.workflow);
  claim("fees.dmn", xmlIds(pkg.fees ?? ""), pkg.fees);
}

/** What service.yaml gives an id of its own. */
export function serviceIds({ legalBasis, documents, steps, questions, competence }: ServiceDefinition): string[] {
  const listed = [...legalBasis, ...documents].map(({ id }) => id);
  return [...listed, ...steps, ...questions, ...(competence.rule === "place" ? [competence.question] : [])];
}

/** The ids of a BPMN or DMN document. */
export const xmlIds = (xml: string): string[] => [...xml.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1]!);

/** Pages, parts of other persons, fields, options, checks and what keeps people from applying. */
export function formIds(form: Form): string[] {
  const ids: string[] = [];
  const visit = (elements: readonly { id: string; type: string; options?: unknown; elements?: unknown }[]): void => {
    for (const element of elements) {
      ids.push(element.id);
      for (const option of (element.options as (string | { id: string })[] | undefined) ?? [])
        ids.push(typeof option === "string" ? option : option.id);
      if (element.elements) visit(element.elements as { id: string; type: string }[]);
    }
  };
  const { eligibility } = form.definition;
  if (eligibility) {
    ids.push(eligibility.id, ...eligibility.barriers.map(({ id }) => id));
    visit(eligibility.elements);
  }
  ids.push(...form.parts.map(({ id }) => id));
  for (const page of form.definition.pages) {
    ids.push(page.id, ...page.checks.map((check) => check.id));
    visit(page.elements);
  }
  return ids;
}
