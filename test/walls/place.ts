import { floors } from "../../src/domains/floors.ts";

/** Where a file stands in the house. */
export type Place =
  | { kind: "package"; name: string; door: boolean }
  | { kind: "room"; name: string; floor: number; door: boolean }
  | {
      kind:
        | "platform"
        | "adapters"
        | "web"
        | "api"
        | "cli"
        | "demo-start"
        | "main"
        | "floors"
        | "stand-ins"
        | "outside";
    };

export function placeOf(path: string): Place {
  const [top, second = "", third = "", ...rest] = path.split("/");
  if (top === "packages")
    return { kind: "package", name: second, door: third === "src" && rest.join("/") === "index.ts" };
  if (top === "stand-ins") return { kind: "stand-ins" };
  // Demo and benches bring their own neighbours along.
  if (top === "demo" || top === "bench") return { kind: "demo-start" };
  if (top !== "src") return { kind: "outside" };
  if (second === "main.ts") return { kind: "main" };
  if (second === "domains") {
    if (third === "floors.ts") return { kind: "floors" };
    const floor = floors.findIndex((names) => (names as readonly string[]).includes(third));
    return { kind: "room", name: third, floor, door: rest.join("/") === "index.ts" };
  }
  if (second === "cli") return { kind: /^demo\b/.test(third) ? "demo-start" : "cli" };
  if (second === "platform" || second === "adapters" || second === "web" || second === "api") return { kind: second };
  throw new Error(`${path} stands in no part of the house that the walls know; name it in test/walls/place.ts`);
}
