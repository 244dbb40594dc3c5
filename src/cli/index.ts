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
  const [first = "", ...rest] = args.filter((word, at) => !isHelp(word, at));
  const longer = `${first} ${rest[0] ?? ""}`;
  const name = places.has(longer) ? longer : first;
  const alike = [...places.keys()].filter((key) => first === "" || key.startsWith(`${first} `));
  if (args.length === 0 || args.some(isHelp)) {
    if (places.has(name)) return explain(name, io);
    if (alike.length > 0) return list(alike, io);
  }
  if (!places.has(name)) {
    const instead = alike.length > 0 ? `Choose one of: ${alike.join(", ")}.` : "See: npx allmende --help";
    io.err(`There is no command "${[first, ...rest.slice(0, alike.length > 0 ? 1 : 0)].join(" ")}". ${instead}`);
    return 2;
  }
  const { usage, run } = await load(name);
  try {
    return await telling(io, usage, () => run(name === longer ? rest.slice(1) : rest, io));
  } catch (error) {
    if (error instanceof Stopped) return 0;
    if (error instanceof StartRefusal) {
      io.err(error.message);
      return 1;
    }
    throw error;
  }
}

const isHelp = (word: string, at: number): boolean =>
  word === "--help" || word === "-h" || (word === "help" && at === 0);

async function list(names: readonly string[], io: Io): Promise<number> {
  io.out("Allmende, the open platform for municipal services.\n\nCommands:");
  for (const name of names) io.out(`  allmende ${name.padEnd(18)} ${(await load(name)).summary}`);
  return 0;
}

async function explain(name: string, io: Io): Promise<number> {
  const { summary, usage, help } = await load(name);
  io.out(`${usage}\n\n${summary}`);
  if (help) io.out(`\n${help}`);
  return 0;
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) return "";
  const { createInterface } = await import("node:readline/promises");
  const keyboard = createInterface({ input: process.stdin, output: process.stdout });
  return keyboard.question(question).finally(() => keyboard.close());
}
