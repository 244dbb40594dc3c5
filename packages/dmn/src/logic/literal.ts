import type { LogicCompiler } from "./logic.ts";

const FEEL = /^(feel|https?:\/\/www\.omg\.org\/spec\/(FEEL|DMN)\/.*)$/i;

/** A literal expression ("Ausdruck") in FEEL. Without text it is null. */
export const literal: LogicCompiler = (element, names, bench) => {
  const language = element.text("expressionLanguage");
  if (language !== undefined && language !== "" && !FEEL.test(language))
    return bench.problem("unsupported", element, `Only FEEL is evaluated, not ${language}.`);
  if (element.child("importedValues")) return bench.problem("unsupported", element, "Imported values are not read.");
  const source = element.text("text") ?? "";
  return source.trim() === "" ? () => null : bench.feel(source, names, element);
};
