import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { canonical } from "./canonical.testing.ts";
import { roundTrip, written } from "./round-trip.testing.ts";

const folder = resolve(process.env.ALLMENDE_SHARED_DATA ?? "../shared/data", "bpmn/miwg");
const references = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".bpmn")) : [];
if (references.length === 0)
  process.stderr.write("bpmn: the OMG's reference models (bpmn/miwg) were not found, their round trip is LEFT OUT\n");

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

describe("a document read and written back", () => {
  test("keeps our extensions, foreign ones, and references that lead nowhere", async () => {
    const back = await written(own);
    expect(canonical(back)).toEqual(canonical(own));
    expect(back).toContain('targetRef="gone"');
    expect(back).toContain("Prüfen&#xD;");
  });

  test.each(references)("is the same tree and the same canonical XML: %s", async (name) => {
    const { tree, canonical, written } = await roundTrip(name, readFileSync(join(folder, name)));
    expect(tree[1]).toEqual(tree[0]);
    expect(canonical[1]).toEqual(canonical[0]);
    expect(written[1]).toBe(written[0]);
  });
});
