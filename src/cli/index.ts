/** `allmende …`: parse, call one use case, print. */
import { parseArgs } from "node:util";
import { readConfig } from "../platform/config.ts";
import { StartRefusal, Stopped } from "../platform/errors.ts";
import { telling } from "./bad-input.ts";
import { openServer, prepare } from "./connect.ts";
import { jobNames } from "./job-names.ts";
import { serve } from "./serve.ts";
import { hearStop, untilStopped } from "./stop-signal.ts";

export interface Command {
  summary: string;
  usage: string;
  run(args: string[], io: Io): Promise<number>;
}

export interface Io {
  out(line: string): void;
  err(line: string): void;
  /** What the person at the keyboard answers; "" where nobody sits. */
  ask?(question: string): Promise<string>;
}

const commands: Record<string, Command> = {
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
  durability: {
    summary: "kill the server while people apply, pay and close; nothing acknowledged may be lost",
    usage: "allmende durability [--cycles 200] [--seed 1] [--crash-points]",
    async run(args, io) {
      const { durability } = await import("../../bench/durability/index.ts");
      return durability(args, io.out);
    },
  },
  bench: {
    summary: "measure pages, submissions and the start against the least code that does the same",
    usage: "allmende bench [--only g2,g3,g4,g8] [--rounds 5] [--peers DIR]",
    async run(args, io) {
      const { bench } = await import("../../bench/index.ts");
      return bench(args, io.out);
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

/** Runs one command; the answer is the exit code. */
export async function main(
  args: string[],
  io: Io = { out: (line) => console.log(line), err: (line) => console.error(line), ask },
): Promise<number> {
  const [name = "--help", ...rest] = args;
  const all = { ...commands, ...(await otherCommands()) };
  if (name === "--help" || name === "help" || name === "-h") {
    io.out("Allmende, the open platform for municipal services.\n\nCommands:");
    for (const [key, { summary }] of Object.entries(all)) io.out(`  allmende ${key.padEnd(18)} ${summary}`);
    return 0;
  }
  const found = all[`${name} ${rest[0] ?? ""}`] ?? all[name];
  if (!found) {
    const alike = Object.keys(all).filter((key) => key.startsWith(`${name} `));
    const instead = alike.length > 0 ? `Choose one of: ${alike.join(", ")}.` : "See: npx allmende --help";
    io.err(`There is no command "${[name, ...rest.slice(0, alike.length > 0 ? 1 : 0)].join(" ")}". ${instead}`);
    return 2;
  }
  try {
    const given = all[`${name} ${rest[0] ?? ""}`] ? rest.slice(1) : rest;
    return await telling(io, found.usage, () => found.run(given, io));
  } catch (error) {
    if (error instanceof Stopped) return 0;
    if (error instanceof StartRefusal) {
      io.err(error.message);
      return 1;
    }
    throw error;
  }
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) return "";
  const { createInterface } = await import("node:readline/promises");
  const keyboard = createInterface({ input: process.stdin, output: process.stdout });
  return keyboard.question(question).finally(() => keyboard.close());
}

/** Commands that stand in files of their own. */
async function otherCommands(): Promise<Record<string, Command>> {
  const parts = await Promise.all([
    import("./fim.ts"),
    import("./fim-codelist.ts"),
    import("./fim-export.ts"),
    import("./library.ts"),
    import("./process.ts"),
    import("./bpmn.ts"),
    import("./dmn.ts"),
    import("./tenant.ts"),
    import("./tenant-data.ts"),
    import("./person.ts"),
    import("./prefill.ts"),
    import("./audit.ts"),
    import("./records.ts"),
  ]);
  return Object.assign({}, ...parts.map(({ commands }) => commands)) as Record<string, Command>;
}
