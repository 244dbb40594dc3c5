/** One demo world for a run of the journeys, on a folder and a port of its own. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { TestProject } from "vitest/node";
import { startDemo, type Demo } from "../../demo/start.ts";
import { readConfig } from "../../src/platform/config.ts";

/** Where the demo world of this run is reached. */
export interface World {
  port: number;
  mails: string;
  /** What `DATA_DIR` of a command is that joins it. */
  dataDirectory: string;
}

declare module "vitest" {
  interface ProvidedContext {
    world: World;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // PostgreSQL does not run as root; the user it runs as must be able to reach the folder.
  const folder = mkdtempSync(join(process.getuid?.() === 0 ? "/var/tmp" : tmpdir(), "allmende-journeys-"));
  chmodSync(folder, 0o755);
  const demo = await startDemo(readConfig({ PORT: "0", DATA_DIR: folder, LOG_LEVEL: "silent" }), () => {});
  const stop = async () => {
    await demo.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  if (!(await hasOffers(demo))) {
    await stop();
    throw new Error("no services appear in the demo world");
  }
  project.provide("world", { port: demo.running.port, mails: demo.standIns.mail.url, dataDirectory: folder });
  return stop;
}

/** Offers reach the portal through the queue, moments after the first start; the journeys begin when all are there. */
async function hasOffers({ running: { web, port } }: Demo): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await web.fetch(new Request(`http://musterstadt.localhost:${port}/leistungen`));
    if ((await answer.text()).split("al-offers__link").length > 3) return true;
    await wait(200);
  }
  return false;
}
