import { fromJson, isContext, toJson, type EvaluationOptions, type FeelContext } from "@allmende/feel";
import { compileDmn, type DmnModel, type DmnProblem } from "../src/index.ts";

/** Definitions of DMN 1.5 around some elements. */
export function definitions(body: string, namespace = "https://www.omg.org/spec/DMN/20230324/MODEL/"): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="${namespace}" id="sample" name="Sample" namespace="urn:sample">${body}</definitions>`;
}

export function inputData(name: string, typeRef = ""): string {
  return `<inputData id="${idOf(name)}" name="${name}"><variable name="${name}" ${typeRef && `typeRef="${typeRef}"`}/></inputData>`;
}

export interface DecisionSample {
  readonly needs?: readonly string[];
  readonly decisions?: readonly string[];
  readonly knowledge?: readonly string[];
  readonly typeRef?: string;
}

export function decision(name: string, logic: string, sample: DecisionSample = {}): string {
  const information = [
    ...(sample.needs ?? []).map(
      (need) => `<informationRequirement><requiredInput href="#${idOf(need)}"/></informationRequirement>`,
    ),
    ...(sample.decisions ?? []).map(
      (need) => `<informationRequirement><requiredDecision href="#${idOf(need)}"/></informationRequirement>`,
    ),
    ...(sample.knowledge ?? []).map(
      (need) => `<knowledgeRequirement><requiredKnowledge href="#${idOf(need)}"/></knowledgeRequirement>`,
    ),
  ];
  const type = sample.typeRef ? `typeRef="${sample.typeRef}"` : "";
  return `<decision id="${idOf(name)}" name="${name}"><variable name="${name}" ${type}/>${information.join("")}${logic}</decision>`;
}

export function literal(text: string): string {
  return `<literalExpression><text>${escapeXml(text)}</text></literalExpression>`;
}

export interface TableSample {
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly { name?: string; values?: string; fallback?: string }[];
  readonly rules: readonly string[];
}

/** A decision table; a rule is `tests | tests => output | output`, its id is `r1`, `r2` and so on. */
export function table(sample: TableSample): string {
  const attributes = [
    sample.hitPolicy && `hitPolicy="${sample.hitPolicy}"`,
    sample.aggregation && `aggregation="${sample.aggregation}"`,
  ].filter(Boolean);
  const text = (value: string) => `<text>${escapeXml(value.trim())}</text>`;
  const inputs = sample.inputs.map((input) => `<input><inputExpression>${text(input)}</inputExpression></input>`);
  const outputs = sample.outputs.map(
    ({ name, values, fallback }) =>
      `<output ${name ? `name="${name}"` : ""}>${values ? `<outputValues>${text(values)}</outputValues>` : ""}${
        fallback ? `<defaultOutputEntry>${text(fallback)}</defaultOutputEntry>` : ""
      }</output>`,
  );
  const rules = sample.rules.map((rule, index) => {
    const [tests = "", results = ""] = rule.split("=>");
    const entries = (part: string, tag: string) => part.split("|").map((entry) => `<${tag}>${text(entry)}</${tag}>`);
    return `<rule id="r${index + 1}">${entries(tests, "inputEntry").join("")}${entries(results, "outputEntry").join("")}</rule>`;
  });
  return `<decisionTable ${attributes.join(" ")}>${[...inputs, ...outputs, ...rules].join("")}</decisionTable>`;
}

export async function modelOf(xml: string): Promise<DmnModel> {
  const compiled = await compileDmn(xml);
  if (!compiled.ok) throw new Error(compiled.problems.map((problem) => problem.message).join("\n"));
  return compiled.model;
}

export async function problemsOf(xml: string): Promise<DmnProblem[]> {
  const compiled = await compileDmn(xml);
  return compiled.ok ? [] : compiled.problems;
}

/** The value as plain data. */
export function decide(model: DmnModel, name: string, input: object = {}, options?: EvaluationOptions): unknown {
  return toJson(model.decide(name, contextFrom(input), options).value);
}

export function contextFrom(input: object): FeelContext {
  const context = fromJson(input);
  return isContext(context) ? context : {};
}

function idOf(name: string): string {
  return `id_${name.replaceAll(" ", "_")}`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
