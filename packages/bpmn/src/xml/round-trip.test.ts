import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { BpmnModdle } from "bpmn-moddle";
import { describe, expect, test } from "vitest";
import { readBpmn, writeBpmn } from "../index.ts";
import { canonical } from "./canonical.testing.ts";

const folder = resolve(process.env.ALLMENDE_SHARED_DATA ?? "../shared/data", "bpmn/miwg");
const references = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".bpmn")) : [];
if (references.length === 0)
  process.stderr.write("bpmn: the OMG's reference models (bpmn/miwg) were not found, their round trip is LEFT OUT\n");

/** What the parser itself drops: of an attribute that a foreign element has twice, with and without its own prefix, one. */
const twice = / \{http:\/\/www\.trisotech\.com\/2015\/triso\/modeling\}constraintsType=\w+/;
const dropped: Record<string, { line: RegExp; tree: string }> = {
  "C.8.1.bpmn": { line: twice, tree: "triso:constraintsType" },
};

const own = `<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:allmende="https://allmende.example/bpmn/1.0" xmlns:tool="urn:tool" id="d" targetNamespace="urn:t" tool:version="1">
  <b:process id="p" isExecutable="true"><b:documentation>Ein &lt;Satz&gt; &amp; mehr</b:documentation>
    <b:startEvent id="s"><b:outgoing>f</b:outgoing></b:startEvent>
    <b:userTask id="t" name="Prüfen&#xD;&#xA;&quot;genau&quot;" tool:colour="red"><b:extensionElements>
      <allmende:step type="check"/><allmende:due after="3 working days"/><tool:note by="me"><tool:line>eins</tool:line></tool:note>
    </b:extensionElements><b:incoming>f</b:incoming></b:userTask>
    <b:sequenceFlow id="f" sourceRef="s" targetRef="t"/><b:sequenceFlow id="g" sourceRef="t" targetRef="gone"/>
  </b:process>
</b:definitions>`;

async function written(source: string | Uint8Array): Promise<string> {
  const reading = await readBpmn(source);
  if (!reading.ok) throw new Error(reading.reasons.map((reason) => `${reason.element}: ${reason.why}`).join("; "));
  return writeBpmn(reading.document);
}

describe("a document read and written back", () => {
  test("keeps our extensions, foreign ones, and references that lead nowhere", async () => {
    const back = await written(own);
    expect(canonical(back)).toEqual(canonical(own));
    expect(back).toContain('targetRef="gone"');
    expect(back).toContain("Prüfen&#xD;");
  });

  test.each(references)("is the same tree and the same canonical XML: %s", async (name) => {
    const bytes = readFileSync(join(folder, name));
    const latin = /encoding="ISO-8859-1"/.test(bytes.toString("latin1").slice(0, 200));
    const original = bytes.toString(latin ? "latin1" : "utf8");
    const back = await written(bytes);
    const loss = dropped[name];
    expect(await tree(back)).toEqual(await tree(original, loss?.tree));
    expect(await written(back)).toBe(back);
    expect(canonical(back)).toEqual(canonical(original).map((line) => (loss ? line.replace(loss.line, "") : line)));
  });
});

/** The tree as the unchanged parser sees it, without our code. */
async function tree(xml: string, without?: string): Promise<unknown> {
  const moddle = new BpmnModdle({}) as { fromXML(xml: string): Promise<{ rootElement: object }> };
  const { rootElement } = await moddle.fromXML(xml);
  return plain(rootElement, new Set(), without);
}

function plain(value: unknown, above: Set<unknown>, without?: string): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one, above, without));
  if (typeof value !== "object" || value === null) return value;
  const node = value as { id?: string; $type?: string; $attrs?: object };
  if (above.has(value)) return `-> ${node.id}`;
  above.add(value);
  const own = Object.entries({ ...value, ...node.$attrs }).filter(
    ([key, one]) => !key.startsWith("xmlns") && one !== undefined,
  );
  const kept = own.filter(([key]) => key !== "$parent" && key !== "xsi:type" && key !== without);
  return {
    $type: node.$type,
    ...Object.fromEntries(kept.sort().map(([key, one]) => [key, plain(one, above, without)])),
  };
}
