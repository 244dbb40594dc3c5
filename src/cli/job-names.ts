import { openHouse } from "../main.ts";
import { readConfig } from "../platform/config.ts";
import { silentLog } from "../platform/log.ts";

/** The names of all jobs the rooms wire; nothing is connected to. */
export function jobNames(): string[] {
  const house = openHouse({
    config: readConfig({}),
    connection: {},
    dataDirectory: ".",
    neighbours: {} as never,
    log: silentLog,
    secretKey: "",
  });
  return house.jobs.names;
}
