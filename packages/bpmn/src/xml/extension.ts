export const namespace = "https://allmende.example/bpmn/1.0";

/** The elements of our own namespace as a moddle descriptor; the designer and the parser use the same one. */
export const allmendeDescriptor = {
  name: "Allmende",
  uri: namespace,
  prefix: "allmende",
  xml: { tagAlias: "lowerCase" },
  types: [
    {
      name: "Step",
      superClass: ["Element"],
      properties: [attribute("type"), attribute("name"), attribute("closure"), attribute("decision")],
    },
    { name: "Input", superClass: ["Element"], properties: [attribute("name"), attribute("value")] },
    { name: "Output", superClass: ["Element"], properties: [attribute("name"), attribute("value")] },
    { name: "Form", superClass: ["Element"], properties: [attribute("name")] },
    { name: "Assignment", superClass: ["Element"], properties: [attribute("department"), attribute("rule")] },
    { name: "Due", superClass: ["Element"], properties: [attribute("after")] },
    { name: "Correlation", superClass: ["Element"], properties: [attribute("key")] },
    {
      name: "Collection",
      superClass: ["Element"],
      properties: [attribute("items"), attribute("item"), attribute("results"), attribute("result")],
    },
  ],
};

function attribute(name: string) {
  return { name, type: "String", isAttr: true };
}
