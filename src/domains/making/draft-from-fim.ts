import type { Stammdatenschema } from "@allmende/xdatenfelder";
import { Document, isMap, stringify, visit } from "yaml";
import { draftPages, type DraftPage } from "./fim/draft-form.ts";
import { draftLetters } from "./fim/draft-letters.ts";
import { writeRules } from "./fim/draft-rules.ts";
import { draftService, placeholder } from "./fim/draft-service.ts";
import { draftWorkflow } from "./fim/draft-workflow.ts";
import { Drafting } from "./fim/drafting.ts";
import { elementIds, nameFrom } from "./fim/element-ids.ts";
import { splitPages } from "./fim/split-pages.ts";
import { writeOpenTasks, type OpenTask } from "./fim/open-tasks.ts";

/** A package made from a FIM data schema: it compiles, and OPEN.md lists what a person must still do. */
export interface PackageDraft {
  files: Map<string, string>;
  open: OpenTask[];
}

/**
 * Turns a FIM schema ("Stammdatenschema") into the files of a package draft. `slug` names the service in addresses;
 * without it it is made from the schema's name. The same schema always gives the same files.
 */
export function draftFromFim(schema: Stammdatenschema, options: { slug?: string } = {}): PackageDraft {
  const title = (schema.bezeichnung ?? schema.name).trim() || schema.identifikation.id;
  const slug = options.slug ?? slugFrom(title);
  const drafting = new Drafting(elementIds(schema.struktur));
  const asked = draftPages(schema, drafting);
  if (asked.length === 0) asked.push(emptyPage(drafting));
  const pages = splitPages(writeRules(schema, asked, drafting), drafting);
  const service = draftService(schema, slug, pages, drafting);
  // One line: what an id brings along must not become a line of its own in a file.
  const source = `${schema.identifikation.id} ${schema.identifikation.version ?? ""}`.replaceAll(/\s+/g, " ").trim();
  for (const [topic, text] of remaining) drafting.open(topic, text);
  const files = new Map<string, string>([
    ["service.yaml", `# Aus dem FIM-Stammdatenschema ${source}\n${service}`],
    ["form.yaml", formYaml(pages)],
    ["workflow.bpmn", draftWorkflow(slug, title)],
    ["texts/de.yaml", stringify({ ...ownTexts(title), ...drafting.texts }, { lineWidth: 0 })],
    ...draftLetters(),
    ["OPEN.md", writeOpenTasks(title, drafting.tasks)],
    ["CHANGELOG.md", `# Änderungen\n\n## 0.1.0\n\nEntwurf aus dem FIM-Stammdatenschema ${source}.\n`],
  ]);
  return { files, open: drafting.tasks.filter(({ done }) => !done) };
}

/** A slug has at least two letters. */
function slugFrom(title: string): string {
  const name = nameFrom(title, 60).replaceAll("_", "-");
  return name.length > 1 ? name : `dienst-${name}`;
}

const remaining: [topic: string, text: string][] = [
  ["texts/de.yaml", "alle Sätze in eigenen, leichten Worten schreiben."],
  ["texts/en.yaml", "die englischen Sätze schreiben, mit denselben Kennungen."],
  ["letters", "Bescheid und Ablehnung ausformulieren."],
  ["workflow.bpmn", "den Weg im Amt prüfen: wer, welche Schritte, welche Fristen."],
  ["journeys", "mindestens einen ganzen Weg als Test schreiben (journeys/*.yaml)."],
];

/** A schema of labels only, or of nothing that can be asked, still makes a form to go on with. */
function emptyPage(drafting: Drafting): DraftPage {
  drafting.say("seite_leer", "Angaben");
  drafting.say("hinweis_leer", `${placeholder}: Das Schema enthält keine Frage.`);
  drafting.open("feld", "hinweis_leer: das Schema enthält keine Frage, die ein Formular stellen kann.");
  return { id: "seite_leer", elements: [{ id: "hinweis_leer", type: "information" }] };
}

function ownTexts(title: string): Record<string, string | Record<string, string>> {
  return {
    service: {
      title,
      lead: `${placeholder}: In einem Satz, wofür der Dienst da ist.`,
      cost: `${placeholder}: Was er kostet.`,
      start: "Jetzt beantragen",
    },
    schritt_antrag: { label: "Sie füllen den Antrag aus", hint: "Am Ende sehen Sie alle Angaben noch einmal." },
    schritt_pruefung: { label: "Wir prüfen Ihren Antrag", hint: "Fehlt etwas, fragen wir genau danach." },
    schritt_bescheid: { label: "Sie bekommen Bescheid", hint: "In Ihr Postfach oder per Post." },
    angaben_pruefen: { label: "Angaben prüfen", bewilligen: "Bewilligen und Bescheid senden", ablehnen: "Ablehnen" },
    pruefung_angaben: "Angaben und Nachweise vollständig und schlüssig",
  };
}

/** Every question on a line of its own, so that people can read and change the file. */
function formYaml(pages: readonly DraftPage[]): string {
  const document = new Document({ pages });
  visit(document, {
    Map(_, node) {
      const isElement = node.has("type") && !node.has("elements");
      const isFact = !node.has("elements") && (node.has("min") || node.has("path"));
      if (isMap(node) && (isElement || isFact)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
