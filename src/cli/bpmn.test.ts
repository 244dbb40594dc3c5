import { truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../platform/root.ts";
import { commands } from "./bpmn.ts";
import { call, scratch } from "./cli.testing.ts";

const check = commands["bpmn check"];
const good = join(root, "library/hund-anmelden/workflow.bpmn");
const { path: folder, file } = scratch();
const scripted = file(
  "script.bpmn",
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:d"><process id="p" isExecutable="true">
   <startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="rechnen"/><scriptTask id="rechnen"/></process></definitions>`,
);

test("each file is judged on one line of JSON, with the element and why", async () => {
  const { code, out } = await call(check, good, scripted, "--json");
  expect(code).toBe(1);
  expect(out.map((line) => JSON.parse(line) as object)).toEqual([
    { file: good, executable: true, reasons: [] },
    { file: scripted, executable: false, reasons: [{ element: "rechnen", why: expect.any(String) }] },
  ]);
});

test("people get the same in sentences", async () => {
  expect((await call(check, good, scripted)).out).toEqual([
    `${good}: can be run`,
    `${scripted}: cannot be run`,
    expect.stringMatching(/^ {2}rechnen: /),
  ]);
});

const huge = file("huge.bpmn", "");
truncateSync(huge, 6_000_000);

test.each([
  ["no file", [], "Name at least one file"],
  ["a missing file", [join(folder, "nothing.bpmn")], "is not there. Check the path."],
  ["a folder", [folder], "is a folder. Name a file in it."],
  ["a huge file", [huge], "larger than 5 MB"],
  ["bytes that are no text", [file("bytes.bpmn", new Uint8Array([0xff, 0xfe, 0x00]))], "not text in UTF-8"],
  ["an unknown option", [good, "--yaml"], "Use it like this"],
])("%s is answered with what to do", async (_, args, sentence) => {
  const said = await call(check, ...args);
  expect(said.err.join("\n")).toContain(sentence);
  expect(said).toMatchObject({ code: 2, out: [] });
});

test("a bomb of entities is a reason, not a crash", async () => {
  const bomb = file(
    "bomb.bpmn",
    '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&c;</definitions>',
  );
  const { code, out } = await call(check, bomb, "--json");
  expect([code, JSON.parse(out[0] ?? "")]).toMatchObject([1, { executable: false }]);
});
