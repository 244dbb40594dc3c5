import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { HTTPException } from "hono/http-exception";
import { buildIndex, catalogueVersion, listOffers, type SearchIndex } from "../domains/catalogue/index.ts";
import { crestSvg, loadDirectory, type Directory } from "../domains/tenancy/index.ts";
import type { House } from "../main.ts";
import { NotFound, Refusal, StartRefusal } from "../platform/errors.ts";
import { describe } from "../platform/log.ts";
import { answerFromMemory } from "./anonymous-page.ts";
import { compressed } from "./compressed.ts";
import type { CatalogueView, WebEnvironment } from "./environment.ts";
import { errorPage } from "./error-page.tsx";
import { files } from "./files/routes.ts";
import { metrics, observe } from "./metrics.ts";
import { isLanguage, otherLanguages } from "./other-language.ts";
import { spokenFor } from "./ui/texts/index.ts";
import { alliancePortal } from "./portal/alliance-routes.tsx";
import { portal } from "./portal/routes.tsx";
import { securityHeaders } from "./security-headers.ts";
import { signIn } from "./signin/routes.tsx";
import { Addresses, siteOf, type Site } from "./site.ts";
import { assets, themeCss } from "./ui/styles.ts";
import { answerUnheard, answerUnreadable } from "./unheard-request.ts";
import { workbench } from "./workbench/routes.ts";

/** The web as one function of requests: what tests call and what the server serves. */
export interface Web {
  fetch(request: Request): Promise<Response>;
  /** Answers a page that is the same for everybody without drawing it again; false when `fetch` must. */
  answerFromMemory(request: IncomingMessage, response: ServerResponse): boolean;
  /** As it was last read: municipalities that came since the start are in it. */
  readonly directory: Directory;
  addresses: Addresses;
  /** Reads directory and catalogue again if they changed; also done every second. */
  refresh(): Promise<void>;
  close(): void;
}

export async function openWeb(house: House, port: number): Promise<Web> {
  const found = await house.database.withAlliance(loadDirectory);
  if (!found)
    throw new StartRefusal(
      "The database holds no alliance yet. Describe it in a file and run: npx allmende tenant load FILE (allmende tenant load --help shows how)",
    );
  let directory = found;
  let catalogue = await readCatalogue(house);
  const addresses = new Addresses(house.config, directory, port);

  async function refresh(): Promise<void> {
    const version = await house.database.withAlliance(catalogueVersion);
    if (version === catalogue.version) return;
    catalogue = await readCatalogue(house);
    directory = (await house.database.withAlliance(loadDirectory)) ?? directory;
  }
  const timer = setInterval(() => {
    refresh().catch((error: unknown) => house.log.warn({ error: describe(error) }, "catalogue could not be read"));
  }, 1000);
  timer.unref();

  const app = createApp();
  return {
    async fetch(request) {
      const site = siteOf(request.headers.get("host") ?? new URL(request.url).host, house.config, directory);
      const language = "de";
      const reading = "de";
      return app.fetch(request, { house, site: site as Site, addresses, catalogue, language, reading });
    },
    answerFromMemory: (request, response) =>
      answerFromMemory(request, response, {
        version: catalogue.version,
        now: house.clock.now(),
        secure: addresses.secure,
      }),
    get directory() {
      return directory;
    },
    addresses,
    refresh,
    close: () => clearInterval(timer),
  };
}

async function readCatalogue(house: House): Promise<CatalogueView> {
  const { version, offers } = await house.database.withAlliance(async (scope) => ({
    version: await catalogueVersion(scope),
    offers: await listOffers(scope),
  }));
  const byTenant = new Map<string, SearchIndex>();
  return {
    version,
    offers,
    index: buildIndex(offers),
    indexOf(tenantId) {
      let index = byTenant.get(tenantId);
      if (!index) byTenant.set(tenantId, (index = buildIndex(offers.filter((offer) => offer.tenantId === tenantId))));
      return index;
    },
  };
}

/** Our faces by host; staff work at /amt of a portal's host. */
export const faces = { portal, workbench, alliance: alliancePortal, "sign-in": signIn, files };

function createApp(): Hono<WebEnvironment> {
  const app = new Hono<WebEnvironment>();
  app.use(observe);
  app.use(securityHeaders);
  app.use(compressed);
  app.use(otherLanguages);

  // For machines on this computer, whatever the host.
  app.get("/healthz", (c) => c.text("ok"));
  app.get("/readyz", async (c) => {
    await c.env.house.database.ping();
    return c.text("ready");
  });
  app.get("/metrics", async (c) => c.text(await metrics(), 200, { "content-type": "text/plain; version=0.0.4" }));
  app.get("/assets/:name", (c) => {
    const asset = assets.get(c.req.path);
    if (!asset) return c.text("not found", 404);
    return c.body(new Uint8Array(asset.body), 200, {
      "content-type": asset.type,
      "cache-control": "public, max-age=31536000, immutable",
    });
  });

  // A host that is not ours gets no page of anybody (fault T5).
  app.use(async (c, next) => {
    if (!c.env.site)
      return c.text(
        `Unter dieser Adresse gibt es kein Portal. Alle Portale finden Sie hier: ${c.env.addresses.alliance}`,
        421,
      );
    const chosen = getCookie(c, "al_sprache") ?? "de";
    c.env.language = spokenFor(chosen);
    c.env.reading = isLanguage(chosen) ? chosen : "de";
    return next();
  });
  app.get("/wappen.svg", (c) =>
    c.body(crestSvg(themeOf(c.env.site).crest), 200, {
      "content-type": "image/svg+xml",
      "cache-control": "public, max-age=3600",
    }),
  );
  app.get("/:theme{thema-[0-9.]+-[0-9.]+\\.css}", (c) =>
    c.body(themeCss(themeOf(c.env.site)), 200, {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=86400",
    }),
  );

  app.all("*", (c) => {
    const staff = c.env.site.kind === "portal" && /^\/amt(\/|$)/.test(c.req.path);
    return faces[staff ? "workbench" : c.env.site.kind].fetch(c.req.raw, c.env);
  });
  for (const face of [app, ...Object.values(faces)]) {
    face.notFound((c) => errorPage(c, undefined, 404));
    face.onError((error, c) => {
      const status = statusOf(error);
      if (status === 500) c.env.house.log.error({ route: c.req.routePath, error: describe(error) }, "request failed");
      return errorPage(c, error, status);
    });
  }
  return app;
}

const themeOf = (site: Site) => (site.kind === "portal" ? site.tenant : site.directory.alliance);

function statusOf(error: unknown): number {
  if (error instanceof HTTPException) return error.status;
  if (error instanceof NotFound) return 404;
  if (error instanceof Refusal)
    return error.code === "services.not_offered" ? 410 : error.code.endsWith("key_reused") ? 422 : 409;
  // A malformed id in an address is an unknown id, and no row has a NUL in it.
  if (error instanceof Error && "code" in error && (error.code === "22P02" || error.code === "22021")) return 404;
  return 500;
}

/** Bytes of all header lines together; a browser with our cookies sends two thousand. */
const largestHead = 16_384;

/** Serves the web; the answer is the server, listening. */
export async function listen(web: Web, port: number, host: string): Promise<Server> {
  const { secure } = web.addresses;
  const byTheLongWay = getRequestListener((request) => web.fetch(request), {
    errorHandler: (error) => answerUnreadable(error, secure),
  });
  const server = createServer({ maxHeaderSize: largestHead, requireHostHeader: false }, (request, response) => {
    if (!web.answerFromMemory(request, response)) void byTheLongWay(request, response);
  });
  server.headersTimeout = 20_000;
  server.requestTimeout = 120_000;
  server.maxHeadersCount = 100;
  answerUnheard(server, secure);
  await bind(server, port, host);
  return server;
}

/** Asked before anything is opened, so that a port in use costs nothing. */
export async function refuseUsedPort(port: number, host: string): Promise<void> {
  const probe = createServer();
  await bind(probe, port, host);
  await new Promise((done) => probe.close(done));
}

async function bind(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const other = "choose another port: PORT=3100 npm start";
      if (error.code === "EADDRINUSE")
        reject(new StartRefusal(`Port ${port} is in use. Stop the other program, or ${other}`));
      else if (error.code === "EACCES")
        reject(new StartRefusal(`This user may not open port ${port}. Give it the right, or ${other}`));
      else reject(error);
    });
    server.listen(port, host, resolve);
  });
}
