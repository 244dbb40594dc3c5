import type { Node } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import type { Source } from "../xml/moddle.ts";
import { readBoundaryEvent } from "./boundary-event.ts";
import { readCallActivity } from "./call-activity.ts";
import { readCatchEvent } from "./catch-event.ts";
import { readEndEvent } from "./end-event.ts";
import { readGateway } from "./gateway.ts";
import { readHumanTask } from "./human-task.ts";
import { readJobTask } from "./job-task.ts";
import { readReceiveTask } from "./receive-task.ts";
import { readSendTask } from "./send-task.ts";
import { readStartEvent } from "./start-event.ts";
import { readSubProcess } from "./sub-process.ts";
import { readThrowEvent } from "./throw-event.ts";

/** Which BPMN elements we run, by the name of the standard: the subset. What is not here is refused. */
export const elements: Readonly<Record<string, (of: Source, reader: Reader) => Node | undefined>> = {
  "bpmn:StartEvent": readStartEvent,
  "bpmn:EndEvent": readEndEvent,
  "bpmn:IntermediateCatchEvent": readCatchEvent,
  "bpmn:IntermediateThrowEvent": readThrowEvent,
  "bpmn:BoundaryEvent": readBoundaryEvent,
  "bpmn:UserTask": readHumanTask,
  "bpmn:ManualTask": readHumanTask,
  "bpmn:ServiceTask": readJobTask,
  "bpmn:BusinessRuleTask": readJobTask,
  "bpmn:SendTask": readSendTask,
  "bpmn:ReceiveTask": readReceiveTask,
  "bpmn:CallActivity": readCallActivity,
  "bpmn:SubProcess": readSubProcess,
  "bpmn:ExclusiveGateway": readGateway,
  "bpmn:ParallelGateway": readGateway,
  "bpmn:InclusiveGateway": readGateway,
  "bpmn:EventBasedGateway": readGateway,
};

/** What only documents: it is kept and written back, and it changes nothing in a run. */
export const documentation: ReadonlySet<string> = new Set([
  "bpmn:DataObject",
  "bpmn:DataObjectReference",
  "bpmn:DataStoreReference",
]);

/** Why an element of the standard is outside, where there is more to say than its name. */
export const outside: Readonly<Record<string, string>> = {
  "bpmn:Task": "a task without a kind: say who does it (user, service, manual, send, receive or business rule)",
  "bpmn:ScriptTask": "a script task is never run: use a FEEL mapping or a business rule task",
};
