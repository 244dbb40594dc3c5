import type { SyntaxNode } from "@lezer/common";
import { ANY, isInstance, simpleType, type FeelType } from "../values/type.ts";
import { childNamed, childrenOf, required, type Compiler, type NodeCompiler } from "./compiler.ts";
import { brief, plainName } from "./names.ts";

/** `x instance of list<number>`. */
export const instanceOf: NodeCompiler = (node, names, compiler) => {
  const value = compiler.compile(required(childrenOf(node)[0]), names);
  const type = typeOf(required(childNamed(node, "Type")), compiler);
  return (scope, evaluation) => {
    evaluation.spend(1);
    return isInstance(value(scope, evaluation), type, evaluation);
  };
};

/** The type that a `Type` node tells; an unknown one is a problem. */
export function typeOf(node: SyntaxNode, compiler: Compiler): FeelType {
  const inner = required(childrenOf(node)[0]);
  const types = childrenOf(inner).filter((child) => child.name === "Type");
  switch (inner.name) {
    case "ListType":
      return { kind: "list", of: typeOf(required(types[0]), compiler) };
    case "RangeType":
      return { kind: "range", of: typeOf(required(types[0]), compiler) };
    case "ContextType":
      return { kind: "context", entries: entryTypes(inner, compiler) };
    case "FunctionType": {
      const args = childNamed(inner, "ArgumentTypes");
      const parameters = args ? childrenOf(args).map((arg) => typeOf(required(childNamed(arg, "Type")), compiler)) : [];
      return { kind: "function", parameters, result: typeOf(required(types.at(-1)), compiler) };
    }
  }
  const name = plainName(compiler.text(inner));
  const type = simpleType(name) ?? compiler.typeNamed(name);
  if (!type) compiler.problem("unknown_type", `No type is called "${brief(name)}".`, inner);
  return type ?? ANY;
}

function entryTypes(node: SyntaxNode, compiler: Compiler): ReadonlyMap<string, FeelType> {
  const entries = childNamed(node, "ContextEntryTypes");
  return new Map(
    (entries ? childrenOf(entries) : []).map((entry) => [
      plainName(compiler.text(required(childNamed(entry, "Name")))),
      typeOf(required(childNamed(entry, "Type")), compiler),
    ]),
  );
}
