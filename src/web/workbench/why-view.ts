import { wordingIn, type CompiledService } from "@allmende/service-package";
import { listFees, type FeeAssessment } from "../../domains/applications/index.ts";
import { listAssignments, listRequests, type Assignment, type Case } from "../../domains/cases/index.ts";
import { listHistory, listTasks, type Task } from "../../domains/processes/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import { listDepartments, listStaff } from "../../domains/tenancy/index.ts";
import type { AuditLine } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { money, readerOf } from "../portal/frame.ts";
import { fullInstant, longDay } from "./dates.ts";
import { stepName } from "./words.ts";

/** One reason as it was stored when it decided; nothing of it is computed again. */
export interface Reason {
  /** What was decided: "Kim Muster", "84,00 €", "bis Freitag 20. November". */
  what: string;
  why: string;
  at?: Date;
  /** The rule that decided, as it stands in the package. */
  expression?: string;
  /** The answers it looked at, with their words. */
  values: [label: string, value: string][];
}

/** "Warum?": why the case lies here, why this fee, why this day, why this way; the present reason comes first. */
export interface CaseWhy {
  here: Reason[];
  fee: Reason[];
  due: Reason[];
  way: Reason[];
}

export async function whyOf(
  scope: TenantScope,
  found: Case,
  asked: CompiledService,
  audited: readonly AuditLine[],
): Promise<CaseWhy> {
  const service = await loadPinned(scope, found.releaseId);
  const [assignments, fees, tasks, requests, history, departments, staff] = [
    await listAssignments(scope, found.id),
    found.applicationId ? await listFees(scope, found.applicationId) : [],
    await listTasks(scope, found.id),
    await listRequests(scope, found.id),
    await listHistory(scope, found.id),
    await listDepartments(scope),
    await listStaff(scope),
  ];
  const words = wordsFor(asked);
  const office = (id: unknown): string => departments.find((one) => one.id === id)?.name ?? "Verwaltung";
  const person = (id: unknown): string =>
    staff.find((one) => one.id === id)?.name ?? "jemand, der nicht mehr hier arbeitet";
  const opened = audited.find(({ act }) => act === "cases.open");
  return {
    here: [
      ...assignments.toReversed().map((one) => assigned(one, { service, words, office, person })),
      ...(opened
        ? [
            {
              what: office(opened.details.department),
              why: "Das Amt, das die Leistung nennt.",
              at: opened.at,
              values: [],
            },
          ]
        : []),
    ],
    fee: fees.map((fee) => assessed(fee, words)),
    due: [
      ...requests.toReversed().map(({ until, askedAt, state }) => ({
        what: `Antwort bis ${longDay(until)}`,
        why: `So stand es in der Nachforderung${state === "open" ? "; solange ruht die Frist des Amts" : ""}.`,
        at: askedAt,
        values: [] as Reason["values"],
      })),
      ...tasks.toReversed().flatMap((task) => dueReasons(service, task, words)),
    ],
    way: history
      .filter(({ what, why }) => what === "taken" && why)
      .toReversed()
      .map(({ element, at, why }) => ({
        what: flowName(service, element),
        why: "Diese Bedingung traf zu.",
        at: new Date(at),
        expression: why!.expression,
        values: words(why!.values),
      })),
  };
}

interface Known {
  service: CompiledService;
  words: (values: Readonly<Record<string, unknown>> | undefined) => Reason["values"];
  office: (id: unknown) => string;
  person: (id: unknown) => string;
}

function assigned({ staffId, departmentId, cause, by, why, at }: Assignment, known: Known): Reason {
  const { service, words, office, person } = known;
  const what = staffId ? person(staffId) : office(departmentId);
  const actor = person(by.replace("staff:", ""));
  const values = words(why.values);
  if (cause === "taken") return { what, why: "Hat den Vorgang übernommen.", at, values };
  if (cause === "handed-back") return { what, why: `${actor} hat den Vorgang an das Amt zurückgegeben.`, at, values };
  if (cause === "assigned")
    return { what, why: `${actor} hat den Vorgang zugewiesen.${why.words ? ` „${why.words}“` : ""}`, at, values };
  const load = why.candidates?.map(({ staff, open }) => `${person(staff)}: ${open} offen`).join(", ");
  const parts = [
    `Regel des Schritts „${stepName(service, why.element ?? "")}“.`,
    why.instead && `${person(why.instead)} war abwesend.`,
    load && `Zur Wahl standen: ${load}.`,
    why.candidates?.length === 0 && "Niemand im Amt war dafür eingetragen.",
  ];
  return {
    what,
    why: parts.filter(Boolean).join(" "),
    at,
    ...(why.expression && { expression: why.expression }),
    values,
  };
}

function assessed({ amount, rules, inputs, reason, at }: FeeAssessment, words: Known["words"]): Reason {
  const rows = rules.flatMap((one) => one.rules).flatMap((id) => words({ [id]: "" }).map(([label]) => label));
  const why = [rows.length > 0 && `Zeile der Tabelle: ${rows.join(", ")}.`, reason].filter(Boolean).join(" ");
  return { what: money(amount, readerOf("de")), why, at, values: words(inputs) };
}

const moves: Record<string, string> = {
  request: "Die Nachforderung ist beantwortet. Was vorher übrig war, ist jetzt übrig.",
};

function dueReasons(service: CompiledService, task: Task, words: Known["words"]): Reason[] {
  const { element, dueOn, dueRule, moved, createdAt } = task;
  if (!dueOn) return [];
  const name = stepName(service, element);
  const first = moved[0]?.from ?? dueOn;
  const shown = moved.toReversed().map(({ to, why, at }) => ({
    what: `${name}: bis ${longDay(to)}`,
    why: moves[why] ?? why,
    at: new Date(at),
    values: [] as Reason["values"],
  }));
  const days = /^(\d+) working days?$/.exec(dueRule?.expression ?? "")?.[1];
  const rule = days
    ? `${days === "1" ? "1 Arbeitstag" : `${days} Arbeitstage`} ab ${fullInstant(createdAt)}.`
    : "Regel des Schritts.";
  return [
    ...shown,
    {
      what: `${name}: bis ${longDay(first)}`,
      why: rule,
      at: createdAt,
      ...(dueRule && !days && { expression: dueRule.expression }),
      values: words(dueRule?.values),
    },
  ];
}

/** Names of answers as the form asks them; values as they were. */
function wordsFor(service: CompiledService): Known["words"] {
  const wording = wordingIn(service, "de");
  const text = (value: unknown): string => {
    if (value === null || value === undefined) return "keine Angabe";
    if (typeof value === "boolean") return value ? "Ja" : "Nein";
    if (typeof value === "object") return JSON.stringify(value);
    return wording.find(String(value), "label") ?? String(value);
  };
  return (values = {}) =>
    Object.entries(values).map(([name, value]) => [wording.find(name, "label") ?? name, text(value)]);
}

function flowName(service: CompiledService, id: string): string {
  const { nodes, flows } = service.workflow.root;
  const flow = flows.get(id);
  const to = flow && nodes.get(flow.to);
  return flow?.name ?? (to ? stepName(service, to.id) : id);
}
