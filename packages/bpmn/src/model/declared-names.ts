import { sources, source, text, type Source } from "../xml/moddle.ts";

const always = ["loopCounter", "numberOfInstances", "numberOfCompletedInstances", "numberOfActiveInstances"];

/** Names the model itself brings into being: outputs, inputs of calls, items and results of multi-instances. */
export function declaredNames(container: Source): readonly string[] {
  const below = sources(container.flowElements).flatMap((child) => [...extensionNames(child), ...declaredNames(child)]);
  return [...always, ...below];
}

function extensionNames(of: Source): readonly string[] {
  const holders = [of, source(of.loopCharacteristics)].filter((one) => one !== undefined);
  const values = holders.flatMap((one) => sources(source(one.extensionElements)?.values));
  return values
    .flatMap((value) => {
      if (value.$type === "allmende:Output" || value.$type === "allmende:Input") return [text(value.name) ?? ""];
      return value.$type === "allmende:Collection" ? [text(value.item) ?? "", text(value.results) ?? ""] : [];
    })
    .filter((name) => name !== "");
}
