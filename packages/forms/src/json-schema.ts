import type { Form } from "./form.ts";
import { hasAnswer, type GroupNode, type Node } from "./node.ts";

/** JSON Schema 2020-12 of the answers. What depends on other answers is left open here and decided by the check. */
export function jsonSchema(form: Form): Record<string, unknown> {
  const nodes = form.pages.flatMap((page) => {
    const free = page.when === undefined && (form.partOf(page.id)?.required ?? true);
    return page.nodes.map((node) => ({ node, free }));
  });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...objectSchema(nodes),
  };
}

function objectSchema(nodes: { node: Node; free: boolean }[]): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  const required: string[] = [];
  for (const { node, free } of nodes) collect(node, free, properties, required);
  return { type: "object", properties, required, additionalProperties: false };
}

function collect(node: Node, free: boolean, properties: Record<string, unknown>, required: string[]): void {
  const always = free && node.when === undefined;
  if (node.kind === "section") {
    for (const child of node.nodes) collect(child, always, properties, required);
    return;
  }
  if (!hasAnswer(node)) return;
  if (node.kind === "group") {
    const items = objectSchema(node.nodes.map((child) => ({ node: child, free: true })));
    properties[node.id] = { type: "array", items, minItems: least(node), maxItems: node.repeat.max };
    if (always && least(node) > 0) required.push(node.id);
    return;
  }
  const schema = node.type.schema(node.field);
  properties[node.id] = node.repeat
    ? { type: "array", items: schema, minItems: Math.max(1, node.repeat.min), maxItems: node.repeat.max }
    : schema;
  if (always && node.required === true) required.push(node.id);
}

/** Entries without which a group is never complete; a group that may stay unasked, may be empty. */
const least = ({ repeat, required, when }: GroupNode): number =>
  when ? 0 : Math.max(repeat.min, required === true ? 1 : 0);
