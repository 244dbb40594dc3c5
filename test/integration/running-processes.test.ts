/** Timers, failing steps, incidents, messages, signals and migration, on real cases. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withdrawApplication } from "../../src/domains/applications/index.ts";
import {
  completeStep,
  findCaseOf,
  getCase,
  migrateCases,
  onMessage,
  onSignal,
  onStep,
  onTimer,
  settleIncident,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listLettersTo } from "../../src/domains/letters/index.ts";
import {
  findState,
  forgetSentMessages,
  listFailingSteps,
  listHistory,
  listIncidents,
  listOpenIncidents,
  listTasks,
  listWaits,
  sendMessageTo,
  throwSignal,
} from "../../src/domains/processes/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { listAudit } from "../../src/platform/audit/audit.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { rows, sql } from "../../src/platform/db/query.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { adoptWorkflow, withElements } from "../workflows.ts";

let t: TestHouse;
let kim: Caseworker;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  [kim] = (await here(listStaff)) as unknown as [Caseworker];
});
afterAll(() => t.close());
beforeEach(() => t.clock.set("2026-11-17T09:00:00+01:00"));

let versions = 0;
const adopt = (change: (xml: string) => string) =>
  adoptWorkflow(t.house, t.musterstadt.id, `9.${(versions += 1)}.0`, change);

/** A case of a dog on the newest release. */
async function dog() {
  const { id, person } = await submittedDog(t.house, t.musterstadt.id);
  const found = (await here((scope) => findCaseOf(scope, id)))!;
  return { application: id, person, found, id: found.id };
}
const decide = (id: string, task: string | null) =>
  here((scope) => completeStep(scope, kim, id, task!, { outcome: "festsetzen" }));

const reminder = withElements(`
  <bpmn:boundaryEvent id="nach_einer_woche" attachedToRef="angaben_pruefen" cancelActivity="false">
    <bpmn:outgoing>zum_erinnern</bpmn:outgoing>
    <bpmn:timerEventDefinition><bpmn:timeDuration>3 working days</bpmn:timeDuration></bpmn:timerEventDefinition>
  </bpmn:boundaryEvent>
  <bpmn:sequenceFlow id="zum_erinnern" sourceRef="nach_einer_woche" targetRef="leitung_fragen" />
  <bpmn:userTask id="leitung_fragen" name="Leitung fragen"><bpmn:incoming>zum_erinnern</bpmn:incoming></bpmn:userTask>`);

describe("a timer", () => {
  test("rings at its hour, working days counted with the holidays of the Land, and not before", async () => {
    await adopt(reminder);
    const { id } = await dog();
    const [wait] = await here((scope) => listWaits(scope, id));
    // Tuesday and three working days: Friday; when that day is over.
    expect(wait).toMatchObject({ kind: "timer", element: "nach_einer_woche", expression: "3 working days" });
    expect(wait!.ringsAt!.toISOString()).toBe("2026-11-20T23:00:00.000Z");
    const timer = { instance: id, subscription: wait!.subscription };

    await here((scope) => onTimer(scope, timer));
    expect((await here((scope) => listTasks(scope, id))).map(({ element }) => element)).toEqual(["angaben_pruefen"]);
    t.clock.set("2026-11-21T00:00:00+01:00");
    await here((scope) => onTimer(scope, timer));
    await here((scope) => onTimer(scope, timer));
    const tasks = await here((scope) => listTasks(scope, id));
    expect(tasks.map(({ element }) => element)).toEqual(["angaben_pruefen", "leitung_fragen"]);
    expect(await here((scope) => listWaits(scope, id))).toEqual([]);
  });

  test("that comes late finds nothing to do: the step is done, or the application withdrawn", async () => {
    await adopt(reminder);
    for (const end of ["decided", "withdrawn"]) {
      t.clock.set("2026-11-17T09:00:00+01:00");
      const { id, found, application, person } = await dog();
      const [wait] = await here((scope) => listWaits(scope, id));
      if (end === "decided") await decide(id, found.nextTaskId);
      else await here((scope) => withdrawApplication(scope, person, application));
      expect(await here((scope) => listWaits(scope, id))).toEqual([]);
      const before = await here((scope) => listHistory(scope, id));
      t.clock.set("2026-12-24T09:00:00+01:00");
      await here((scope) => onTimer(scope, { instance: id, subscription: wait!.subscription }));
      expect(await here((scope) => listHistory(scope, id))).toEqual(before);
    }
  });

  test("is a job at its instant in the queue", async () => {
    await adopt(reminder);
    const { id } = await dog();
    const jobs = await t.house.database.withTenant(t.musterstadt.id, (scope) =>
      rows<{ at: Date }>(
        scope,
        sql`select start_after as at from pgboss.job where name = 'processes.timer' and data->'data'->>'instance' = ${id}`,
      ),
    );
    expect(jobs.map(({ at }) => at.toISOString())).toEqual(["2026-11-20T23:00:00.000Z"]);
  });
});

const broken = (xml: string) => xml.replace('type="letter" name="steuerbescheid"', 'type="fax"');

describe("a step that fails", () => {
  /** Decided; the letter has failed for the fifth time. */
  async function stuck() {
    await adopt(broken);
    const { id, found, application } = await dog();
    await decide(id, found.nextTaskId);
    for (let tried = 1; tried < 5; tried++) {
      const [failing] = await here((scope) => listFailingSteps(scope, id));
      expect(failing).toMatchObject({
        tries: tried,
        error: expect.stringContaining("a step this platform does not know"),
      });
      t.clock.set(failing!.nextAt);
      await here((scope) => onStep(scope, { instance: id, token: failing!.token }));
    }
    const [incident] = await here((scope) => listIncidents(scope, id));
    return { id, application, incident: incident! };
  }
  const settle = (id: string, incident: string, how: "retry" | "skip" | "cancel", reason = "Vorlage war falsch") =>
    here((scope) => settleIncident(scope, kim, id, incident, { how, reason }));

  test("does not undo the decision before it; after five tries it is an incident that people see", async () => {
    const { id, incident } = await stuck();
    const [done] = await here((scope) => listTasks(scope, id));
    expect(done).toMatchObject({ element: "angaben_pruefen", outcome: "festsetzen" });
    expect(incident).toMatchObject({ element: "bescheid_schreiben", code: "job-failed", settledAt: null });
    expect(await here((scope) => listFailingSteps(scope, id))).toEqual([]);
    const open = await here((scope) => listOpenIncidents(scope));
    expect(open.map(({ instanceId }) => instanceId)).toContain(id);
  });

  test("leaves nothing half written", async () => {
    const { application } = await stuck();
    expect(await here((scope) => listLettersTo(scope, application))).toEqual([]);
  });

  test("is tried again when the workflow was put right, and goes on", async () => {
    const { id, application, incident } = await stuck();
    const { id: to } = await adopt((xml) => xml);
    const moved = await migrateCases(t.house.database, t.musterstadt.id, {
      slug: "hund-anmelden",
      to,
      map: {},
      dryRun: false,
    });
    expect(moved.stay.map((one) => one.id)).not.toContain(id);
    await settle(id, incident.id, "retry");
    expect(await here((scope) => listLettersTo(scope, application))).toHaveLength(1);
    expect(await here((scope) => getCase(scope, id))).toMatchObject({ nextElement: "marke_versenden" });
    const [settled] = await here((scope) => listIncidents(scope, id));
    expect(settled).toMatchObject({
      settledHow: "retry",
      reason: "Vorlage war falsch",
      settledBy: `staff:${kim.id}`,
    });
    const trail = await here((scope) => listAudit(scope, id));
    expect(trail.find(({ act }) => act === "cases.settle-incident")?.details).toMatchObject({ how: "retry" });
  });

  test("can be skipped or its branch ended, once and with a reason", async () => {
    const { id, incident } = await stuck();
    await expect(settle(id, incident.id, "skip", " ")).rejects.toThrow("cases.reason_missing");
    const both = await Promise.allSettled([settle(id, incident.id, "skip"), settle(id, incident.id, "skip")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(settle(id, incident.id, "retry")).rejects.toThrow("processes.incident_settled");
    expect(await here((scope) => getCase(scope, id))).toMatchObject({ nextElement: "marke_versenden" });

    const other = await stuck();
    await settle(other.id, other.incident.id, "cancel");
    expect((await here((scope) => findState(scope, other.id)))?.tokens).toEqual([]);
  });

  test("an incident of another case is unknown", async () => {
    const { incident } = await stuck();
    const { id } = await dog();
    await expect(settle(id, incident.id, "retry")).rejects.toThrow("not found");
  });
});

const listening = (kind: "message" | "signal") => (xml: string) =>
  withElements(`
    <bpmn:boundaryEvent id="gehoert" attachedToRef="angaben_pruefen" cancelActivity="false">
      <bpmn:outgoing>nach_gehoert</bpmn:outgoing>
      <bpmn:${kind}EventDefinition ${kind}Ref="ruf" />
    </bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="nach_gehoert" sourceRef="gehoert" targetRef="lesen" />
    <bpmn:userTask id="lesen" name="Lesen"><bpmn:incoming>nach_gehoert</bpmn:incoming></bpmn:userTask>`)(
    xml.replace(
      "<bpmn:process ",
      `<bpmn:${kind} id="ruf" name="polizei_meldet">${
        kind === "message"
          ? '<bpmn:extensionElements><allmende:correlation key="&#34;Bella&#34;" /></bpmn:extensionElements>'
          : ""
      }</bpmn:${kind}><bpmn:process `,
    ),
  );
const elements = async (id: string) => (await here((scope) => listTasks(scope, id))).map(({ element }) => element);
const newestMessage = () =>
  here((scope) => rows<{ id: string }>(scope, sql`select id from processes.messages order by id desc limit 1`));

describe("what comes from outside", () => {
  test("a message has one receiver, by name and key; without one it is kept for 30 days", async () => {
    await adopt(listening("message"));
    const one = await dog();
    t.clock.advance(1000);
    const two = await dog();
    await here(async (scope) =>
      sendMessageTo(scope, one.id, { name: "polizei_meldet", key: "Bella", variables: { ruhig: true } }),
    );
    const [{ id: message }] = (await newestMessage()) as [{ id: string }];
    await here((scope) => onMessage(scope, { message }));
    await here((scope) => onMessage(scope, { message }));
    const both = [await elements(one.id), await elements(two.id)];
    expect(both).toEqual([["angaben_pruefen", "lesen"], ["angaben_pruefen"]]);

    await here(async (scope) => sendMessageTo(scope, one.id, { name: "polizei_meldet", key: "Rex", variables: {} }));
    const [{ id: kept }] = (await newestMessage()) as [{ id: string }];
    await here((scope) => onMessage(scope, { message: kept }));
    expect(await newestMessage()).toEqual([{ id: kept }]);
    t.clock.advance(31 * 86_400_000);
    await here(forgetSentMessages);
    expect(await newestMessage()).toEqual([]);
  });

  test("a signal reaches all that wait when it comes", async () => {
    await adopt(listening("signal"));
    const [one, two] = [await dog(), await dog()];
    await here((scope) => throwSignal(scope, "polizei_meldet", {}));
    const thrown = await here((scope) =>
      rows<{ data: { instance: string; name: string; variables: object } }>(
        scope,
        sql`select data->'data' as data from pgboss.job where name = 'processes.signal'`,
      ),
    );
    for (const { data } of thrown) await here((scope) => onSignal(scope, data));
    expect([await elements(one.id), await elements(two.id)]).toEqual([
      ["angaben_pruefen", "lesen"],
      ["angaben_pruefen", "lesen"],
    ]);
  });
});

describe("a call activity and an event-based gateway", () => {
  test("run inside the package version, with what was named given in and back", async () => {
    await adopt((xml) =>
      xml
        .replace(
          "</bpmn:process>",
          `<bpmn:callActivity id="rueckfragen" name="Rückfragen" calledElement="rueckfrage">
             <bpmn:extensionElements><allmende:input name="betrag" value="gebuehr" /><allmende:output name="outcome" value="ergebnis" /></bpmn:extensionElements>
             <bpmn:incoming>zum_ruf</bpmn:incoming><bpmn:outgoing>nach_ruf</bpmn:outgoing></bpmn:callActivity>
           <bpmn:sequenceFlow id="nach_ruf" sourceRef="rueckfragen" targetRef="ergebnis" /></bpmn:process>
           <bpmn:process id="rueckfrage" isExecutable="false">
             <bpmn:startEvent id="r_beginn"><bpmn:outgoing>r1</bpmn:outgoing></bpmn:startEvent>
             <bpmn:sequenceFlow id="r1" sourceRef="r_beginn" targetRef="r_warten" />
             <bpmn:eventBasedGateway id="r_warten"><bpmn:incoming>r1</bpmn:incoming><bpmn:outgoing>r2</bpmn:outgoing><bpmn:outgoing>r3</bpmn:outgoing></bpmn:eventBasedGateway>
             <bpmn:sequenceFlow id="r2" sourceRef="r_warten" targetRef="r_tag" />
             <bpmn:sequenceFlow id="r3" sourceRef="r_warten" targetRef="r_ruf" />
             <bpmn:intermediateCatchEvent id="r_tag"><bpmn:incoming>r2</bpmn:incoming><bpmn:outgoing>r4</bpmn:outgoing>
               <bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
             <bpmn:intermediateCatchEvent id="r_ruf"><bpmn:incoming>r3</bpmn:incoming><bpmn:outgoing>r5</bpmn:outgoing>
               <bpmn:signalEventDefinition signalRef="ruf" /></bpmn:intermediateCatchEvent>
             <bpmn:sequenceFlow id="r4" sourceRef="r_tag" targetRef="r_ende" />
             <bpmn:sequenceFlow id="r5" sourceRef="r_ruf" targetRef="r_ende" />
             <bpmn:endEvent id="r_ende"><bpmn:incoming>r4</bpmn:incoming><bpmn:incoming>r5</bpmn:incoming></bpmn:endEvent>
           </bpmn:process>`,
        )
        .replace(
          'id="nach_pruefung" sourceRef="angaben_pruefen" targetRef="ergebnis"',
          'id="nach_pruefung" sourceRef="angaben_pruefen" targetRef="rueckfragen"',
        )
        .replace("<bpmn:incoming>nach_pruefung</bpmn:incoming>", "<bpmn:incoming>nach_ruf</bpmn:incoming>")
        .replace("<bpmn:incoming>zum_ruf</bpmn:incoming>", "<bpmn:incoming>nach_pruefung</bpmn:incoming>")
        .replace("<bpmn:process ", '<bpmn:signal id="ruf" name="entwarnung" /><bpmn:process '),
    );
    const { id, found } = await dog();
    await decide(id, found.nextTaskId);
    const waits = await here((scope) => listWaits(scope, id));
    expect(waits.map(({ kind, element }) => [kind, element])).toEqual([
      ["timer", "r_tag"],
      ["signal", "r_ruf"],
    ]);
    t.clock.advance(86_400_000);
    await here((scope) => onTimer(scope, { instance: id, subscription: waits[0]!.subscription }));
    expect(await here((scope) => listWaits(scope, id))).toEqual([]);
    expect(await here((scope) => getCase(scope, id))).toMatchObject({ nextElement: "marke_versenden" });
  });
});
