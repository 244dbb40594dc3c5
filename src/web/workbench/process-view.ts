import { containerOf } from "@allmende/bpmn";
import type { CompiledService } from "@allmende/service-package";
import {
  findState,
  listFailingSteps,
  listIncidents,
  listWaits,
  type StoredIncident,
} from "../../domains/processes/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { stepName } from "./words.ts";

/** Where a workflow stands besides the tasks of people. */
export interface CaseProcess {
  running: boolean;
  incidents: { incident: StoredIncident; step: string; ways: { id: string; name: string }[] }[];
  failing: { step: string; tries: number; nextAt: Date }[];
  /** Timers that will ring, soonest first. */
  timers: { step: string; ringsAt: Date }[];
}

export async function processOf(scope: TenantScope, id: string, service: CompiledService): Promise<CaseProcess> {
  const [state, incidents, failing, waits] = await Promise.all([
    findState(scope, id),
    listIncidents(scope, id),
    listFailingSteps(scope, id),
    listWaits(scope, id),
  ]);
  const name = (element: string): string => stepName(service, element);
  const ways = (incident: StoredIncident): { id: string; name: string }[] => {
    const token = state?.tokens.find((one) => one.id === incident.token);
    const at = state?.scopes.find((one) => one.id === token?.scope);
    const node = at && containerOf(service.workflow, at.process, at.container)?.nodes.get(incident.element);
    return (node?.outgoing ?? []).map((flow) => ({ id: flow.id, name: flow.name ?? name(flow.to) }));
  };
  return {
    running: state?.status === "running",
    incidents: incidents
      .filter(({ settledAt }) => !settledAt)
      .map((incident) => ({ incident, step: name(incident.element), ways: ways(incident) })),
    failing: failing.map(({ step, tries, nextAt }) => ({ step: name(step.element), tries, nextAt })),
    timers: waits.flatMap(({ element, ringsAt }) => (ringsAt ? [{ step: name(element), ringsAt }] : [])),
  };
}
