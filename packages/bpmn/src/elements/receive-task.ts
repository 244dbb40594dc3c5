import { readActivity } from "../model/base.ts";
import { readMessage } from "../model/event-definition.ts";
import { mappings } from "../model/extensions.ts";
import type { ReceiveTask } from "../model/node.ts";
import type { Reader } from "../model/reader.ts";
import type { Source } from "../xml/moddle.ts";

export function readReceiveTask(of: Source, reader: Reader): ReceiveTask | undefined {
  if (of.instantiate === true) return reader.refuse(of, "a receive task that starts a process is not supported");
  const trigger = readMessage(of, of, reader);
  return (
    trigger && { kind: "receive-task", ...readActivity(of, reader), trigger, outputs: mappings(of, "Output", reader) }
  );
}
