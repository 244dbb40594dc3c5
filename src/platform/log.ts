import { pino, type Logger } from "pino";

/** Ids and codes, never personal data: pass fields of these names only. */
export type LogFields = Partial<
  Record<"tenant" | "route" | "status" | "ms" | "job" | "code" | "id" | "count" | "host" | "why" | "error", unknown>
>;

export interface Log {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export function createLog(level = "info"): Log {
  const logger: Logger = pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  );
  return logger;
}

export const silentLog: Log = { info() {}, warn() {}, error() {} };

/** An error as the log may show it: name, code and place, never values (database errors quote rows). */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "code" in error ? ` ${String(error.code)}` : "";
  const place = error.stack?.split("\n").slice(1, 4).join(" ").replaceAll(/\s+/g, " ") ?? "";
  const own = error.name === "Error" || error.name === "TypeError" ? ` ${error.message.slice(0, 200)}` : "";
  return `${error.name}${code}${own}${place}`;
}
