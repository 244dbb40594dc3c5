/** A tag of rendered HTML with its attributes. Enough for what our own renderer writes; not a parser of any HTML. */
export interface Tag {
  name: string;
  attributes: Record<string, string>;
}

export function tagsOf(html: string): Tag[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, name = "", rest = ""]) => ({
      name,
      attributes: Object.fromEntries(
        [...rest.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key = "", value = ""]) => [key, value]),
      ),
    }),
  );
}

/** Controls a person can use: what is hidden from all needs no label. */
export const controlsOf = (tags: readonly Tag[]): Tag[] =>
  tags.filter(({ name, attributes }) => ["input", "select", "textarea"].includes(name) && attributes.type !== "hidden");

/** All that keeps a person from using the controls: ids, labels, descriptions, errors, purpose, size. */
export function barriersIn(html: string): string[] {
  const tags = tagsOf(html);
  const ids = tags.flatMap(({ attributes }) => (attributes.id ? [attributes.id] : []));
  const found = ids.filter((id, index) => ids.indexOf(id) < index).map((id) => `the id ${id} stands twice`);
  const labels = new Set(tags.filter(({ name }) => name === "label").map(({ attributes }) => attributes.for));
  for (const { name, attributes } of tags) {
    for (const key of ["aria-describedby", "aria-labelledby"])
      for (const id of (attributes[key] ?? "").split(" ").filter(Boolean))
        if (!ids.includes(id)) found.push(`${name} ${attributes.id ?? ""}: ${key} names ${id}, which is not there`);
  }
  for (const { name, attributes } of controlsOf(tags)) {
    const at = `${name} ${attributes.name}`;
    if (!attributes.name) found.push(`${at}: no name, so it is not posted`);
    if (!attributes.id || !labels.has(attributes.id)) found.push(`${at}: no label`);
    const large = /kern-form-(?:input|check)__|al-file-input/.test(attributes.class ?? "");
    if (!large) found.push(`${at}: no class that gives it its size`);
  }
  if (/<fieldset/.test(html) && !/<fieldset[^>]*><legend/.test(html)) found.push("a fieldset without a legend");
  return found;
}
