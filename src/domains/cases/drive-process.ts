/** What the queue brings to a running process: an hour, a message, a signal, another try. Each is harmless when it comes late. */
import type { TenantScope } from "../../platform/db/database.ts";
import {
  findReceiver,
  receiveMessage,
  receiveSignal,
  retryStep,
  ringTimer,
  type Conductor,
} from "../processes/index.ts";
import { loadPinned } from "../services/index.ts";
import type { Case } from "./case.ts";
import { conductorOf, stopIfClosed } from "./conduct.ts";
import { isDeemedGranted } from "./deemed-approval.ts";
import { enterIfThere } from "./enter-case.ts";

export async function onTimer(
  scope: TenantScope,
  { instance, subscription }: { instance: string; subscription: number },
): Promise<void> {
  await drive(scope, instance, (conductor) => ringTimer(scope, instance, subscription, conductor));
}

export async function onMessage(scope: TenantScope, { message }: { message: string }): Promise<void> {
  const instance = await findReceiver(scope, message);
  if (instance) await drive(scope, instance, (conductor) => receiveMessage(scope, instance, message, conductor));
}

export async function onSignal(
  scope: TenantScope,
  { instance, name, variables }: { instance: string; name: string; variables: object },
): Promise<void> {
  const signal = { name, variables: variables as never };
  await drive(scope, instance, (conductor) => receiveSignal(scope, instance, signal, conductor));
}

export async function onStep(
  scope: TenantScope,
  { instance, token }: { instance: string; token: number },
): Promise<void> {
  await drive(scope, instance, (conductor) => retryStep(scope, instance, token, conductor));
}

async function drive(
  scope: TenantScope,
  id: string,
  act: (conductor: Conductor, found: Case) => Promise<unknown>,
): Promise<void> {
  const found = await enterIfThere(scope, id);
  if (!found || found.status === "closed" || isDeemedGranted(scope, found)) return;
  const service = await loadPinned(scope, found.releaseId);
  const conductor = await conductorOf(scope, found, service, "system");
  await act(conductor, found);
  await stopIfClosed(scope, id, conductor, "system");
}
