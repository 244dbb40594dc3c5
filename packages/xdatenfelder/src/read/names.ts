import { Refused } from "./problem.ts";

/** A name as namespaces make it: `xdf:feld` with its prefix resolved (Namespaces in XML 1.0). */
export type Name = { readonly local: string; readonly uri: string };

/** What one element declared; what it did not is looked up in the scope around it, at most as often as it is deep. */
type Scope = {
  prefixes: ReadonlyMap<string, string>;
  around: Scope | undefined;
  names: Map<string, Name>;
  depth: number;
};

/** Names a scope remembers: the standard has fewer, and a hostile file may have as many as it likes. */
const mostNames = 1000;

/**
 * Resolves prefixes. saxes can, too, but for each element anew, which takes a fifth of all the time; a file names few
 * different elements, and declares its prefixes once.
 */
export class Names {
  #scope: Scope = {
    prefixes: new Map([
      ["", ""],
      ["xml", "http://www.w3.org/XML/1998/namespace"],
    ]),
    around: undefined,
    names: new Map(),
    depth: -1,
  };
  #depth = 0;

  /** An element opens, with the prefixes it declares. A prefix that nobody declared is refused, also of an attribute. */
  open(name: string, attributes: Readonly<Record<string, string>>): Name {
    const prefixes = prefixesIn(attributes);
    if (prefixes) this.#scope = { prefixes, around: this.#scope, names: new Map(), depth: this.#depth };
    this.#depth++;
    for (const attribute in attributes)
      if (attribute.includes(":") && !attribute.startsWith("xmlns:")) resolve(attribute, this.#scope);
    const { names } = this.#scope;
    let found = names.get(name);
    if (!found) {
      found = resolve(name, this.#scope);
      if (names.size < mostNames) names.set(name, found);
    }
    return found;
  }

  /** The last that opened closes, and what it declared is gone. */
  close(): void {
    if (this.#scope.depth === --this.#depth) this.#scope = this.#scope.around!;
  }
}

function prefixesIn(attributes: Readonly<Record<string, string>>): Map<string, string> | undefined {
  let found: Map<string, string> | undefined;
  for (const name in attributes)
    if (name === "xmlns" || name.startsWith("xmlns:"))
      (found ??= new Map()).set(name.slice(6), attributes[name]!.trim());
  return found;
}

function resolve(name: string, inner: Scope): Name {
  const [first = "", second, ...more] = name.split(":");
  const [prefix, local] = second === undefined ? ["", first] : [first, second];
  let scope: Scope | undefined = inner;
  while (scope && !scope.prefixes.has(prefix)) scope = scope.around;
  const uri = scope?.prefixes.get(prefix) ?? "";
  if (local === "" || more.length > 0 || (second !== undefined && uri === ""))
    throw new Refused("xml.malformed", `The prefix of ${name.slice(0, 80)} is not declared`);
  return { local, uri };
}
