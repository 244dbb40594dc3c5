import { setTimeout as wait } from "node:timers/promises";
import { configuredNeighbours, openHouse, type House, type Neighbours } from "../main.ts";
import { hasDemoAccounts } from "../domains/identity/index.ts";
import { systemClock } from "../platform/clock.ts";
import { checkProduction, type Config } from "../platform/config.ts";
import { StartRefusal } from "../platform/errors.ts";
import { directoryStore } from "../platform/files/file-store.ts";
import { createLog, type Log } from "../platform/log.ts";
import { forgetStart } from "../platform/young-heap.ts";
import { listen, openWeb, refuseUsedPort, type Web } from "../web/server.ts";
import { keepHouse } from "./keep-house.ts";
import { openServer, prepare, refusePowerfulLogin, secretKey, type Server } from "./connect.ts";
import { join } from "node:path";

export interface Running {
  house: House;
  web: Web;
  port: number;
  stop(): Promise<void>;
}

export interface RunOptions {
  /** Heard between the steps of the start. */
  stop?: AbortSignal;
  fill?: (house: House, server: Server, tell: (line: string) => void) => Promise<void>;
  host?: string;
  log?: Log;
  /** Crash tests look at each statement before it is sent. */
  beforeStatement?: (text: string) => void;
}

/** Opens database, rooms and web in order; `fill` runs on the migrated database before the web opens. */
export async function run(
  config: Config,
  neighbours: (server: Server) => Promise<Neighbours>,
  report: (line: string) => void,
  {
    stop,
    fill = async () => {},
    host = "0.0.0.0",
    log = createLog(config.LOG_LEVEL),
    beforeStatement,
  }: RunOptions = {},
): Promise<Running> {
  // Each line of progress is also a place where a stop is heard.
  const tell = (line: string): void => {
    stop?.throwIfAborted();
    report(line);
  };
  await refuseUsedPort(config.PORT, host);
  const server = await openServer(config, tell);
  let house: House | undefined;
  try {
    house = openHouse({
      config,
      connection: server.app,
      dataDirectory: server.dataDirectory,
      neighbours: await neighbours(server),
      log,
      secretKey: secretKey(config, server.dataDirectory),
      clock: systemClock,
      ...(beforeStatement && { beforeStatement }),
    });
    await prepare(server, house.jobs.names, tell);
    await house.jobs.startSending();
    await fill(house, server, tell);
    stop?.throwIfAborted();
    await house.jobs.work();
    const web = await openWeb(house, config.PORT);
    forgetStart();
    const http = await listen(web, config.PORT, host);
    const address = http.address();
    const port = typeof address === "object" && address ? address.port : config.PORT;
    const keeping = keepHouse(house, web);
    const open = house;
    return {
      house,
      web,
      port,
      async stop() {
        const kept = keeping.stop();
        web.close();
        // Requests and rounds under way come to their end; idle connections go at once, others after five seconds.
        const closed = new Promise<void>((resolve) => http.close(() => resolve()));
        http.closeIdleConnections();
        await Promise.race([Promise.all([closed, kept]), wait(5000, undefined, { ref: false })]);
        http.closeAllConnections();
        await open.close().finally(() => server.stop());
      },
    };
  } catch (error) {
    await house?.close().catch(() => {});
    await server.stop();
    throw error;
  }
}

/** A production start: everything configured, no stand-in, no demo account, no user above the walls. */
export async function serve(config: Config, tell: (line: string) => void, stop: AbortSignal): Promise<Running> {
  checkProduction(config);
  return run(
    config,
    async (server) => configuredNeighbours(config, directoryStore(join(server.dataDirectory, "files"))),
    tell,
    {
      stop,
      async fill({ database }, server) {
        await refusePowerfulLogin(server);
        if (await database.withAlliance(hasDemoAccounts))
          throw new StartRefusal(
            "A production start is refused: the database holds accounts of the demo. Use another database (DATABASE_URL) or another DATA_DIR.",
          );
      },
    },
  );
}
