/** Ports for programs that a test or a measurement starts. */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * A port of this machine that is free, with some above it for stand-ins. Not one the system would give: those (32768 and
 * more) it gives to connections, too, and one may be taken between now and the start of the program.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 30_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
