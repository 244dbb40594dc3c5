/** Steps that wait at the same time: each can be done from the page, and the case lies where the next one is done. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { completeStep, findCaseOf, findClosure, getCase, onMessage, onTimer } from "../../src/domains/cases/index.ts";
import { listTasks, listWaits, sendMessageTo } from "../../src/domains/processes/index.ts";
import { addStaff, listDepartments, listStaff, type Staff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { rows, sql } from "../../src/platform/db/query.ts";
import { newId } from "../../src/platform/ids.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, webPort } from "../visitor.ts";
import { adoptWorkflow } from "../workflows.ts";

let t: TestHouse;
let web: Web;
let kim: Staff;
let registry: Staff;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  [kim] = (await here(listStaff)) as [Staff];
  const office = (await here(listDepartments)).find(({ kind }) => kind === "standesamt")!;
  registry = { ...kim, id: newId(), subject: "registry", name: "Rita Register", departmentId: office.id };
  await here((scope) => addStaff(scope, registry));
});
afterAll(async () => {
  web.close();
  await t.close();
});
beforeEach(() => t.clock.set("2026-11-17T09:00:00+01:00"));

let version = 0;
/** The dog's release with a workflow of these elements between "eingang" and "fertig". */
const adopt = (elements: string, beside = "") =>
  adoptWorkflow(
    t.house,
    t.musterstadt.id,
    `7.${(version += 1)}.0`,
    (xml) => xml.replace(/(<bpmn:process[^>]*>)[\s\S]*?(<\/bpmn:process>)/, `${beside}$1${elements}$2`),
    "hund-anmelden",
    (texts) => {
      const kept = texts as Record<string, Record<string, unknown>>;
      for (const words of Object.values(kept))
        for (const id of Object.keys(words))
          if (/^(angaben_pruefen|marke_versenden|pruefung_|bescheid)/.test(id)) delete words[id];
      return texts;
    },
  );

const flow = (id: string, from: string, to: string) =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
const user = (id: string, ins: string, out: string, inner = "") =>
  `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements>${inner}</bpmn:extensionElements><bpmn:incoming>${ins}</bpmn:incoming><bpmn:outgoing>${out}</bpmn:outgoing></bpmn:userTask>`;
const begin = `<bpmn:startEvent id="eingang"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>`;
const close = (ins: string) =>
  `<bpmn:serviceTask id="schluss" name="Schluss"><bpmn:extensionElements><allmende:step type="close" closure="fulfilled" /></bpmn:extensionElements><bpmn:incoming>${ins}</bpmn:incoming><bpmn:outgoing>fz</bpmn:outgoing></bpmn:serviceTask>${flow("fz", "schluss", "fertig")}<bpmn:endEvent id="fertig"><bpmn:incoming>fz</bpmn:incoming></bpmn:endEvent>`;

async function opened() {
  const { id: application } = await submittedDog(t.house, t.musterstadt.id);
  return (await here((scope) => findCaseOf(scope, application)))!.id;
}
const waiting = async (id: string) =>
  (await here((scope) => listTasks(scope, id)))
    .filter(({ doneAt }) => !doneAt)
    .map(({ id: task, element }) => ({ task, element }));
const desk = async (who: Staff) =>
  (await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: who.id })).visitor;

test("of two offices side by side each does its step, in either order, and the case goes to the one that is left", async () => {
  await adopt(
    `${begin}${flow("f0", "eingang", "teilen")}<bpmn:parallelGateway id="teilen"><bpmn:incoming>f0</bpmn:incoming><bpmn:outgoing>f1</bpmn:outgoing><bpmn:outgoing>f2</bpmn:outgoing></bpmn:parallelGateway>` +
      flow("f1", "teilen", "steuer") +
      flow("f2", "teilen", "register") +
      user(
        "steuer",
        "f1",
        "f3",
        `<allmende:assignment department="steueramt" /><allmende:due after="1 working day" />`,
      ) +
      user(
        "register",
        "f2",
        "f4",
        `<allmende:assignment department="standesamt" /><allmende:due after="5 working days" />`,
      ) +
      flow("f3", "steuer", "sammeln") +
      flow("f4", "register", "sammeln") +
      `<bpmn:parallelGateway id="sammeln"><bpmn:incoming>f3</bpmn:incoming><bpmn:incoming>f4</bpmn:incoming><bpmn:outgoing>f5</bpmn:outgoing></bpmn:parallelGateway>${flow("f5", "sammeln", "schluss")}${close("f5")}`,
  );
  // The one that is due first is next, and the case lies there.
  const id = await opened();
  expect(await here((scope) => getCase(scope, id))).toMatchObject({
    nextElement: "steuer",
    departmentId: kim.departmentId,
  });
  const page = (await (await desk(kim)).get(`/amt/vorgaenge/${id}`)).body;
  const [first, second] = await waiting(id);
  expect(page).toContain(`Daneben wartet:`);
  expect(page).toContain(`?aufgabe=${second!.task}`);
  const visitor = await desk(kim);
  await visitor.post(`/amt/vorgaenge/${id}/uebernahme`, {});
  expect((await visitor.get(`/amt/vorgaenge/${id}?aufgabe=${second!.task}`)).body).toContain(
    `name="aufgabe" value="${second!.task}"`,
  );
  await here((scope) => completeStep(scope, kim, id, first!.task, {}));
  expect(await here((scope) => getCase(scope, id))).toMatchObject({
    nextElement: "register",
    departmentId: registry.departmentId,
  });
  expect((await (await desk(registry)).get(`/amt/vorgaenge/${id}`)).status).toBe(200);
  await here((scope) => completeStep(scope, registry, id, second!.task, {}));
  expect(await here((scope) => findClosure(scope, id))).toMatchObject({ kind: "fulfilled" });

  // The other way round: the later one is done first, the case stays where the first still waits.
  const other = await opened();
  const tasks = await waiting(other);
  const register = tasks.find(({ element }) => element === "register")!;
  await here((scope) => completeStep(scope, kim, other, register.task, {}));
  expect(await here((scope) => getCase(scope, other))).toMatchObject({
    nextElement: "steuer",
    departmentId: kim.departmentId,
  });
});

test("a step for each of several things waits as often, and the case goes on after the last", async () => {
  await adopt(
    `${begin}${flow("f0", "eingang", "jedes")}` +
      `<bpmn:userTask id="jedes" name="jedes"><bpmn:incoming>f0</bpmn:incoming><bpmn:outgoing>f1</bpmn:outgoing>` +
      `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>` +
      flow("f1", "jedes", "schluss") +
      close("f1"),
  );
  const id = await opened();
  const visitor = await desk(kim);
  await visitor.post(`/amt/vorgaenge/${id}/uebernahme`, {});
  for (let left = 3; left > 0; left--) {
    const tasks = await waiting(id);
    expect(tasks).toHaveLength(left);
    // The last that waits is done first: whichever was chosen, not the one that is next.
    const chosen = tasks.at(-1)!.task;
    const { body } = await visitor.get(`/amt/vorgaenge/${id}?aufgabe=${chosen}`);
    expect(body.split("?aufgabe=").length - 1).toBe(left - 1);
    expect((await visitor.post(`/amt/vorgaenge/${id}/schritt`, { aufgabe: chosen })).status).toBe(303);
    expect((await visitor.post(`/amt/vorgaenge/${id}/schritt`, { aufgabe: chosen })).status).toBe(409);
  }
  expect(await here((scope) => findClosure(scope, id))).toMatchObject({ kind: "fulfilled" });
});

test("whichever comes first ends the others: a message before its hour, the hour before the message, an error in between", async () => {
  await adopt(
    `${begin}${flow("f0", "eingang", "rahmen")}` +
      `<bpmn:subProcess id="rahmen"><bpmn:incoming>f0</bpmn:incoming><bpmn:outgoing>f1</bpmn:outgoing>
        <bpmn:startEvent id="innen"><bpmn:outgoing>i0</bpmn:outgoing></bpmn:startEvent>${flow("i0", "innen", "warten")}
        <bpmn:eventBasedGateway id="warten"><bpmn:incoming>i0</bpmn:incoming><bpmn:outgoing>i1</bpmn:outgoing><bpmn:outgoing>i2</bpmn:outgoing></bpmn:eventBasedGateway>
        ${flow("i1", "warten", "anruf")}${flow("i2", "warten", "frist")}
        <bpmn:intermediateCatchEvent id="anruf"><bpmn:incoming>i1</bpmn:incoming><bpmn:outgoing>i3</bpmn:outgoing><bpmn:messageEventDefinition messageRef="m_anruf" /></bpmn:intermediateCatchEvent>
        <bpmn:intermediateCatchEvent id="frist"><bpmn:incoming>i2</bpmn:incoming><bpmn:outgoing>i4</bpmn:outgoing><bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
        ${flow("i3", "anruf", "gut")}${flow("i4", "frist", "schlecht")}
        <bpmn:endEvent id="gut"><bpmn:incoming>i3</bpmn:incoming></bpmn:endEvent>
        <bpmn:endEvent id="schlecht"><bpmn:incoming>i4</bpmn:incoming><bpmn:errorEventDefinition errorRef="e_zu_spaet" /></bpmn:endEvent>
      </bpmn:subProcess>
      <bpmn:boundaryEvent id="gefangen" attachedToRef="rahmen"><bpmn:outgoing>f2</bpmn:outgoing><bpmn:errorEventDefinition errorRef="e_zu_spaet" /></bpmn:boundaryEvent>` +
      flow("f1", "rahmen", "schluss") +
      flow("f2", "gefangen", "nachfassen") +
      user("nachfassen", "f2", "f3") +
      flow("f3", "nachfassen", "ende2") +
      `<bpmn:endEvent id="ende2"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>` +
      close("f1"),
    `<bpmn:message id="m_anruf" name="anruf" /><bpmn:error id="e_zu_spaet" errorCode="zu_spaet" />`,
  );
  const called = await opened();
  await here(async (scope) => sendMessageTo(scope, called, { name: "anruf", variables: {} }));
  const [message] = await here((scope) =>
    rows<{ id: string }>(scope, sql`select id from processes.messages where instance_id = ${called}`),
  );
  await here((scope) => onMessage(scope, { message: message!.id }));
  expect(await here((scope) => findClosure(scope, called))).toMatchObject({ kind: "fulfilled" });
  expect(await here((scope) => listWaits(scope, called))).toEqual([]);

  const late = await opened();
  const timer = (await here((scope) => listWaits(scope, late))).find(({ ringsAt }) => ringsAt)!;
  t.clock.set("2026-11-21T09:00:00+01:00");
  await here((scope) => onTimer(scope, { instance: late, subscription: timer.subscription }));
  expect(await waiting(late)).toMatchObject([{ element: "nachfassen" }]);
  expect(await here((scope) => listWaits(scope, late))).toEqual([]);
});
