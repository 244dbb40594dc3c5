import type { MiddlewareHandler } from "hono";
import { collectDefaultMetrics, Counter, Histogram, register } from "prom-client";
import type { WebEnvironment } from "./environment.ts";

const requests = new Counter({
  name: "allmende_requests_total",
  help: "Answered requests",
  labelNames: ["kind", "status"],
});
const seconds = new Histogram({
  name: "allmende_request_seconds",
  help: "Time to answer",
  labelNames: ["kind"],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
});
let collecting = false;

/** Counts and times each request, by kind of host and class of status: no paths, no people. */
export const observe: MiddlewareHandler<WebEnvironment> = async (c, next) => {
  const began = performance.now();
  await next();
  count(c.env.site?.kind ?? "none", c.res.status, began);
};

export function count(kind: string, status: number, began: number): void {
  requests.inc({ kind, status: `${Math.floor(status / 100)}xx` });
  seconds.observe({ kind }, (performance.now() - began) / 1000);
}

/** The text Prometheus reads. */
export async function metrics(): Promise<string> {
  if (!collecting) collectDefaultMetrics();
  collecting = true;
  return register.metrics();
}
