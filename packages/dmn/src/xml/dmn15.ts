import dmn13 from "dmn-moddle/resources/dmn/json/dmn13.json" with { type: "json" };

interface Property {
  readonly name: string;
  readonly type: string;
  readonly isAttr?: boolean;
  readonly isMany?: boolean;
  readonly xml?: { readonly serialize: string };
}

function child(name: string, type = "ChildExpression"): Property {
  return { name, type, xml: { serialize: "property" } };
}

function expression(name: string, properties: readonly Property[], superClass = "Expression") {
  return { name, superClass: [superClass], properties };
}

const iteratorVariable: Property = { name: "iteratorVariable", type: "String", isAttr: true };

/** The boxed expressions that came with DMN 1.4; the library knows DMN 1.3 only. */
const since14 = [
  {
    name: "ChildExpression",
    properties: [
      { name: "id", type: "String", isAttr: true },
      { name: "value", type: "Expression" },
    ],
  },
  {
    name: "TypedChildExpression",
    superClass: ["ChildExpression"],
    properties: [{ name: "typeRef", type: "String", isAttr: true }],
  },
  expression("Conditional", [child("if"), child("then"), child("else")]),
  expression("Filter", [child("in"), child("match")]),
  expression("Iterator", [iteratorVariable, child("in", "TypedChildExpression")]),
  expression("For", [child("return")], "Iterator"),
  expression("Quantified", [child("satisfies")], "Iterator"),
  expression("Some", [], "Quantified"),
  expression("Every", [], "Quantified"),
];

const typeConstraint: Property = child("typeConstraint", "UnaryTests");

/** The metamodel of DMN 1.5, as far as decisions are concerned. */
export const dmn15 = {
  ...dmn13,
  types: [
    ...dmn13.types.map((type) =>
      type.name === "ItemDefinition" ? { ...type, properties: [...(type.properties ?? []), typeConstraint] } : type,
    ),
    ...since14,
  ],
};

/** The namespaces of DMN 1.2 to 1.5; all are read as the one that the library knows. */
export const MODEL_NAMESPACES: readonly string[] = [
  "http://www.omg.org/spec/DMN/20180521/MODEL/",
  "https://www.omg.org/spec/DMN/20191111/MODEL/",
  "https://www.omg.org/spec/DMN/20211108/MODEL/",
  "https://www.omg.org/spec/DMN/20230324/MODEL/",
];
export const KNOWN_NAMESPACE: string = dmn13.uri;
