import type { FeelType } from "./type.ts";

/** Whether every value of the one type may stand where the other is asked for ("conforms to", DMN 1.5, 10.3.2.9). */
export function isSubtype(narrow: FeelType, wide: FeelType): boolean {
  if (wide.kind === "simple" && wide.name === "Any") return true;
  if (narrow.kind === "simple" && narrow.name === "Null") return true;
  if (narrow.kind === "restricted") return narrow === wide || isSubtype(narrow.base, wide);
  switch (wide.kind) {
    case "simple":
      return narrow.kind === "simple" ? isSimpleSubtype(narrow.name, wide.name) : narrow.kind === wide.name;
    case "list":
    case "range":
      return narrow.kind === wide.kind && isSubtype(narrow.of, wide.of);
    case "context":
      return (
        narrow.kind === "context" &&
        [...wide.entries].every(([name, type]) => {
          const own = narrow.entries.get(name);
          return own !== undefined && isSubtype(own, type);
        })
      );
    case "function":
      return (
        narrow.kind === "function" && takes(narrow.parameters, wide.parameters) && isSubtype(narrow.result, wide.result)
      );
    case "restricted":
      // What the restriction lets through, nobody can tell from the type alone.
      return false;
  }
}

/** Whether a function with these parameters can be called with values of those types. */
export function takes(own: readonly (FeelType | undefined)[], given: readonly FeelType[]): boolean {
  return (
    own.length === given.length &&
    given.every((type, index) => {
      const asked = own[index];
      return asked === undefined || isSubtype(type, asked);
    })
  );
}

const isSimpleSubtype = (narrow: string, wide: string): boolean =>
  narrow === wide || (wide === "duration" && narrow.endsWith(" duration"));
