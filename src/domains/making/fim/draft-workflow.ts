/** The smallest complete way of a case: somebody checks, a letter is written, the case is closed. */
export function draftWorkflow(slug: string, title: string): string {
  const name = escapeXml(title);
  const id = slug.replaceAll("-", "_");
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:allmende="https://allmende.example/bpmn/1.0" id="${id}_modell" targetNamespace="https://allmende.example/library/${slug}">
  <bpmn:process id="${id}_weg" name="${name}" isExecutable="true">
    <bpmn:startEvent id="eingang"><bpmn:outgoing>nach_eingang</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="nach_eingang" sourceRef="eingang" targetRef="angaben_pruefen" />
    <bpmn:userTask id="angaben_pruefen" name="Angaben prüfen">
      <bpmn:extensionElements>
        <allmende:step type="decide" />
        <allmende:due after="10 working days" />
        <allmende:input name="outcomes" value="[&quot;bewilligen&quot;, &quot;ablehnen&quot;]" />
        <allmende:input name="asks" value="{&quot;ablehnen&quot;: [&quot;begruendung&quot;]}" />
        <allmende:input name="checks" value="[&quot;pruefung_angaben&quot;]" />
      </bpmn:extensionElements>
      <bpmn:incoming>nach_eingang</bpmn:incoming>
      <bpmn:outgoing>nach_pruefung</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="nach_pruefung" sourceRef="angaben_pruefen" targetRef="ergebnis" />
    <bpmn:exclusiveGateway id="ergebnis" name="Ergebnis" default="weg_bewilligen">
      <bpmn:incoming>nach_pruefung</bpmn:incoming>
      <bpmn:outgoing>weg_ablehnen</bpmn:outgoing>
      <bpmn:outgoing>weg_bewilligen</bpmn:outgoing>
    </bpmn:exclusiveGateway>
    <bpmn:sequenceFlow id="weg_ablehnen" sourceRef="ergebnis" targetRef="ablehnung_schreiben">
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">outcome = "ablehnen"</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="weg_bewilligen" sourceRef="ergebnis" targetRef="bescheid_schreiben" />
${letterThenClose({ letter: "bescheid_schreiben", name: "Bescheid schreiben", file: "bescheid", from: "weg_bewilligen", close: "bewilligt", closure: "granted" })}
${letterThenClose({ letter: "ablehnung_schreiben", name: "Ablehnung schreiben", file: "ablehnung", from: "weg_ablehnen", close: "abgelehnt", closure: "refused" })}
  </bpmn:process>
</bpmn:definitions>
`;
}

function letterThenClose(way: {
  letter: string;
  name: string;
  file: string;
  from: string;
  close: string;
  closure: string;
}): string {
  const { letter, name, file, from, close, closure } = way;
  return `    <bpmn:serviceTask id="${letter}" name="${name}">
      <bpmn:extensionElements><allmende:step type="letter" name="${file}" /></bpmn:extensionElements>
      <bpmn:incoming>${from}</bpmn:incoming>
      <bpmn:outgoing>nach_${file}</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="nach_${file}" sourceRef="${letter}" targetRef="${close}" />
    <bpmn:serviceTask id="${close}" name="Vorgang abschließen">
      <bpmn:extensionElements><allmende:step type="close" closure="${closure}" /></bpmn:extensionElements>
      <bpmn:incoming>nach_${file}</bpmn:incoming>
      <bpmn:outgoing>nach_${close}</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="nach_${close}" sourceRef="${close}" targetRef="ende_${close}" />
    <bpmn:endEvent id="ende_${close}"><bpmn:incoming>nach_${close}</bpmn:incoming></bpmn:endEvent>`;
}

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
