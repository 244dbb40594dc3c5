import { contextOf, type FeelValue } from "@allmende/feel";
import { extend, type LogicCompiler } from "./logic.ts";
import { typed } from "./typed.ts";

/** A boxed context: each entry sees those before it; an entry without a name is the result. */
export const context: LogicCompiler = (element, names, bench) => {
  const known = [...names];
  const entries = element.children("contextEntry").map((entry) => {
    const variable = entry.child("variable");
    const name = variable?.name ?? null;
    const logic = bench.logic(entry.child("value"), known, entry);
    if (name !== null) known.push(name);
    return {
      name,
      logic: variable ? typed(logic, bench.type(variable.text("typeRef"), variable), variable.name) : logic,
    };
  });
  return (values, run) => {
    let visible = values;
    const made: [string, FeelValue][] = [];
    for (const { name, logic } of entries) {
      const value = logic(visible, run);
      if (name === null) return value;
      visible = extend(visible, [[name, value]]);
      made.push([name, value]);
    }
    return contextOf(made);
  };
};
