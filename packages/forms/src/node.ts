import type { FeelExpression } from "@allmende/feel";
import type { Condition } from "./condition.ts";
import type { CheckDefinition, Repeat } from "./definition.ts";
import type { Check, FieldType } from "./field-type.ts";
import type { Layout } from "./scope.ts";
import type { FieldDefinition } from "./types/index.ts";

/** The parts of a compiled form, in document order. */
export type Node = FieldNode | SectionNode | GroupNode;

interface Base {
  id: string;
  when?: Condition;
  /** The field and the option a simple condition (`field = "option"`) waits for: the question can open below it. */
  opensAt?: { field: string; option: string };
}

export interface FieldNode extends Base {
  kind: "field";
  /** Where its answer is kept in the layout it belongs to. */
  slot: number;
  field: FieldDefinition;
  type: FieldType;
  required: boolean | Condition;
  repeat?: Repeat;
  check: Check;
  /** What makes the value of a field nobody fills in. */
  compute?: FeelExpression;
  /** Expressions a type asks for (`min` of a date), compiled by their source. */
  expressions: ReadonlyMap<string, FeelExpression>;
}

export interface SectionNode extends Base {
  kind: "section";
  nodes: Node[];
}

export interface GroupNode extends Base {
  kind: "group";
  slot: number;
  /** Of each entry. */
  layout: Layout;
  repeat: Repeat;
  /** Whether one entry is needed at least. */
  required: boolean | Condition;
  nodes: Node[];
}

export interface CheckNode {
  definition: CheckDefinition;
  test: FeelExpression;
  /** The group whose every entry is checked, if the check is shown at one of its fields. */
  group?: string;
}

export interface PageNode {
  id: string;
  /** The part of a second person it belongs to. */
  part?: string;
  when?: Condition;
  nodes: Node[];
  checks: CheckNode[];
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

/** Whether answers hold a value for it: a sentence has none, a computed value is made anew each time. */
export const hasAnswer = (node: Node): boolean => node.kind !== "field" || node.type.answered === undefined;
