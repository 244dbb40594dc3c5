import { setTimeout as wait } from "node:timers/promises";
import { foldTallies, readDocuments } from "../domains/cases/index.ts";
import type { House } from "../main.ts";
import { sealAudit } from "../platform/audit/chain.ts";
import { describe } from "../platform/log.ts";
import { orderUpkeep } from "../platform/upkeep.ts";
import type { Web } from "../web/server.ts";

/** What is done for every tenant every few seconds while Allmende runs. */
type Keeping = (house: House, tenant: string) => Promise<void>;

/** Seals the new audit lines, folds the tallies, orders the upkeep of each day. */
const keepBooks: Keeping = (house, tenant) =>
  house.database.withTenant(tenant, async (scope) => {
    await sealAudit(scope);
    await foldTallies(scope);
    await orderUpkeep(scope);
  });

/** Reads new documents; a PDF takes its time, so that this has rounds of its own. */
const keepDocuments: Keeping = async (house, tenant) => {
  await house.database.withTenant(tenant, (scope) => readDocuments(scope, house));
};

/** The tenants are asked for anew in each round; a stop waits for the tenant in hand and begins no other. */
export function keepHouse(
  house: House,
  web: Pick<Web, "directory">,
  { keepings = [keepBooks, keepDocuments], everyMs = 5000 }: { keepings?: Keeping[]; everyMs?: number } = {},
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const rounds = keepings.map(async (keeping) => {
    while (await pause(everyMs, stopping.signal))
      await keepEach(house, web.directory.tenants, keeping, stopping.signal);
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(rounds);
    },
  };
}

const pause = (ms: number, signal: AbortSignal): Promise<boolean> =>
  wait(ms, true, { signal, ref: false }).catch(() => false);

/** One round. What fails at one tenant is logged and keeps nobody else waiting; the next round tries it again. */
export async function keepEach(
  house: House,
  tenants: readonly { id: string }[],
  keeping: Keeping = keepBooks,
  stopped?: AbortSignal,
): Promise<void> {
  for (const { id } of tenants) {
    if (stopped?.aborted) return;
    await keeping(house, id).catch((error: unknown) =>
      house.log.warn(
        { tenant: id, error: describe(error) },
        "a tenant's trail, tallies, upkeep or documents must wait",
      ),
    );
  }
}
