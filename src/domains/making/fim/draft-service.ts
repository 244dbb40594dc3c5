import { stringify } from "yaml";
import type { Bezug, Stammdatenschema } from "@allmende/xdatenfelder";
import type { DraftElement, Drafting } from "./drafting.ts";
import type { DraftPage } from "./draft-form.ts";

/**
 * The mark of a placeholder: it stands wherever the draft had to say something a person must replace, and
 * `library check` names each line that still holds it.
 */
export const placeholder = "OFFEN";

/** service.yaml of a draft: what the schema says, and placeholders for what it does not know. */
export function draftService(
  schema: Stammdatenschema,
  slug: string,
  pages: readonly DraftPage[],
  drafting: Drafting,
): string {
  const bases = legalBasis(schema.bezuege, drafting);
  const applicant = applicantName(pages);
  for (const text of [
    "publisher, category, department und filingPlan nennen.",
    "minutes, processingDays, procedure und retention prüfen.",
    "applicant prüfen: Name, Anschrift und E-Mail der antragstellenden Person als FEEL.",
    "legalBasis prüfen: ab wann jede Vorschrift gilt (validFrom).",
    "leika, ozg, lifeEvents und words ergänzen, damit die Suche den Dienst findet; payment und fee, wenn er etwas kostet.",
  ]) {
    drafting.open("service.yaml", text);
  }
  return `publisher: offen # ${placeholder}: wer das Paket herausgibt
slug: ${stringify(slug).trim()}
version: 0.1.0
category: offen # ${placeholder}: das Thema im Portal
department: offen # ${placeholder}: die Art des zuständigen Amts
minutes: 10
processingDays: 20
procedure: administrative
applicant:
  name: ${applicant ?? `'"unbekannt"' # ${placeholder}: FEEL über die Antworten`}
legalBasis:
${bases.join("\n")}
steps: [schritt_antrag, schritt_pruefung, schritt_bescheid]
filingPlan: "0" # ${placeholder}: Stelle im Aktenplan
retention: { years: 10, from: year-end }
letters:
  - { name: bescheid, kind: decision }
  - { name: ablehnung, kind: decision }
`;
}

function legalBasis(bezuege: readonly Bezug[], drafting: Drafting): string[] {
  const named = bezuege.filter(({ text }) => text.trim());
  const list = named.length > 0 ? named : [{ text: `${placeholder}: Rechtsgrundlage` }];
  return list.map(({ text, link }, index) => {
    const id = `recht_${index + 1}`;
    drafting.say(id, text);
    const url = link && URL.canParse(link) && /^https?:/.test(link) ? `, url: ${JSON.stringify(link)}` : "";
    return `  - { id: ${id}, validFrom: "1900-01-01"${url} } # ${placeholder}: seit wann sie gilt`;
  });
}

/** First and last name where the form asks for them outside of lists, else its first text. */
function applicantName(pages: readonly DraftPage[]): string | undefined {
  const texts = pages.flatMap(({ elements }) => singleTexts(elements));
  const first = texts.find((id) => /(^|_)vornamen?$/.test(id));
  const last = texts.find((id) => /(^|_)(familienname|nachname)$/.test(id));
  return first && last ? `${first} + " " + ${last}` : (last ?? first ?? texts[0]);
}

function singleTexts(elements: readonly DraftElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === "section") return singleTexts(element.elements as DraftElement[]);
    return element.type === "text" && element.repeat === undefined ? [element.id] : [];
  });
}
