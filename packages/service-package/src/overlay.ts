import { SaxesParser } from "saxes";
import { z } from "zod";
import type { ServicePackage } from "./read-package.ts";
import { mergeTexts, textsSchema } from "./texts.ts";

/**
 * A municipality's changes ("Anpassung") by ids, laid over a package; never a copy of it. What it does not name keeps
 * following the maker.
 */
export const overlaySchema = z.strictObject({
  /** By language, then element id. */
  texts: z.record(z.string(), textsSchema).default({}),
  /** Outputs of a rule in fees.dmn: rule id → FEEL per output column. */
  fees: z.record(z.string(), z.array(z.string().min(1).max(500)).min(1)).default({}),
  /** Settings of service.yaml that are the municipality's own. */
  service: z
    .strictObject({
      department: z.string().optional(),
      processingDays: z.number().int().min(1).max(365).optional(),
      filingPlan: z.string().optional(),
      lapseAfterDays: z.number().int().min(1).max(365).optional(),
    })
    .default({}),
});

export type Overlay = z.infer<typeof overlaySchema>;

export const emptyOverlay: Overlay = { texts: {}, fees: {}, service: {} };

/** The merged package, and what the overlay names that the package does not have. */
export function applyOverlay(pkg: ServicePackage, overlay: Overlay): { pkg: ServicePackage; missing: string[] } {
  const missing: string[] = [];
  const texts = { ...pkg.texts };
  for (const [language, changes] of Object.entries(overlay.texts)) {
    for (const id of Object.keys(changes))
      if (!Object.hasOwn(pkg.texts.de ?? {}, id)) missing.push(`texts.${language}.${id}`);
    texts[language] = mergeTexts(pkg.texts[language] ?? {}, changes);
  }
  const fees = pkg.fees === undefined ? undefined : replaceOutputs(pkg.fees, overlay.fees, missing);
  if (pkg.fees === undefined) missing.push(...Object.keys(overlay.fees).map((id) => `fees.${id}`));
  const own = Object.fromEntries(Object.entries(overlay.service).filter(([, value]) => value !== undefined));
  const workflow = ofOffice(pkg.workflow, pkg.service.department, overlay.service.department);
  const service = { ...pkg.service, ...own };
  return { pkg: { ...pkg, texts, service, workflow, ...(fees !== undefined && { fees }) }, missing };
}

/** Steps of the maker's office are those of the municipality's own; steps of other offices stay. */
function ofOffice(workflow: string, makers: string, own = makers): string {
  const place = new RegExp(`(<allmende:assignment\\b[^>]*\\bdepartment=")${makers}(?=")`, "g");
  return workflow.replaceAll(place, (_, before: string) => `${before}${own}`);
}

/** Replaces the texts of output entries in place, so the rest of the table keeps its every character. */
function replaceOutputs(xml: string, changes: Overlay["fees"], missing: string[]): string {
  const places = outputPlaces(xml);
  const edits: { from: number; to: number; text: string }[] = [];
  for (const [rule, outputs] of Object.entries(changes)) {
    const found = places.get(rule);
    if (!found || found.length !== outputs.length) {
      missing.push(`fees.${rule}`);
      continue;
    }
    outputs.forEach((text, index) => edits.push({ ...found[index]!, text: escapeXml(text) }));
  }
  return edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((result, edit) => result.slice(0, edit.from) + edit.text + result.slice(edit.to), xml);
}

/** Where the texts of each rule's output entries begin and end. */
export function outputPlaces(xml: string): Map<string, { from: number; to: number }[]> {
  const places = new Map<string, { from: number; to: number }[]>();
  const parser = new SaxesParser({ xmlns: false });
  let rule: string | undefined;
  let inOutput = false;
  let from = 0;
  const local = (name: string): string => name.slice(name.indexOf(":") + 1);
  parser.on("opentag", (tag) => {
    const name = local(tag.name);
    if (name === "rule") rule = String(tag.attributes.id ?? "");
    else if (name === "outputEntry") inOutput = true;
    else if (name === "text" && inOutput) from = parser.position;
  });
  parser.on("closetag", (tag) => {
    const name = local(tag.name);
    if (name === "text" && inOutput && rule !== undefined) {
      const to = xml.lastIndexOf("</", parser.position - 1);
      places.set(rule, [...(places.get(rule) ?? []), { from, to }]);
    } else if (name === "outputEntry") inOutput = false;
    else if (name === "rule") rule = undefined;
  });
  parser.write(xml).close();
  return places;
}

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
