import type { Wording } from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import type { FeeRow } from "./service-page.tsx";

/** The fee table of a service page: the rows of the package's decision table that have a text and a fixed amount. */
export function feeRows(service: CompiledService, wording: Wording): FeeRow[] {
  return service.feeRules.flatMap(({ id, cents }) => {
    const label = wording.find(id, "label");
    return label && cents !== null ? [{ label, cents }] : [];
  });
}
