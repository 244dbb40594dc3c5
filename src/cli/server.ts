import { parseArgs } from "node:util";
import { readConfig } from "../platform/config.ts";
import { openServer, prepare } from "./connect.ts";
import type { Command } from "./command.ts";
import { jobNames } from "./job-names.ts";
import { serve } from "./serve.ts";
import { hearStop, untilStopped } from "./stop-signal.ts";

export const commands: Record<string, Command> = {
  demo: {
    summary: "start the demo world: an invented district on this machine (npm start)",
    usage: "allmende demo",
    async run(args, io) {
      parseArgs({ args, options: {} });
      // Loaded here only: a production start never has the stand-ins in memory.
      const { greeting, startDemo } = await import("../../demo/start.ts");
      const config = readConfig(process.env);
      const began = performance.now();
      const stop = hearStop(io.out);
      const demo = await startDemo(config, io.out, { stop });
      for (const line of greeting(demo)) io.out(line);
      io.out(`(started in ${((performance.now() - began) / 1000).toFixed(1)} s)`);
      await untilStopped(stop);
      await demo.stop();
      return 0;
    },
  },
  start: {
    summary: "start for production; every neighbour must be configured",
    usage: "allmende start",
    async run(args, io) {
      parseArgs({ args, options: {} });
      const stop = hearStop(io.out);
      const running = await serve(readConfig(process.env), io.out, stop);
      io.out(`Allmende is running on port ${running.port}.`);
      await untilStopped(stop);
      await running.stop();
      return 0;
    },
  },
  migrate: {
    summary: "bring the database to this version",
    usage: "allmende migrate",
    async run(args, io) {
      parseArgs({ args, options: {} });
      const server = await openServer(readConfig(process.env), io.out);
      try {
        await prepare(server, jobNames(), io.out);
        io.out("The database is up to date.");
      } finally {
        await server.stop();
      }
      return 0;
    },
  },
};
