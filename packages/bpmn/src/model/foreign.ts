import { sources, source, type Source } from "../xml/moddle.ts";
import { namespace } from "../xml/extension.ts";
import type { Reader } from "./reader.ts";

/** Engines whose extensions say what to execute. We do not, so a model that relies on them must not look as if it ran. */
const engines =
  /camunda\.org\/schema\/(?:1\.0\/bpmn|zeebe)|activiti\.(?:org|com)|flowable\.org|jboss\.org|jbpm|w4\.eu\/spec\/BPMN\/\d+\/MODEL|bonitasoft|operaton\.org|cibseven/i;

/** Facts of those engines that a designer writes and no engine executes. */
const harmless = new Set([
  "diagramRelationId",
  "historyTimeToLive",
  "isStartableInTasklist",
  "modelerTemplate",
  "modelerTemplateIcon",
  "modelerTemplateVersion",
  "properties",
  "userTask",
  "versionTag",
]);

/** Refuses foreign execution facts on an element, and misspelt ones of our own; all other extensions are kept and ignored. */
export function refuseForeign(of: Source, reader: Reader): void {
  for (const part of [of, ...parts(of)]) {
    for (const attribute of Object.keys(part.$attrs ?? {})) judge(of, attribute, part, reader);
    for (const extension of sources(source(part.extensionElements)?.values)) {
      if (/^allmende:[A-Z]/.test(extension.$type)) continue;
      judge(of, extension.$type, extension, reader);
    }
  }
}

/** Event definitions, loops and expressions: what belongs to the element and is none itself. */
function parts(of: Source): readonly Source[] {
  const held = [of.eventDefinitions, of.loopCharacteristics, of.conditionExpression].flatMap((one) => [
    ...sources(one),
    source(one),
  ]);
  return held.filter((one) => one !== undefined);
}

function judge(element: Source, name: string, where: Source, reader: Reader): void {
  const [prefix, local] = name.includes(":") ? (name.split(":", 2) as [string, string]) : ["", name];
  if (prefix === "" || prefix === "xmlns") return;
  if (prefix === "allmende") return reader.refuse(element, `${name} is no extension we know`);
  const uri = uriOf(prefix, where);
  if (uri === namespace) return reader.refuse(element, `${name} is no extension we know`);
  if (uri && engines.test(uri) && !harmless.has(local))
    reader.refuse(element, `${name} is an instruction for another engine`);
}

function uriOf(prefix: string, where: Source): string | undefined {
  for (let at: Source | undefined = where; at; at = at.$parent) {
    const uri = at.$attrs?.[`xmlns:${prefix}`]; // generic elements have none
    if (uri !== undefined) return uri;
  }
  return undefined;
}
