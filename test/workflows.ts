/** Releases of a library service with another workflow, for tests about running processes. */
import { emptyOverlay, type Overlay } from "@allmende/service-package";
import { adoptService, type Release } from "../src/domains/services/index.ts";
import type { House } from "../src/main.ts";
import { loadLibrary } from "./house.ts";

/** Adopts the library's package with its workflow changed, as a release of its own. */
export function adoptWorkflow(
  house: House,
  tenant: string,
  version: string,
  change: (xml: string) => string,
  slug = "hund-anmelden",
  retext: <T>(texts: T) => T = (texts) => texts,
): Promise<Release> {
  const pkg = loadLibrary(slug);
  const changed = {
    ...pkg,
    service: { ...pkg.service, version },
    workflow: change(pkg.workflow),
    texts: retext(pkg.texts),
  };
  return house.database.withTenant(tenant, (scope) =>
    adoptService(scope, "system", changed, emptyOverlay as Overlay, "live"),
  );
}

/** Elements added before the end of the first process. */
export const withElements =
  (elements: string) =>
  (xml: string): string =>
    xml.replace("</bpmn:process>", `${elements}</bpmn:process>`);
