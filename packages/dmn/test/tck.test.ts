import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { judgeTckLevel } from "./judge-tck.ts";
import { decision, definitions, literal } from "./samples.ts";

const root = resolve(import.meta.dirname, "../../..");
const shared = resolve(root, process.env["ALLMENDE_SHARED_DATA"] ?? "../shared/data");
const tck = join(shared, "dmn-tck");
const LEVELS = [
  { level: "compliance-level-2", atLeast: 1 },
  { level: "compliance-level-3", atLeast: 0.95 },
] as const;

describe("the technology compatibility kit of DMN", () => {
  if (!existsSync(tck)) {
    // oxlint-disable-next-line no-console -- a judge that is away must not look like a judge that agrees
    console.warn(`LEFT OUT: the DMN TCK is not there (${tck}); set ALLMENDE_SHARED_DATA to a folder with dmn-tck.`);
  }

  test.skipIf(!existsSync(tck)).each(LEVELS)("is passed on $level", async ({ level, atLeast }) => {
    const scores = await judgeTckLevel(join(tck, level));
    const all = scores.reduce((sum, score) => sum + score.all, 0);
    const failures = scores.flatMap((score) => score.failures);
    // oxlint-disable-next-line no-console -- the score is what one runs this for
    console.info(`DMN TCK ${level}: ${all - failures.length} of ${all}`);
    expect(1 - failures.length / all >= atLeast ? [] : failures).toEqual([]);
  });
});

describe("the judge", () => {
  const testCases = `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    ${[2, 3].map((value) => `<testCase id="${value}"><resultNode name="sum"><expected><value xsi:type="decimal">${value}</value></expected></resultNode></testCase>`).join("")}
  </testCases>`;

  test("counts what is right, says what is wrong, and takes an empty or unreadable folder for a failure", async () => {
    const level = mkdtempSync(join(tmpdir(), "tck-"));
    const sum = { right: decision("sum", literal("1 + 1")), broken: decision("sum", literal("1 +")) };
    for (const [folder, logic] of Object.entries(sum)) {
      mkdirSync(join(level, folder));
      writeFileSync(join(level, folder, "sum.dmn"), definitions(logic));
      writeFileSync(join(level, folder, "sum-test.xml"), testCases);
    }
    mkdirSync(join(level, "empty"));
    const [broken, empty, right] = await judgeTckLevel(level);
    rmSync(level, { recursive: true });
    expect(right).toEqual({ folder: "right", all: 2, failures: ["sum-test.xml 3 sum: 2 instead of 3"] });
    expect(broken).toMatchObject({ all: 2, failures: { length: 2 } });
    expect(empty).toMatchObject({ all: 1, failures: { length: 1 } });
  });
});
