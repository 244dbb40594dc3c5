import { Stopped } from "../platform/errors.ts";

/**
 * Ctrl-C, a stop from the system or a closed terminal, heard from the first moment on, so that a start under way is
 * stopped in order too. Later signals change nothing: npm passes on a Ctrl-C that the terminal sent already.
 */
export function hearStop(tell: (line: string) => void): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) return;
      tell("\nStopping …");
      controller.abort(new Stopped());
    });
  }
  return controller.signal;
}

/** Waits until a stop is asked for. */
export async function untilStopped(stop: AbortSignal): Promise<void> {
  if (stop.aborted) return;
  await new Promise<void>((resolve) => stop.addEventListener("abort", () => resolve(), { once: true }));
}
