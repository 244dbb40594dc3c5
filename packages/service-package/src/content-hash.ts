import { createHash } from "node:crypto";
import type { ServicePackage } from "./read-package.ts";

/** The package as one text in which order of keys does not matter. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    return `{${entries
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`)
      .join(",")}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 of the canonical form, hexadecimal: the identity of a published version. */
export function contentHash(pkg: ServicePackage): string {
  return createHash("sha256").update(canonical(pkg)).digest("hex");
}
