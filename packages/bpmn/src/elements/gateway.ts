import { leave } from "../run/leave.ts";
import { readBase } from "../model/base.ts";
import type { Gateway } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import type { Move, Run } from "../run/run.ts";
import { sources, type Source } from "../xml/moddle.ts";

const kinds: Record<string, Gateway["kind"]> = {
  "bpmn:ExclusiveGateway": "exclusive",
  "bpmn:ParallelGateway": "parallel",
  "bpmn:InclusiveGateway": "inclusive",
  "bpmn:EventBasedGateway": "event-based",
};

export function readGateway(of: Source, reader: Reader): Gateway {
  if (of.instantiate === true) reader.refuse(of, "a gateway that starts a process is not supported");
  if (of.eventGatewayType === "Parallel") reader.refuse(of, "a parallel event-based gateway is not supported");
  if (sources(of.eventDefinitions).length > 0) reader.refuse(of, "a gateway has no events of its own");
  return { kind: kinds[of.$type] ?? "exclusive", ...readBase(of) };
}

/** Each token passes alone; which flow it takes is told by `chooseFlows`. */
export function enterExclusiveGateway(run: Run, move: Move, node: Gateway): void {
  leave(run, move, node);
}
