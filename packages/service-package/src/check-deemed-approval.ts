import { lineOf, type Problems } from "./problem.ts";
import type { PackageFiles, ServicePackage } from "./read-package.ts";

/**
 * A deemed approval ("Genehmigungsfiktion") is the law's, never the maker's: it names a law the service stands on, and the
 * letters it needs are there. Tax procedure has none (the AO knows no § 42a VwVfG).
 */
export function checkDeemedApproval({ service }: ServicePackage, files: PackageFiles, problems: Problems): void {
  const { deemedApproval: rule, legalBasis, letters, procedure } = service;
  if (!rule) return;
  const source = files.get("service.yaml") ?? "";
  const refuse = (message: string): void =>
    problems.add("service.yaml", `deemedApproval${message}`, lineOf(source, "deemedApproval"));
  if (!legalBasis.some(({ id }) => id === rule.law))
    refuse(`.law: legalBasis has no ${rule.law}; only a law can order a deemed approval`);
  if (procedure !== "administrative") refuse(": § 42a VwVfG does not govern a tax procedure");
  for (const [use, name] of Object.entries(rule.letters)) {
    const named = letters.find((letter) => letter.name === name);
    if (!named) refuse(`.letters.${use}: letters has no ${name}`);
    else if (named.kind !== "letter")
      refuse(`.letters.${use}: ${name} is a decision; what the law deems is only certified`);
  }
}
