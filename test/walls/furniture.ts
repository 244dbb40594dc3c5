import { rooms } from "../../src/domains/floors.ts";
import type { SourceFiles } from "./source-files.ts";

/** What rooms lack: a room is a folder on a floor, with a door and a page that says what it is for. */
export function missingFurniture(files: SourceFiles): string[] {
  const folders = new Set([...files.keys()].flatMap((path) => /^src\/domains\/([^/]+)\//.exec(path)?.[1] ?? []));
  const known: readonly string[] = rooms;
  return [
    ...[...folders]
      .filter((room) => !known.includes(room))
      .map((room) => `src/domains/${room}: the room stands on no floor; name it in src/domains/floors.ts`),
    ...known
      .filter((room) => !folders.has(room))
      .map((room) => `src/domains/${room}: floors.ts names a room that is not there`),
    ...[...folders].flatMap((room) =>
      ["README.md", "index.ts"]
        .filter((name) => !files.has(`src/domains/${room}/${name}`))
        .map((name) => `src/domains/${room}/${name} is missing`),
    ),
  ];
}
