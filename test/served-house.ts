/** A test's house served to a real browser, with its clock: for journeys in which months go by. */
import type { Browser, Page } from "playwright-core";
import type { SessionKind } from "../src/domains/identity/index.ts";
import { listen, openWeb, type Web } from "../src/web/server.ts";
import { freePort } from "./free-port.ts";
import type { TestHouse } from "./house.ts";
import { watch } from "./journeys/look.ts";
import { signedIn } from "./visitor.ts";

export interface ServedHouse {
  web: Web;
  /** A browser window of its own, signed in at Musterstadt; the answer names the session too. */
  enter(who: {
    kind: SessionKind;
    accountId?: string;
    staffId?: string;
    name?: string;
  }): Promise<{ page: Page; sessionId: string }>;
  close(): void;
}

export async function serveHouse(t: TestHouse, browser: Browser): Promise<ServedHouse> {
  const port = await freePort();
  const web = await openWeb(t.house, port);
  const server = await listen(web, port, "127.0.0.1");
  return {
    web,
    async enter(who) {
      const { visitor, sessionId } = await signedIn(t.house, web, t.musterstadt, who);
      const context = await browser.newContext({
        locale: "de-DE",
        baseURL: `http://musterstadt.localhost:${port}`,
        viewport: { width: 1280, height: 900 },
      });
      const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value }));
      await context.addCookies(cookies.map((cookie) => ({ ...cookie, domain: "musterstadt.localhost", path: "/" })));
      watch(context, true);
      return { page: await context.newPage(), sessionId };
    },
    close() {
      web.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
