import { readPackage, type PackageFiles, type ServicePackage } from "./read-package.ts";

const service = `publisher: lindenau
slug: laube-mieten
version: 1.0.0
category: freizeit
department: bauhof
minutes: 3
processingDays: 2
procedure: administrative
subject: name
applicant: { name: name }
fee: { decision: miete, kind: fee }
legalBasis:
  - { id: recht, validFrom: "2024-01-01" }
filingPlan: "40.1"
retention: { years: 5 }
letters:
  - { name: zusage, kind: decision }
`;

const form = `pages:
  - id: seite
    elements:
      - { id: name, type: text, maxLength: 80 }
      - id: groesse
        type: choice
        options: [klein, gross]
      - { id: strom, type: yesno, when: 'groesse = "gross"' }
    checks:
      - { id: name_lang, test: string length(name) > 1, at: name }
`;

const workflow = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:allmende="https://allmende.example/bpmn/1.0" id="modell" targetNamespace="urn:sample">
  <bpmn:process id="laube" isExecutable="true">
    <bpmn:startEvent id="eingang"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="a" sourceRef="eingang" targetRef="pruefen" />
    <bpmn:userTask id="pruefen"><bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="b" sourceRef="pruefen" targetRef="schreiben" />
    <bpmn:serviceTask id="schreiben"><bpmn:extensionElements><allmende:step type="letter" name="zusage" /></bpmn:extensionElements><bpmn:incoming>b</bpmn:incoming><bpmn:outgoing>c</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="c" sourceRef="schreiben" targetRef="schliessen" />
    <bpmn:serviceTask id="schliessen"><bpmn:extensionElements><allmende:step type="close" closure="granted" /></bpmn:extensionElements><bpmn:incoming>c</bpmn:incoming><bpmn:outgoing>d</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="d" sourceRef="schliessen" targetRef="ende" />
    <bpmn:endEvent id="ende"><bpmn:incoming>d</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>
`;

const fees = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="miete_modell" name="Miete" namespace="urn:sample">
  <!-- Rates of the council, kept as they stand: <rule id="satz_klein"> is no rule here. -->
  <inputData id="eingabe" name="groesse"><variable name="groesse" typeRef="string" /></inputData>
  <decision id="miete" name="miete">
    <variable name="miete" typeRef="number" />
    <informationRequirement id="braucht"><requiredInput href="#eingabe" /></informationRequirement>
    <decisionTable id="tabelle" hitPolicy="FIRST">
      <input id="spalte"><inputExpression typeRef="string"><text>groesse</text></inputExpression></input>
      <output id="cents" name="cents" typeRef="number" />
      <rule id="satz_klein"><inputEntry id="k1"><text>"klein"</text></inputEntry><outputEntry id="k2"><text>1000</text></outputEntry></rule>
      <rule id="satz_gross"><inputEntry id="g1"><text>"gross"</text></inputEntry><outputEntry id="g2"><text>1000 + 550</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
`;

const texts = `service: { title: Laube mieten, lead: Mieten Sie die Laube. }
recht: § 1 der Satzung
seite: Ihre Angaben
name: { label: Name, hint: Vorname und Nachname }
groesse: Größe
klein: Kleine Laube
gross: Große Laube
strom: Brauchen Sie Strom?
name_lang: Schreiben Sie Ihren Namen aus.
satz_klein: Kleine Laube am Tag
pruefen: { label: Prüfen, done: Geprüft }
`;

const letter = `[betreff]
Zusage für {name}

[zusage]
Die Laube gehört an diesem Tag **{name}**. Sie kostet {gebuehr | euro}.

[strom when strom = true]
Der Strom ist an.
`;

const journeys = `- name: Eine kleine Laube
  on: "2026-11-17"
  answers: { name: Petra, groesse: klein }
  pages: [seite]
  fee: 1000
  tasks: [{ task: pruefen, outcome: done }]
  closure: granted
  letters: [{ name: zusage, contains: [Petra, "10,00 €"] }]
`;

const folder: Record<string, string> = {
  "service.yaml": service,
  "form.yaml": form,
  "workflow.bpmn": workflow,
  "fees.dmn": fees,
  "texts/de.yaml": texts,
  "letters/zusage.de.md": letter,
  "journeys/laube.yaml": journeys,
  "CHANGELOG.md": "# Änderungen\n",
};

/** A small sound package as files; a change replaces what it finds in a file, null leaves the file out. */
export function sampleFiles(changes: Record<string, ((text: string) => string) | null> = {}): PackageFiles {
  const files = new Map(Object.entries(folder));
  for (const [path, change] of Object.entries(changes)) {
    if (change === null) files.delete(path);
    else files.set(path, change(files.get(path) ?? ""));
  }
  return files;
}

/** The same as a package that was read. */
export function samplePackage(changes: Parameters<typeof sampleFiles>[0] = {}): ServicePackage {
  const reading = readPackage(sampleFiles(changes));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.pkg;
}
