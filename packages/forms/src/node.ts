import type { FeelExpression } from "@allmende/feel";
import type { CheckDefinition, FieldDefinition, Repeat } from "./definition.ts";
import type { FieldType } from "./field-type.ts";

/** The parts of a compiled form, in document order. */
export type Node = FieldNode | SectionNode | GroupNode;

interface Base {
  id: string;
  when?: FeelExpression;
  /** The field and the option a simple condition (`field = "option"`) waits for: the question can open below it. */
  opensAt?: { field: string; option: string };
}

export interface FieldNode extends Base {
  kind: "field";
  field: FieldDefinition;
  type: FieldType;
  required: boolean | FeelExpression;
  repeat?: Repeat;
  /** Expressions a type asks for (`min` of a date), compiled by their source. */
  expressions: ReadonlyMap<string, FeelExpression>;
}

export interface SectionNode extends Base {
  kind: "section";
  nodes: Node[];
}

export interface GroupNode extends Base {
  kind: "group";
  repeat: Repeat;
  nodes: Node[];
}

export interface PageNode {
  id: string;
  when?: FeelExpression;
  nodes: Node[];
  checks: { definition: CheckDefinition; test: FeelExpression }[];
}

/** All field and group nodes below, outermost first; with `into: false` a group's own fields stay out. */
export function* leaves(nodes: readonly Node[], into = false): Generator<FieldNode | GroupNode> {
  for (const node of nodes) {
    if (node.kind === "section") yield* leaves(node.nodes, into);
    else {
      yield node;
      if (into && node.kind === "group") yield* leaves(node.nodes, into);
    }
  }
}

export function hasAnswer(node: Node): boolean {
  return node.kind !== "field" || node.field.type !== "information";
}
