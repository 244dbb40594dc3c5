import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readSchema } from "../read-schema.ts";
import { field3, group3, place3, rule3, schema3 } from "../sample.testing.ts";
import { sharedFiles } from "../shared-data.testing.ts";
import { compileRules, type Edge } from "./compile-rules.ts";
import { spellOut } from "./names.testing.ts";

async function compile(xml: string) {
  const read = await readSchema(xml);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return compileRules(read.schema);
}

const fields = ["F1", "F2", "F4"]
  .map((id) => place3("0:1", field3(spellOut(id), { typ: id === "F1" ? "bool" : "text" })))
  .join("");
const withRules = (...rules: string[]) =>
  compile(
    schema3(
      place3("1:1", group3(spellOut("G1"), fields)) + rules.map((text, n) => rule3(`R${n}`, spellOut(text))).join(""),
    ),
  );

test("edges name rule, source, operator, values, action and target", async () => {
  const { compiled, open } = await withRules(
    "Wenn F1 = Ja, dann zeige F2 an, sonst zeige F2 nicht an.",
    "Wenn F2 nicht leer, dann ist F4 ein optionales Feld.",
  );
  expect(open).toEqual([]);
  expect(compiled.flatMap(({ edges }) => edges)).toEqual([
    { rule: "R0", source: "F99000000001", operator: "=", values: ["wahr"], action: "required", target: "F99000000002" },
    {
      rule: "R0",
      source: "F99000000001",
      operator: "<>",
      values: ["wahr"],
      action: "forbidden",
      target: "F99000000002",
    },
    { rule: "R1", source: "F99000000002", operator: "filled", values: [], action: "optional", target: "F99000000004" },
  ]);
});

test("either of two conditions is an edge each, both of two is none, for each alone would not be enough", async () => {
  const { compiled } = await withRules(
    "Wenn F1 = Ja ODER F2 befüllt ist, dann zeige F4 an.",
    "Wenn F1 = Ja UND F2 befüllt ist, dann zeige F4 an.",
  );
  expect(compiled.map(({ edges }) => edges.map(({ source }) => source))).toEqual([
    ["F99000000001", "F99000000002"],
    [],
  ]);
});

test("no rule is lost: what is not understood is open, with the reason", async () => {
  const { compiled, open } = await withRules(
    "Wenn F1 = Ja, dann zeige F2 erneut an.",
    "",
    "Das Feld F2 ist auszublenden.",
  );
  expect(compiled.map(({ regel }) => regel.identifikation.id)).toEqual(["R2"]);
  expect(open.map(({ regel, reason }) => [regel.identifikation.id, reason])).toEqual([
    ["R0", '"erneut an." is not understood'],
    ["R1", "there is no text"],
  ]);
});

test("a rule that is used twice is one rule with both places", async () => {
  const rule = rule3("R1", spellOut("Das Feld F2 ist auszublenden."));
  const { compiled } = await compile(schema3(place3("1:1", group3(spellOut("G1"), fields + rule)) + rule));
  expect(compiled).toMatchObject([{ paths: ["", "G99000000001"] }]);
});

type ReferenceEdge = {
  origin: string;
  certain: boolean;
  source_id?: string;
  target_id?: string;
  operator: string;
  values: string[];
  actions: string[];
};
const graphs = sharedFiles("fim/graph", ".graph.json");

describe.skipIf(graphs.length === 0)("reference graphs", () => {
  test("at least 95 % of the certain edges of the official translation are reproduced, and none is contradicted", async () => {
    const found = { all: 0, same: 0, contradicted: [] as string[] };
    for (const { path } of graphs) {
      const schemaPath = path.replace("/graph/", "/xdf3/").replace(".graph.json", ".xdf3.xml");
      const schema = sharedFiles("fim/xdf3", ".xdf3.xml").find((file) => file.path === schemaPath);
      if (!schema) continue;
      const { compiled, open } = await compile(readFileSync(schema.path, "utf8"));
      const ours = compiled.flatMap(({ edges }) => edges);
      const texts = [...compiled, ...open].map(({ regel }) => regel.freitextRegel ?? "");
      for (const edge of referenceEdges(path, texts)) {
        const same = ours.filter((one) => keyOf(one) === keyOf(edge));
        found.all += 1;
        if (same.some((one) => one.action === edge.action)) found.same += 1;
        else if (same.length > 0) found.contradicted.push(`${keyOf(edge)} ${edge.action}`);
      }
    }
    expect(found.same / found.all).toBeGreaterThanOrEqual(0.95);
    // The official translation of R00000002522 itself turned "= NEIN, DANN deaktiviere" into "= wahr"; it says both of "wahr".
    expect(found.contradicted).toEqual(["F00000003327 = wahr G60000000220 forbidden"]);
  });
});

/** The distinct edges that both ids of one rule's text speak for, in our words. */
function referenceEdges(path: string, texts: readonly string[]): Edge[] {
  const { edges } = JSON.parse(readFileSync(path, "utf8")) as { edges: ReferenceEdge[] };
  const distinct = new Map<string, Edge>();
  for (const { origin, certain, source_id: source, target_id: target, operator, values, actions } of edges) {
    if (origin !== "api" || !certain || !source || !target) continue;
    if (!texts.some((text) => text.includes(source) && text.includes(target))) continue;
    const ours = operator === "nicht leer" ? "filled" : (operator as Edge["operator"]);
    const codes = values.map((value) => /^\d+(?= )/.exec(value)?.[0] ?? value);
    const edge: Edge = {
      rule: "",
      source,
      operator: ours,
      values: codes,
      action: actions[0] as Edge["action"],
      target,
    };
    distinct.set(`${keyOf(edge)} ${edge.action}`, edge);
  }
  return [...distinct.values()];
}

function keyOf({ source, operator, values, target }: Edge): string {
  return `${source} ${operator} ${values.toSorted().join("|")} ${target}`;
}
