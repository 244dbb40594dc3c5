/** The small municipal process that engines are compared by: received, check, fee or not, decide, notify, end. */
const ns = `xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:allmende="https://allmende.example/bpmn/1.0"`;

export const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions ${ns} id="d" targetNamespace="urn:bench"><process id="antrag" isExecutable="true">
<startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="pruefen"/><userTask id="pruefen" name="Prüfen"/>
<sequenceFlow id="f2" sourceRef="pruefen" targetRef="gw"/><exclusiveGateway id="gw" default="f4"/>
<sequenceFlow id="f3" sourceRef="gw" targetRef="zahlen"><conditionExpression xsi:type="tFormalExpression">fee</conditionExpression></sequenceFlow>
<sequenceFlow id="f4" sourceRef="gw" targetRef="entscheiden"/><userTask id="zahlen"/><sequenceFlow id="f5" sourceRef="zahlen" targetRef="entscheiden"/>
<userTask id="entscheiden"/><sequenceFlow id="f6" sourceRef="entscheiden" targetRef="melden"/>
<serviceTask id="melden"><extensionElements><allmende:step type="notify"/></extensionElements></serviceTask>
<sequenceFlow id="f7" sourceRef="melden" targetRef="ende"/><endEvent id="ende"/></process></definitions>`;
