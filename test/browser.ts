/** Finds a Chromium and starts it: the system's if there is one, else the one that npm carries. */
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const ofTheSystem = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Nothing but our own pages is to be fetched, and names below localhost are this machine everywhere. */
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP *.localhost 127.0.0.1",
];

/**
 * A running browser, or undefined where none starts: then it says so loudly, and with CI=true it throws, because a
 * build that leaves the journeys out must not look like one that passed them.
 */
export async function openBrowser(): Promise<Browser | undefined> {
  try {
    const { executablePath, args } = await findChromium();
    return await chromium.launch({ executablePath, args: [...args, ...flags] });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    if (process.env.CI === "true")
      throw new Error(`no browser starts here, so no journey ran: ${reason}`, { cause: error });
    console.warn(
      `\n!!! LEFT OUT: all journeys. No Chromium starts on this machine (${reason}).\n` +
        "!!! Install one (Debian: apt-get install chromium) and run the tests again.\n",
    );
    return undefined;
  }
}

async function findChromium(): Promise<{ executablePath: string; args: string[] }> {
  const system = ofTheSystem.find((path) => existsSync(path));
  if (system) return { executablePath: system, args: [] };
  const { default: carried } = await import("@sparticuz/chromium");
  return { executablePath: await carried.executablePath(), args: carried.args };
}
