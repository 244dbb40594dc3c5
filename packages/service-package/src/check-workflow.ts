import type { Container, Node, ProcessModel } from "@allmende/bpmn";
import type { DmnModel } from "@allmende/dmn";
import { closureKinds } from "./closure-kinds.ts";
import { lineOf, type Problems } from "./problem.ts";
import type { ServicePackage } from "./read-package.ts";
import { readStep } from "./step.ts";
import { findText } from "./texts.ts";

/** What the steps of a workflow say of themselves can be meant, and what they name is in the package. */
export function checkWorkflow(
  pkg: ServicePackage,
  { processes }: ProcessModel,
  fees: DmnModel | undefined,
  problems: Problems,
): void {
  for (const node of [...processes.values()].flatMap(nodesIn)) {
    if (!("facts" in node)) continue;
    const refuse = (message: string): void =>
      problems.add("workflow.bpmn", `${node.id}: ${message}`, lineOf(pkg.workflow, node.id));
    for (const message of [
      ...missingParts(pkg, fees, node.facts.step),
      ...(node.kind === "human-task" ? missingWords(pkg, node) : []),
    ])
      refuse(message);
  }
}

function nodesIn(container: Container): Node[] {
  return [...container.nodes.values()].flatMap((node) =>
    node.kind === "sub-process" ? [node, ...nodesIn(node.content)] : [node],
  );
}

type Facts = Extract<Node, { kind: "human-task" }>["facts"];

/** Letters, decisions and closures that a step orders and nobody has. */
function missingParts(pkg: ServicePackage, fees: DmnModel | undefined, step: Facts["step"]): string[] {
  const { type, name = "", closure = "", decision } = step ?? {};
  const letter = type === "letter" && !Object.hasOwn(pkg.letters, name);
  const kind = type === "close" && !closureKinds.some((one) => one === closure);
  const decides = decision === undefined || fees?.decisions.some((one) => one.id === decision || one.name === decision);
  return [
    ...(letter ? [`there is no letter ${name}`] : []),
    ...(kind ? [`a case does not close as ${closure || "nothing"}: it closes as ${closureKinds.join(", ")}`] : []),
    ...(decides ? [] : [`fees.dmn has no decision ${decision}`]),
  ];
}

/** What a person ticks off, and how the step can end, has German words. */
function missingWords(pkg: ServicePackage, { id, facts }: { id: string; facts: Facts }): string[] {
  const inputs = facts.inputs.map(({ name, value }) => [name, value.evaluate({}, "2026-01-01T00:00:00Z")] as const);
  const known = inputs.flatMap(([name, result]) => (result.ok ? [[name, result.value] as const] : []));
  const { checks, outcomes, problems } = readStep(Object.fromEntries(known));
  const german = pkg.texts.de ?? {};
  return [
    ...problems,
    ...checks.filter((check) => !findText(german, check, "label")).map((check) => `the text for ${check} is missing`),
    ...outcomes
      .filter((outcome) => !findText(german, id, outcome))
      .map((outcome) => `the text for ${id}.${outcome} is missing`),
  ];
}
