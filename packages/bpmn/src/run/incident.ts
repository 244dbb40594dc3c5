import { note, nextId, type Move, type Run } from "./run.ts";
import type { Incident, IncidentCode } from "./state.ts";
import { findToken, rewait, settle } from "./tokens.ts";

export interface Trouble {
  readonly code: IncidentCode;
  readonly detail?: string;
  /** The element's work is done, only its way out failed: a retry must not do the work again. */
  readonly leaving?: true;
}

/** Stops a token where it is until a person decides ("Störung"). */
export function raise(run: Run, token: Move, trouble: Trouble): void {
  const waiting = findToken(run, token.id);
  if (waiting) rewait(run, waiting, { for: "incident" });
  else settle(run, token, { for: "incident" });
  const incident: Incident = { id: nextId(run), token: token.id, element: token.element, ...trouble };
  run.state.incidents.push(incident);
  note(run, "raised", token);
  const { code, detail } = trouble;
  run.commands.push({
    type: "raise-incident",
    incident: incident.id,
    token: token.id,
    element: token.element,
    code,
    ...(detail !== undefined && { detail }),
  });
}

export function closeIncident(run: Run, incident: Incident): void {
  run.state.incidents = run.state.incidents.filter((one) => one.id !== incident.id);
  run.commands.push({ type: "close-incident", incident: incident.id, element: incident.element });
}
