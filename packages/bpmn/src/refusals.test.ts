import { describe, expect, test } from "vitest";
import { check, parseBpmn, readBpmn } from "./index.ts";
import { bpmn, flows, model, reasons } from "./process.testing.ts";

const startEnd = `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>`;
const one = (element: string, id = "x") =>
  bpmn(startEnd + element + flows(`start -> ${id}\n${id} -> end`), `<bpmn:error id="e" errorCode="c"/>`);
const extended = (extension: string) =>
  one(`<bpmn:serviceTask id="x"><bpmn:extensionElements>${extension}</bpmn:extensionElements></bpmn:serviceTask>`);
const caught = (definition: string) =>
  one(`<bpmn:intermediateCatchEvent id="x">${definition}</bpmn:intermediateCatchEvent>`);

/** Everything outside the subset, each with the element named: one row per refusal. */
const refused: [string, string, string][] = [
  ["a task without a kind", one(`<bpmn:task id="x"/>`), "x: a task without a kind"],
  [
    "a script task",
    one(`<bpmn:scriptTask id="x"><bpmn:script>steal()</bpmn:script></bpmn:scriptTask>`),
    "x: a script task is never run",
  ],
  ["a complex gateway", one(`<bpmn:complexGateway id="x"/>`), "x: ComplexGateway is not supported"],
  ["a transaction", one(`<bpmn:transaction id="x"/>`), "x: Transaction is not supported"],
  ["an ad-hoc sub-process", one(`<bpmn:adHocSubProcess id="x"/>`), "x: AdHocSubProcess is not supported"],
  [
    "an event sub-process",
    one(`<bpmn:subProcess id="x" triggeredByEvent="true"/>`),
    "x: an event sub-process is not supported",
  ],
  [
    "a standard loop",
    one(`<bpmn:userTask id="x"><bpmn:standardLoopCharacteristics/></bpmn:userTask>`),
    "x: a standard loop is not supported",
  ],
  ["compensation", one(`<bpmn:userTask id="x" isForCompensation="true"/>`), "x: compensation is not supported"],
  [
    "a conditional event",
    caught(`<bpmn:conditionalEventDefinition/>`),
    "x: ConditionalEventDefinition is not supported here",
  ],
  ["a link event", caught(`<bpmn:linkEventDefinition name="l"/>`), "x: LinkEventDefinition is not supported here"],
  [
    "several event definitions",
    caught(`<bpmn:signalEventDefinition/><bpmn:linkEventDefinition name="l"/>`),
    "x: more than one event definition",
  ],
  ["a catch event without definition", caught(""), "x: says not what it waits for"],
  ["a message event without message", caught(`<bpmn:messageEventDefinition/>`), "x: names no message"],
  [
    "a timer on a day that is none",
    caught(`<bpmn:timerEventDefinition><bpmn:timeDate>2026-02-30</bpmn:timeDate></bpmn:timerEventDefinition>`),
    "x: 2026-02-30 gives no time",
  ],
  ["a timer without time", caught(`<bpmn:timerEventDefinition/>`), "x: says not when"],
  [
    "a timer cycle that stops the flow",
    caught(
      `<bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>`,
    ),
    "x: a time cycle is supported on",
  ],
  [
    "a cron cycle",
    caught(
      `<bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">0 0 * * *</bpmn:timeCycle></bpmn:timerEventDefinition>`,
    ),
    "x: cannot read the time cycle",
  ],
  [
    "an error that does not interrupt",
    one(
      `<bpmn:userTask id="x"/><bpmn:boundaryEvent id="b" attachedToRef="x" cancelActivity="false"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>`,
    ),
    "b: an error always interrupts",
  ],
  [
    "a boundary event on a gateway",
    one(
      `<bpmn:exclusiveGateway id="x"/><bpmn:boundaryEvent id="b" attachedToRef="x"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>`,
    ),
    "b: is attached to no activity",
  ],
  [
    "a parallel event gateway",
    one(`<bpmn:eventBasedGateway id="x" eventGatewayType="Parallel"/>`),
    "x: a parallel event-based gateway",
  ],
  [
    "a gateway that starts a process",
    one(`<bpmn:eventBasedGateway id="x" instantiate="true"/>`),
    "x: a gateway that starts a process",
  ],
  [
    "an event gateway before a task",
    bpmn(
      `${startEnd}<bpmn:eventBasedGateway id="x"/><bpmn:userTask id="a"/><bpmn:userTask id="b"/>${flows("start -> x\nx -> a\nx -> b\na -> end\nb -> end")}`,
    ),
    "x: only catching events",
  ],
  [
    "a call of an unknown process",
    one(`<bpmn:callActivity id="x" calledElement="elsewhere"/>`),
    "x: calls elsewhere, which is not in the package",
  ],
  [
    "a multi-instance that says not how often",
    one(`<bpmn:userTask id="x"><bpmn:multiInstanceLoopCharacteristics/></bpmn:userTask>`),
    "x: a multi-instance says how often",
  ],
  [
    "a foreign implementation",
    one(`<bpmn:serviceTask id="x" implementation="\${environment.services.steal}"/>`),
    "x: the implementation ${environment",
  ],
  [
    "a foreign class",
    one(`<bpmn:serviceTask id="x" camunda:class="org.evil.Delegate"/>`),
    "x: camunda:class is an instruction for another engine",
  ],
  [
    "a foreign listener",
    extended(`<camunda:executionListener expression="\${x}" event="start"/>`),
    "x: camunda:executionListener is an instruction",
  ],
  [
    "a foreign condition",
    bpmn(
      `${startEnd}<bpmn:sequenceFlow id="f" sourceRef="start" targetRef="end"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="javascript">1</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    ),
    "f: conditions are FEEL, not javascript",
  ],
  [
    "a condition that is no FEEL",
    bpmn(`${startEnd}${flows("start -> end if ${approved}")}`),
    "start-end: ${approved}:",
  ],
  ["a misspelt extension of ours", extended(`<allmende:stepp type="x"/>`), "x: unparsable content <allmende:stepp>"],
  [
    "a misspelt attribute of ours",
    one(`<bpmn:userTask id="x" allmende:form="f"/>`),
    "x: unknown attribute <allmende:form>",
  ],
  ["a step without type", extended(`<allmende:step name="x"/>`), "x: allmende:step needs a type"],
  ["an input without value", extended(`<allmende:input name="x"/>`), "x: an allmende:input needs a name and a value"],
  ["a process without start", bpmn(`<bpmn:endEvent id="end"/>`), "p: has no start event"],
  [
    "two plain starts",
    bpmn(
      `<bpmn:startEvent id="start"/><bpmn:startEvent id="s2"/><bpmn:endEvent id="end"/>${flows("start -> end\ns2 -> end")}`,
    ),
    "p: has more than one plain start event",
  ],
  [
    "an element nobody comes to",
    bpmn(`${startEnd}<bpmn:userTask id="x"/>${flows("start -> end\nx -> end")}`),
    "x: no flow leads to it",
  ],
  [
    "a way on after the end",
    bpmn(`${startEnd}<bpmn:userTask id="x"/>${flows("start -> end\nend -> x")}`),
    "end: no flow may leave an end event",
  ],
  [
    "a way back to the start",
    bpmn(`${startEnd}<bpmn:userTask id="x"/>${flows("start -> x\nx -> start")}`),
    "start: no flow may lead to it",
  ],
  [
    "a choice without condition",
    bpmn(
      `${startEnd}<bpmn:exclusiveGateway id="x"/><bpmn:endEvent id="e2"/>${flows("start -> x\nx -> end if true\nx -> e2")}`,
    ),
    "x: x-e2 without condition",
  ],
  [
    "a flow into a sub-process",
    bpmn(
      `${startEnd}<bpmn:subProcess id="x"><bpmn:startEvent id="s"/><bpmn:userTask id="in"/>${flows("s -> in")}</bpmn:subProcess>${flows("start -> in\nx -> end")}`,
    ),
    "start-in: crosses the border",
  ],
  [
    "a flow to nowhere",
    bpmn(`${startEnd}${flows("start -> end\nstart -> gone")}`),
    "start-gone: leads from nowhere or to nowhere",
  ],
  [
    "a start of a sub-process by message",
    bpmn(
      `${startEnd}<bpmn:subProcess id="x"><bpmn:startEvent id="s"><bpmn:messageEventDefinition/></bpmn:startEvent></bpmn:subProcess>${flows("start -> x\nx -> end")}`,
    ),
    "s: only a plain start",
  ],
];

describe("a model is refused with the element named for", () => {
  test.each(refused)("%s", async (_, xml, why) => {
    const told = await reasons(xml);
    expect(
      told.some((reason) => reason.startsWith(why)),
      told.join("\n"),
    ).toBe(true);
  });
});

test("all reasons are told at once, and check says so", async () => {
  const xml = bpmn(`${startEnd}<bpmn:scriptTask id="a"/><bpmn:task id="b"/>${flows("start -> a\na -> b\nb -> end")}`);
  const answer = await check(xml);
  expect(answer.executable).toBe(false);
  expect(answer.reasons.map((reason) => reason.element)).toEqual(["a", "b"]);
  expect(await check(bpmn(startEnd + flows("start -> end")))).toEqual({ executable: true, reasons: [] });
});

test("an unknown name is refused when the names are given, and those the model makes itself are known", async () => {
  const xml = (name: string) =>
    bpmn(`${startEnd}<bpmn:userTask id="t"><bpmn:extensionElements><allmende:output name="made" value="1"/></bpmn:extensionElements></bpmn:userTask>
    <bpmn:exclusiveGateway id="g" default="g-e2"/><bpmn:endEvent id="e2"/>${flows(`start -> t\nt -> g\ng -> end if ${name}\ng -> e2`)}`);
  expect(await reasons(xml("asked"), { names: ["asked"] })).toEqual([]);
  expect(await reasons(xml("made"), { names: ["asked"] })).toEqual([]);
  expect((await reasons(xml("unasked"), { names: ["asked"] }))[0]).toContain("g-end: unasked");
  expect(await reasons(xml("unasked"))).toEqual([]);
});

test("unknown extensions and what other tools note for themselves are kept and do not hinder", async () => {
  const kept = `<bpmn:userTask id="x" camunda:modelerTemplate="t" xmlns:tool="urn:tool" tool:colour="red"><bpmn:extensionElements><tool:note by="me">hm</tool:note></bpmn:extensionElements></bpmn:userTask>`;
  expect(await reasons(one(kept))).toEqual([]);
});

test("what runs but reads oddly is a hint", async () => {
  const { hints } = await model(one(`<bpmn:serviceTask id="x"/><bpmn:dataObject id="d"/>`));
  expect(hints.map((hint) => hint.element)).toEqual(["x", "d"]);
});

test("of several processes one must be marked or named", async () => {
  const two = bpmn(startEnd + flows("start -> end"), `<bpmn:process id="q"><bpmn:startEvent id="s"/></bpmn:process>`);
  expect(await reasons(two)).toEqual([]);
  const both = two.replace('id="q"', 'id="q" isExecutable="true"');
  expect((await reasons(both))[0]).toContain("several processes");
  expect((await model(both, { process: "q" })).id).toBe("q");
  expect((await reasons(both, { process: "r" })).length).toBe(1);
});

describe("hostile documents are refused quickly", () => {
  const deep = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">${"<a>".repeat(200_000)}${"</a>".repeat(200_000)}</definitions>`;
  const hostile: [string, string, string][] = [
    ["an external entity", `<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]><definitions/>`, "document type"],
    ["an entity bomb", `<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><definitions/>`, "document type"],
    ["great depth", deep, "nested deeper"],
    ["great length", bpmn(`<bpmn:userTask id="${"x".repeat(3_000_000)}"/>`), "longer than"],
    ["text", "hello", "missing start tag"],
    ["other XML", "<a/>", "failed to parse document"],
    ["nothing", "", "missing start tag"],
  ];
  test.each(hostile)("%s", async (_, xml, why) => {
    const times: number[] = [];
    for (let run = 0; run < 3; run++) {
      const begun = performance.now();
      const parsed = await parseBpmn(xml);
      times.push(performance.now() - begun);
      expect(!parsed.ok && parsed.reasons[0]?.why).toContain(why);
    }
    expect(Math.min(...times)).toBeLessThan(100);
  });

  test("the same id twice is refused", async () => {
    expect((await reasons(one(`<bpmn:userTask id="x"/><bpmn:userTask id="x"/>`))).join()).toContain("duplicate ID");
  });

  test("depth in comments, strings and CDATA is no depth", async () => {
    const noise = `<!-- ${"<a>".repeat(200)} --><bpmn:documentation textFormat="${"a>".repeat(50)}"><![CDATA[${"<a>".repeat(200)}]]></bpmn:documentation>`;
    expect((await readBpmn(bpmn(noise + startEnd + flows("start -> end")))).ok).toBe(true);
  });

  test("names that reach into objects are only names", async () => {
    const { Play } = await import("./process.testing.ts");
    const reach = (name: string) =>
      bpmn(
        `${startEnd}<bpmn:exclusiveGateway id="g" default="g-e2"/><bpmn:endEvent id="e2"/>${flows(`start -> g\ng -> end if ${name} != null\ng -> e2`)}`,
      );
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      const play = new Play(await model(reach(name)), JSON.parse(`{"a": 1}`));
      expect(play.story.at(-1)).toBe("left e2");
    }
    const play = new Play(await model(bpmn(`${startEnd}<bpmn:userTask id="t"/>${flows("start -> t\nt -> end")}`)));
    play.task("t", JSON.parse(`{"__proto__": {"polluted": true}}`));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
