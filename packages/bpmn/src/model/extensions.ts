import { source, sources, text, type Source } from "../xml/moddle.ts";
import type { Mapping, StepFacts } from "./facts.ts";
import type { Reader } from "./reader.ts";

/** The one element of our namespace of that type, or undefined. */
export function extension(of: Source, type: string): Source | undefined {
  return extensions(of, type)[0];
}

export function extensions(of: Source, type: string): readonly Source[] {
  const values = sources(source(of.extensionElements)?.values);
  return values.filter((value) => value.$type === `allmende:${type}`);
}

/** `<allmende:input name value>` or `<allmende:output name value>`; a half one is refused. */
export function mappings(of: Source, type: "Input" | "Output", reader: Reader): readonly Mapping[] {
  return extensions(of, type).flatMap((one) => {
    const name = text(one.name);
    const value = type === "Input" ? reader.expression(of, text(one.value)) : reader.outcome(of, text(one.value));
    if (name && value) return [{ name, value }];
    if (!name || !text(one.value)) reader.refuse(of, `an allmende:${type.toLowerCase()} needs a name and a value`);
    return [];
  });
}

export function stepFacts(of: Source, reader: Reader): StepFacts {
  const step = extension(of, "Step");
  const type = text(step?.type);
  if (step && !type) reader.refuse(of, "allmende:step needs a type");
  const assignment = extension(of, "Assignment");
  const due = extension(of, "Due");
  return {
    ...(step &&
      type && {
        step: named({ type, name: text(step.name), closure: text(step.closure), decision: text(step.decision) }),
      }),
    ...named({
      form: text(extension(of, "Form")?.name),
      department: text(assignment?.department),
      rule: reader.expression(of, text(assignment?.rule)),
      due: due && reader.due(of, text(due.after) ?? ""),
    }),
    inputs: mappings(of, "Input", reader),
    outputs: mappings(of, "Output", reader),
  };
}

/** Leaves out what is undefined, so that models and states stay small and equal. */
export function named<T extends object>(facts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
