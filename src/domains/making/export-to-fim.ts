import type { ElementDefinition, FormDefinition } from "@allmende/forms";
import type { ServicePackage } from "@allmende/service-package";
import type { Anzahl, Datenfeldgruppe, Stammdatenschema, Struktur } from "@allmende/xdatenfelder";
import { longestFeel } from "./fim/draft-form.ts";
import { mostEntries } from "./fim/draft-field.ts";
import type { Origin } from "./fim/drafting.ts";
import { demandRule, exportField, whenRule } from "./fim/export-field.ts";
import { gatherPages } from "./fim/gather-pages.ts";
import { Exporting } from "./fim/exporting.ts";

/** A package's form as a FIM schema, and in English sentences what XDatenfelder has no place for. */
export interface FimExport {
  schema: Stammdatenschema;
  lost: string[];
}

/**
 * Writes the form of a package as a schema ("Stammdatenschema"): pages and sections are groups, conditions and checks
 * are rules with their FEEL as script. What came from FIM keeps id and version; what is ours has ids of the range 99.
 */
export function exportToFim(pkg: ServicePackage, { at }: { at: Date }): FimExport {
  const { service, form } = pkg;
  const exporting = new Exporting(pkg);
  for (const page of form.pages) pageRules(page, exporting);
  const struktur = gatherPages(form.pages).flatMap((part) =>
    "type" in part ? [exportElement(part, undefined, exporting)] : exportPage(part, exporting),
  );
  if (form.eligibility)
    exporting.lose(form.eligibility.id, "the questions before the form, and what keeps people from applying");
  for (const { id } of form.parts ?? []) exporting.lose(id, "that another person than the applicant fills it in");
  const title = exporting.text("service", "title") ?? service.slug;
  for (const { id, validFrom } of service.legalBasis)
    exporting.lose(id, `that the reference to law holds from ${validFrom}`);
  for (const language of Object.keys(pkg.texts).filter((name) => name !== "de"))
    exporting.lose(`texts/${language}.yaml`, "the words of this language");
  const schema: Stammdatenschema = {
    wurzel: "stammdatenschema",
    nachricht: { nachrichtID: `${service.slug}-${service.version}`, erstellungszeitpunkt: at.toISOString() },
    identifikation: exporting.identify("S", "form"),
    name: title,
    bezeichnung: title,
    ...described(exporting.text("service", "lead")),
    bezuege: service.legalBasis.map(({ id, url }) => ({ text: exporting.label(id), ...(url && { link: url }) })),
    freigabestatus: "1",
    relationen: [],
    stichworte: [],
    regeln: exporting.finish(),
    struktur,
  };
  return { schema, lost: exporting.lost };
}

const described = (lead: string | undefined): { beschreibung?: string } => (lead ? { beschreibung: lead } : {});

type Page = FormDefinition["pages"][number];

function pageRules(page: Page, exporting: Exporting): void {
  whenRule(page, exporting);
  for (const check of page.checks) {
    exporting.rule(check.id, {
      name: `Prüfung: ${check.id}`,
      sentence: exporting.label(check.id),
      feel: check.test,
      typ: "V",
    });
  }
}

/** A page of ours is a group, unless all on it stood at the top of its schema. */
function exportPage({ id, elements }: Page, exporting: Exporting): Struktur[] {
  const onTop = elements.every((element) => element.fim && !element.fim.path.includes("."));
  if (onTop) {
    exporting.lose(id, `the page „${exporting.label(id)}“ around fields that stand at the top`);
    return elements.map((element) => exportElement(element, undefined, exporting));
  }
  return [groupOnce({ id, elements }, undefined, exporting)];
}

function exportElement(element: ElementDefinition, filled: string | undefined, exporting: Exporting): Struktur {
  whenRule(element, exporting);
  if (element.type === "section") return groupOnce(element, filled, exporting);
  if (element.type !== "group") return exportField(element, filled, exporting);
  const { id, repeat, required, elements } = element;
  if (typeof required === "string") demandRule(id, required, exporting);
  const min = required === true ? Math.max(1, repeat.min) : repeat.min;
  const max = repeat.max >= mostEntries ? "*" : Math.max(repeat.max, min);
  return inPlace(
    element,
    { min, max },
    elements.map((inner) => exportElement(inner, undefined, exporting)),
    exporting,
  );
}

interface Group {
  id: string;
  fim?: Origin;
  elements: readonly ElementDefinition[];
}

/** A group that is asked once. It is optional where its duties are duties only once something in it is filled in. */
function groupOnce(group: Group, filled: string | undefined, exporting: Exporting): Struktur {
  const own = whenFilled(group.elements);
  const optional = own !== filled && demands(group.elements, own);
  const inner = group.elements.map((element) => exportElement(element, optional ? own : filled, exporting));
  return inPlace(group, { min: optional ? 0 : 1, max: 1 }, inner, exporting);
}

/** As an import writes it for an optional group. */
function whenFilled(elements: readonly ElementDefinition[]): string {
  const parts = (list: readonly ElementDefinition[]): string[] =>
    list.flatMap((element) => {
      if (element.type === "information" || element.type === "computed") return [];
      if (element.type === "section") return parts(element.elements);
      if (element.type === "group") return parts(element.elements).length > 0 ? [`count(${element.id}) > 0`] : [];
      return [`${element.id} != null`];
    });
  const feel = parts(elements).join(" or ");
  return feel === "" || feel.length > longestFeel ? "false" : feel;
}

const demands = (elements: readonly ElementDefinition[], feel: string): boolean =>
  elements.some((element) => {
    if (element.type === "section") return demands(element.elements, feel);
    return "required" in element && element.type !== "group" && element.required === feel;
  });

function inPlace({ id, fim }: Group, anzahl: Anzahl, struktur: Struktur[], exporting: Exporting): Struktur {
  const lead = exporting.text(id, "lead");
  const enthaelt: Datenfeldgruppe = {
    typ: "datenfeldgruppe",
    pfad: "",
    ...exporting.head("G", id, fim),
    bezeichnungEingabe: exporting.label(id),
    ...(lead && { hilfetextEingabe: lead }),
    regeln: [],
    struktur,
  };
  return { anzahl, bezuege: [], enthaelt };
}
