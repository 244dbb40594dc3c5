/** The demo: stand-ins instead of the world's edge, an invented district, everything on this machine. */
import { createServer } from "node:net";
import { start as startMail } from "../stand-ins/mail/index.ts";
import { start as startOidc } from "../stand-ins/oidc/index.ts";
import { start as startPayment } from "../stand-ins/payment/index.ts";
import { oidcProvider } from "../src/adapters/oidc/oidc-client.ts";
import { smtpSender } from "../src/adapters/smtp/smtp-sender.ts";
import { xbezahldiensteProvider } from "../src/adapters/xbezahldienste/provider.ts";
import type { Server } from "../src/cli/connect.ts";
import { run, type Running } from "../src/cli/serve.ts";
import { openHouse, type Neighbours } from "../src/main.ts";
import { demoIssuer } from "../src/domains/identity/index.ts";
import { loadDirectory } from "../src/domains/tenancy/index.ts";
import type { Config } from "../src/platform/config.ts";
import { StartRefusal } from "../src/platform/errors.ts";
import { newSecret } from "../src/platform/ids.ts";
import { createLog, type Log } from "../src/platform/log.ts";
import { clearHalfLoaded, loadMarked } from "./half-loaded.ts";
import { seed } from "./seed.ts";
import { allianceSlug, demoPeople } from "./world.ts";

export interface Demo {
  running: Running;
  standIns: StandIns;
  stop(): Promise<void>;
}

export interface StandIns {
  mail: Awaited<ReturnType<typeof startMail>>;
  oidc: Awaited<ReturnType<typeof startOidc>>;
  payment: Awaited<ReturnType<typeof startPayment>>;
}

export async function startDemo(
  given: Config,
  tell: (line: string) => void,
  {
    stop,
    log = createLog(given.LOG_LEVEL === "info" ? "warn" : given.LOG_LEVEL),
  }: { stop?: AbortSignal; log?: Log } = {},
): Promise<Demo> {
  const port = given.PORT === 0 ? await freePort(20_000 + Math.floor(Math.random() * 20_000)) : given.PORT;
  const config: Config = { ...given, PORT: port };
  let standIns: StandIns | undefined;
  const neighbours = async (server: Server): Promise<Neighbours> => {
    await clearHalfLoaded(server, tell);
    standIns = await startStandIns(config);
    return neighboursOf(standIns, config);
  };
  try {
    const running = await run(config, neighbours, tell, {
      host: "127.0.0.1",
      log,
      ...(stop && { stop }),
      fill: async (house, server, report) => {
        const at = (clock: Parameters<Parameters<typeof seed>[1]>[0]) =>
          openHouse({
            config,
            connection: server.app,
            dataDirectory: server.dataDirectory,
            neighbours: house,
            log,
            secretKey: house.secretKey,
            clock,
          });
        if (await house.database.withAlliance(loadDirectory)) return;
        await loadMarked(server, () =>
          seed(house, at, (transaction) => void standIns?.payment.pay(transaction), report),
        );
      },
    });
    const open = standIns!;
    return {
      running,
      standIns: open,
      async stop() {
        await running.stop();
        await stopStandIns(open);
      },
    };
  } catch (error) {
    if (standIns) await stopStandIns(standIns);
    throw error;
  }
}

/** Secrets are drawn at each start: nothing about the demo is fixed but its people. */
let clients: { citizen: string; staff: string } | undefined;

async function startStandIns(config: Config): Promise<StandIns> {
  clients = { citizen: newSecret(), staff: newSecret() };
  const back = `http://konto.${allianceSlug}.${config.BASE_DOMAIN}:${config.PORT}/anmeldung/zurueck`;
  const mail = await startMail({ port: await freePort(config.PORT + 1) });
  const oidc = await startOidc({
    port: await freePort(mail.port + 1),
    people: demoPeople,
    clients: [
      { clientId: "buergerportal", clientSecret: clients.citizen, redirectUris: [back], kind: "citizen" },
      { clientId: "arbeitsplatz", clientSecret: clients.staff, redirectUris: [back], kind: "staff" },
    ],
  });
  const payment = await startPayment({ port: await freePort(oidc.port + 1) });
  return { mail, oidc, payment };
}

function neighboursOf({ mail, oidc, payment }: StandIns, config: Config): Neighbours {
  return {
    mails: smtpSender(`smtp://127.0.0.1:${mail.smtpPort}`, config.MAIL_FROM),
    payments: xbezahldiensteProvider({ url: payment.url, originatorId: "allmende", endPointId: "lindenau" }),
    citizens: oidcProvider({
      issuer: oidc.url,
      clientId: "buergerportal",
      clientSecret: clients!.citizen,
      knownAs: demoIssuer,
    }),
    staff: oidcProvider({
      issuer: oidc.url,
      clientId: "arbeitsplatz",
      clientSecret: clients!.staff,
      knownAs: demoIssuer,
    }),
    scanner: undefined,
  };
}

async function stopStandIns({ mail, oidc, payment }: StandIns): Promise<void> {
  await Promise.all([mail.close(), oidc.close(), payment.close()]);
}

/** The first free port from a number on. */
async function freePort(from: number): Promise<number> {
  for (let port = from; port < Math.min(from + 200, 65_536); port++) {
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new StartRefusal(`There is no free port above ${from}. Choose another one: PORT=3100 npm start`);
}

/** The last lines of a start: where to go, as whom, how to stop. */
export function greeting({ running, standIns }: Demo): string[] {
  const { addresses, directory } = running.web;
  const staff = demoPeople.filter(
    (person) => person.kind === "staff" && ["musterstadt", "beispielheim", "kreis"].includes(person.tenant ?? ""),
  );
  return [
    "",
    "Allmende is running.",
    "",
    `  ${`Portal of all ${directory.tenants.length}`.padEnd(26)} ${addresses.alliance}`,
    ...directory.tenants.map((tenant) => `  ${tenant.name.padEnd(26)} ${addresses.of(tenant.host)}`),
    "",
    `  Caseworkers (each tenant)   ${addresses.of("musterstadt")}/amt`,
    `  Mails                       ${standIns.mail.url}`,
    `  Payment stand-in            ${standIns.payment.url}`,
    `  Sign-in stand-in            ${standIns.oidc.url}`,
    "",
    "  Demo sign-ins (choose a name, no password):",
    `    citizens     ${demoPeople
      .filter((person) => person.kind === "citizen")
      .map((person) => person.name)
      .join(", ")}`,
    ...staff.map((person) => `    ${(person.tenant ?? "").padEnd(12)} ${person.name} (${person.department})`),
    "",
    "Stop with Ctrl-C.",
  ];
}
