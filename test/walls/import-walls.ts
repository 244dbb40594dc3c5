import type { Import } from "./imports.ts";
import { placeOf, type Place } from "./place.ts";
import { isTest } from "./source-files.ts";

/** Which packages a package may use. One that is not named here is a standard's own: it knows no engine but feel. */
const packageMayUse: Record<string, readonly string[]> = {
  feel: [],
  kern: [],
  deadlines: [],
  dmn: ["feel"],
  bpmn: ["feel"],
  forms: ["feel", "kern"],
  "service-package": ["feel", "kern", "dmn", "bpmn", "forms", "deadlines"],
};
const standardMayUse = ["feel"] as const;

/** Which parts of `src` each part may name; rooms, packages and stand-ins are judged below. */
const partMayUse: Record<string, readonly Place["kind"][]> = {
  platform: ["platform"],
  room: ["platform"],
  adapters: ["platform", "adapters"],
  web: ["platform", "web"],
  api: ["platform", "api"],
  main: ["platform", "adapters", "web", "api", "floors"],
  cli: ["platform", "adapters", "web", "api", "floors", "main", "cli"],
  "demo-start": ["platform", "adapters", "web", "api", "floors", "main", "cli", "demo-start"],
};
const entersRooms: readonly Place["kind"][] = ["room", "adapters", "web", "api", "main", "cli", "demo-start"];

/** Why an import goes through a wall, or undefined when it does not. */
export function wallThrough({ from, to, typeOnly, later }: Import): string | undefined {
  const [here, there] = [placeOf(from), placeOf(to)];
  if (there.kind === "package") return intoPackage(here, there);
  if (here.kind === "package") return "packages know nothing of the house";
  if (there.kind === "room") return intoRoom(here, there, from);
  // A test may open the whole house and its stand-ins; the doors above hold for it too.
  if (isTest(from) || here.kind === "outside") return undefined;
  if (there.kind === "stand-ins") {
    return here.kind === "stand-ins" || here.kind === "demo-start"
      ? undefined
      : "stand-ins are started by the demo and by tests only";
  }
  if (here.kind === "stand-ins") return there.kind === "platform" ? undefined : "stand-ins know nothing of the house";
  // What is open while Allmende runs is a type of main.ts; nobody but the start may run it.
  if (there.kind === "main" && typeOnly && (here.kind === "web" || here.kind === "api")) return undefined;
  // The command line reaches the demo by a later import only, so a production start never loads its stand-ins.
  if (here.kind === "cli" && there.kind === "demo-start" && (later || typeOnly)) return undefined;
  return partMayUse[here.kind]?.includes(there.kind) ? undefined : `${here.kind} must not know ${there.kind}`;
}

function intoPackage(here: Place, there: Place & { kind: "package" }): string | undefined {
  if (here.kind !== "package")
    return there.door ? undefined : `${there.name} is used through its door: @allmende/${there.name}`;
  if (here.name === there.name) return undefined;
  if (!there.door) return `${there.name} is used through its door: @allmende/${there.name}`;
  const allowed = packageMayUse[here.name] ?? standardMayUse;
  return allowed.includes(there.name) ? undefined : `the package ${here.name} must not know ${there.name}`;
}

function intoRoom(here: Place, there: Place & { kind: "room" }, from: string): string | undefined {
  if (there.floor < 0) return `the room ${there.name} stands on no floor; name it in src/domains/floors.ts`;
  if (here.kind === "room" && here.name === there.name) return undefined;
  if (!there.door) return `the room ${there.name} is entered through its door, index.ts`;
  if (isTest(from) || here.kind === "outside") return undefined;
  if (!entersRooms.includes(here.kind)) return `${here.kind} knows no room`;
  if (here.kind !== "room") return undefined;
  if (there.floor > here.floor) return `${there.name} stands on a higher floor than ${here.name}`;
  return there.floor === here.floor ? `${there.name} stands on the same floor as ${here.name}` : undefined;
}

/** All imports through walls, as "file:line → file: why". */
export function importsThroughWalls(imports: readonly Import[]): string[] {
  return imports.flatMap((one) => {
    const why = wallThrough(one);
    return why ? [`${one.from}:${one.line} → ${one.to}: ${why}`] : [];
  });
}
