/** `allmende …`: parse, call one use case, print. */
import { StartRefusal, Stopped } from "../platform/errors.ts";
import { telling } from "./bad-input.ts";
import type { Command, Io } from "./command.ts";

type Load = () => Promise<{ commands: Record<string, Command> }>;

const library: Load = () => import("./library.ts");
const measure: Load = () => import("./measure.ts");
const person: Load = () => import("./person.ts");
const server: Load = () => import("./server.ts");
const tenantData: Load = () => import("./tenant-data.ts");

/** Where each command stands. Only what is called is loaded: most need not the whole house. */
const places = new Map<string, Load>([
  ["demo", server],
  ["start", server],
  ["migrate", server],
  ["library check", library],
  ["library add", library],
  ["fim import", () => import("./fim.ts")],
  ["fim codelist", () => import("./fim-codelist.ts")],
  ["fim export", () => import("./fim-export.ts")],
  ["bpmn check", () => import("./bpmn.ts")],
  ["dmn run", () => import("./dmn.ts")],
  ["process migrate", () => import("./process.ts")],
  ["tenant load", () => import("./tenant.ts")],
  ["tenant export", tenantData],
  ["tenant import", tenantData],
  ["tenant remove", tenantData],
  ["person export", person],
  ["person erase", person],
  ["prefill link", () => import("./prefill.ts")],
  ["plan import", () => import("./records.ts")],
  ["audit verify", () => import("./audit.ts")],
  ["bench", measure],
  ["durability", measure],
]);

async function load(name: string): Promise<Command> {
  const { commands } = await places.get(name)!();
  return commands[name]!;
}

/** Runs one command; the answer is the exit code. */
export async function main(
  args: string[],
  io: Io = { out: (line) => console.log(line), err: (line) => console.error(line), ask },
): Promise<number> {
  const [first = "--help", ...rest] = args;
  if (first === "--help" || first === "help" || first === "-h") {
    io.out("Allmende, the open platform for municipal services.\n\nCommands:");
    for (const name of places.keys()) io.out(`  allmende ${name.padEnd(18)} ${(await load(name)).summary}`);
    return 0;
  }
  const [longer, given] = [`${first} ${rest[0] ?? ""}`, rest.slice(1)];
  const name = places.has(longer) ? longer : first;
  if (!places.has(name)) {
    const alike = [...places.keys()].filter((key) => key.startsWith(`${first} `));
    const instead = alike.length > 0 ? `Choose one of: ${alike.join(", ")}.` : "See: npx allmende --help";
    io.err(`There is no command "${[first, ...rest.slice(0, alike.length > 0 ? 1 : 0)].join(" ")}". ${instead}`);
    return 2;
  }
  const { usage, run } = await load(name);
  try {
    return await telling(io, usage, () => run(name === longer ? given : rest, io));
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
