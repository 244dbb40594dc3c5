import { contextOf, type FeelValue } from "@allmende/feel";
import { extend, type LogicCompiler } from "./logic.ts";
import { typed } from "./typed.ts";

/** A boxed context: each entry sees those before it, a boxed function itself too; an entry without a name is the result. */
export const context: LogicCompiler = (element, names, bench) => {
  const known = [...names];
  const entries = element.children("contextEntry").map((entry) => {
    const variable = entry.child("variable");
    const name = variable?.name ?? null;
    const value = entry.child("value");
    const recursive = name !== null && value?.type === "FunctionDefinition";
    const logic = bench.logic(value, recursive ? [...known, name] : known, entry);
    if (name !== null) known.push(name);
    return {
      name,
      recursive,
      logic: variable ? typed(logic, bench.type(variable.text("typeRef"), variable), variable.name) : logic,
    };
  });
  return (values, run) => {
    let visible = values;
    const made: [string, FeelValue][] = [];
    for (const { name, logic, recursive } of entries) {
      const after = extend(visible, []);
      const value = logic(recursive ? after : visible, run);
      if (name === null) return value;
      after[name] = value;
      visible = after;
      made.push([name, value]);
    }
    return contextOf(made);
  };
};
