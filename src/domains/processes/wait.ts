import type { Command, DueAt } from "@allmende/bpmn";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, json, rows, sql, write } from "../../platform/db/query.ts";
import { newId } from "../../platform/ids.ts";
import { defineJob } from "../../platform/jobs.ts";

/** What a process waits for besides people. */
export interface Wait {
  instanceId: string;
  subscription: number;
  element: string;
  kind: "timer" | "message" | "signal";
  name: string;
  ringsAt: Date | null;
  expression: string | null;
}

/** A message on its way ("Nachricht" of BPMN): one receiver, by name and key. */
export interface SentMessage {
  id: string;
  name: string;
  key: string;
  variables: Record<string, never>;
}

export const timerJob = defineJob<{ instance: string; subscription: number }>("processes.timer", 100);
export const messageJob = defineJob<{ message: string }>("processes.message", 100);
export const signalJob = defineJob<{ instance: string; name: string; variables: object }>("processes.signal", 100);

const columns = sql`instance_id as "instanceId", subscription, element, kind, name, rings_at as "ringsAt", expression`;

export async function listWaits(scope: TenantScope, instanceId: string): Promise<Wait[]> {
  return rows(
    scope,
    sql<Wait>`select ${columns} from processes.waits where instance_id = ${instanceId} order by rings_at, subscription`,
  );
}

export async function findWait(
  scope: TenantScope,
  instanceId: string,
  subscription: number,
): Promise<Wait | undefined> {
  return findRow(
    scope,
    sql<Wait>`select ${columns} from processes.waits where instance_id = ${instanceId} and subscription = ${subscription}`,
  );
}

export function setTimer(
  scope: TenantScope,
  instance: string,
  { subscription, element, due }: { subscription: number; element: string; due: DueAt },
  ringsAt: Date,
): void {
  write(
    scope,
    sql`insert into processes.waits (tenant_id, instance_id, subscription, element, kind, rings_at, expression)
        values (${scope.tenant}, ${instance}, ${subscription}, ${element}, 'timer', ${ringsAt}, ${due.expression})`,
  );
  scope.enqueue(timerJob, { instance, subscription }, { at: ringsAt });
}

/** Waits for a message; one that came before and found nobody is delivered now. */
export async function awaitMessage(
  scope: TenantScope,
  instance: string,
  command: Extract<Command, { type: "await-message" }>,
): Promise<void> {
  const { subscription, element, name, key = "" } = command;
  write(
    scope,
    sql`insert into processes.waits (tenant_id, instance_id, subscription, element, kind, name, key)
        values (${scope.tenant}, ${instance}, ${subscription}, ${element}, 'message', ${name}, ${key})`,
  );
  const kept = await findRow(
    scope,
    sql<{
      id: string;
    }>`select id from processes.messages where name = ${name} and key = ${key} order by id limit 1`,
  );
  if (kept) scope.enqueue(messageJob, { message: kept.id });
}

export function awaitSignal(
  scope: TenantScope,
  instance: string,
  { subscription, element, name }: Extract<Command, { type: "await-signal" }>,
): void {
  write(
    scope,
    sql`insert into processes.waits (tenant_id, instance_id, subscription, element, kind, name)
        values (${scope.tenant}, ${instance}, ${subscription}, ${element}, 'signal', ${name})`,
  );
}

export function forgetWait(scope: TenantScope, instance: string, subscription: number): void {
  write(scope, sql`delete from processes.waits where instance_id = ${instance} and subscription = ${subscription}`);
}

/** Sends a message in a transaction of its own: two processes that write to each other never hold each other's rows. */
export function sendMessageTo(
  scope: TenantScope,
  from: string,
  { name, key = "", variables }: { name: string; key?: string; variables: object },
): void {
  const now = scope.clock.now();
  const id = newId(now);
  write(
    scope,
    sql`insert into processes.messages (tenant_id, id, instance_id, name, key, variables, sent_at)
        values (${scope.tenant}, ${id}, ${from}, ${name}, ${key}, ${json(variables)}, ${now})`,
  );
  scope.enqueue(messageJob, { message: id });
}

/** Tells all that wait for the signal when it comes, each in a transaction of its own. */
export async function throwSignal(scope: TenantScope, name: string, variables: object): Promise<void> {
  const waiting = await rows(
    scope,
    sql<{
      instance: string;
    }>`select distinct instance_id as instance from processes.waits where kind = 'signal' and name = ${name}`,
  );
  for (const { instance } of waiting) scope.enqueue(signalJob, { instance, name, variables });
}

/** The process that waits for a message, longest waiting first; undefined while nobody does, or when it was delivered. */
export async function findReceiver(scope: TenantScope, message: string): Promise<string | undefined> {
  const found = await findRow(
    scope,
    sql<{ instance: string }>`select w.instance_id as instance from processes.messages m
      join processes.waits w on w.kind = 'message' and w.name = m.name and w.key = m.key
      where m.id = ${message} order by w.instance_id, w.subscription limit 1`,
  );
  return found?.instance;
}

/** Takes a message off its way, so that it has one receiver. */
export async function takeMessage(scope: TenantScope, id: string): Promise<SentMessage | undefined> {
  return findRow(
    scope,
    sql<SentMessage>`delete from processes.messages where id = ${id} returning id, name, key, variables`,
  );
}

const keptDays = 30;

/** Messages nobody waited for in 30 days go; part of the daily upkeep. */
export async function forgetSentMessages(scope: TenantScope): Promise<void> {
  const before = new Date(scope.clock.now().getTime() - keptDays * 86_400_000);
  write(scope, sql`delete from processes.messages where sent_at < ${before}`);
}
