import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compileService, readPackage } from "@allmende/service-package";
import { readSchema } from "@allmende/xdatenfelder";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "../../platform/root.ts";
import { draftFromFim } from "./draft-from-fim.ts";
import { readOpenTasks } from "./fim/open-tasks.ts";

const shared = join(resolve(root, process.env.ALLMENDE_SHARED_DATA ?? "../shared/data"), "fim");
const schemas = ["xdf3", "xdf2"]
  .flatMap((folder) =>
    existsSync(join(shared, folder)) ? readdirSync(join(shared, folder)).map((name) => join(shared, folder, name)) : [],
  )
  .filter((path) => path.endsWith(".xml"));
// oxlint-disable-next-line no-console -- what a test run leaves out must be seen
if (schemas.length === 0)
  console.warn(
    `LEFT OUT: no FIM schemas in ${shared} (set ALLMENDE_SHARED_DATA); the drafts of real schemas were not tested`,
  );

describe.skipIf(schemas.length === 0)("real schemas", () => {
  test.each(schemas.map((path) => [path.split("/").at(-1), path] as const))(
    "%s becomes a draft that compiles, each rule a condition or an open task",
    async (_, path) => {
      const read = await readSchema(createReadStream(path));
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      const draft = draftFromFim(read.schema);
      const reading = readPackage(draft.files);
      const compilation = reading.ok ? await compileService(reading.pkg) : reading;
      expect(compilation.ok ? [] : compilation.problems).toEqual([]);
      const tasks = draft.files.get("OPEN.md") ?? "";
      expect(readOpenTasks(tasks)).toHaveLength(draft.open.length);
      for (const rule of JSON.stringify(read.schema).matchAll(/"id":"(R\d+)"/g))
        expect(tasks).toMatch(new RegExp(`^- \\[[x ]\\] regel ${rule[1]}: `, "m"));
    },
    30_000,
  );

  test("the package of the Kreis asks exactly what its schema asks, under the ids of the import", async () => {
    const file = schemas.find((path) => path.endsWith("S07000000264.xdf3.xml"));
    const read = await readSchema(createReadStream(file ?? ""));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const draft = draftFromFim(read.schema).files.get("form.yaml") ?? "";
    const kept = readFileSync(join(root, "library/jagdschein-wiedererteilung/form.yaml"), "utf8");
    expect(questions(parse(kept))).toEqual(questions(parse(draft)));
  });
});

/** Path in the schema and id of each question; what stands around the questions is the maker's own. */
function questions(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  const { id, fim, elements } = value as { id?: string; fim?: { path: string }; elements?: unknown };
  const own = id && fim && !elements ? { [fim.path]: id } : {};
  return Object.assign(own, ...Object.values(value).map(questions)) as Record<string, string>;
}
