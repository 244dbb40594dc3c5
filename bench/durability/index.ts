/**
 * Durability (G10, fault R2): a real server is killed while people apply, pay and close; whatever was acknowledged must
 * be there afterwards, once. Random kills, and every crash point: the process dies once the n-th writes that leave
 * together have left, n = 1 … all.
 */
import { fork, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { compileService, readPackage, type CompiledService } from "@allmende/service-package";
import pg from "pg";
import { BadInput } from "../../src/cli/bad-input.ts";
import { openSession } from "../../src/domains/identity/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/db/database.ts";
import { socketOf } from "../../src/platform/db/embedded/postgres.ts";
import { newSecret } from "../../src/platform/ids.ts";
import { readFolder } from "../../src/platform/read-folder.ts";
import { root } from "../../src/platform/root.ts";
import { start as startMail } from "../../stand-ins/mail/index.ts";
import { start as startPayment } from "../../stand-ins/payment/index.ts";
import { freePort } from "../../test/free-port.ts";
import { close, fillIn, submit, type Acknowledged, type Ready } from "./acts.ts";
import { Browser } from "./browser.ts";
import { child } from "./child.ts";
import { slugs } from "./small-world.ts";
import { verify } from "./verify.ts";

/** The command: exit code 0 when nothing acknowledged was lost and nothing is double. */
export async function durability(args: string[], tell: (line: string) => void): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      cycles: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      "crash-points": { type: "boolean" },
      child: { type: "boolean" },
    },
  });
  if (values.child) await child();
  for (const name of ["cycles", "seed"] as const)
    if (!/^\d{1,9}$/.test(values[name])) throw new BadInput(`--${name} is a whole number, for instance --${name} 200.`);
  if (Number(values.cycles) === 0 && !values["crash-points"])
    throw new BadInput("With no cycle nothing is tried. Give --cycles 200, or --crash-points.");
  const wrong = await killAndVerify(
    { cycles: Number(values.cycles), seed: Number(values.seed), crashPoints: values["crash-points"] === true },
    tell,
  );
  return wrong === 0 ? 0 : 1;
}

async function killAndVerify(
  { cycles, seed, crashPoints }: { cycles: number; seed: number; crashPoints: boolean },
  tell: (line: string) => void,
): Promise<number> {
  const victim = await Victim.prepare();
  const acknowledged: Acknowledged = { submitted: new Map(), paid: new Set(), closed: new Set() };
  let wrong = 0;
  const judge = async (label: string, settled = false): Promise<void> => {
    const found = await verify(victim.owner, acknowledged, settled);
    for (const line of found) tell(`  ${label}: ${line}`);
    wrong += found.length;
  };
  try {
    if (crashPoints) {
      for (const act of acts) {
        const points = await victim.everyPoint(act, acknowledged, judge);
        tell(`${act}: died behind each of ${points} groups of writes, ${wrong} wrong`);
      }
    }
    const random = numbers(seed);
    let slowest = 0;
    for (let cycle = 1; cycle <= cycles; cycle++) {
      slowest = Math.max(slowest, await victim.killWhileBusy(200 + random() * 1800, acknowledged));
      await judge(`cycle ${cycle}`);
      if (cycle % 10 === 0)
        tell(
          `${cycle} kills (seed ${seed}): ${acknowledged.submitted.size} submitted, ${acknowledged.paid.size} paid, ${acknowledged.closed.size} closed, ${wrong} wrong, slowest start ${slowest.toFixed(1)} s`,
        );
    }
    await victim.settle(acknowledged);
    await judge("at the end", true);
    tell(`Nothing acknowledged was lost, nothing is double: ${wrong === 0 ? "yes" : `NO, ${wrong} findings`}.`);
    return wrong;
  } finally {
    await victim.bury();
  }
}

/** The same numbers for the same seed. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const acts = ["submit", "pay", "close"] as const;
type Act = (typeof acts)[number];

interface Neighbours {
  mail: Awaited<ReturnType<typeof startMail>>;
  payment: Awaited<ReturnType<typeof startPayment>>;
}

/** The server that dies again and again, and those around it that live. */
class Victim {
  readonly owner: pg.Client;
  readonly #folder: string;
  readonly #port: number;
  readonly #neighbours: Neighbours;
  readonly #services: Map<string, CompiledService>;
  readonly #staffCookie: string;
  #process: ChildProcess;

  private constructor(parts: {
    owner: pg.Client;
    folder: string;
    port: number;
    neighbours: Neighbours;
    services: Map<string, CompiledService>;
    staffCookie: string;
    process: ChildProcess;
  }) {
    this.owner = parts.owner;
    this.#folder = parts.folder;
    this.#port = parts.port;
    this.#neighbours = parts.neighbours;
    this.#services = parts.services;
    this.#staffCookie = parts.staffCookie;
    this.#process = parts.process;
  }

  static async prepare(): Promise<Victim> {
    const folder = mkdtempSync(join(process.getuid?.() === 0 ? "/var/tmp" : tmpdir(), "allmende-durability-"));
    chmodSync(folder, 0o755);
    const port = await freePort();
    const neighbours = { mail: await startMail(), payment: await startPayment() };
    const process_ = await launch(folder, port, neighbours);
    const { socket } = socketOf(folder);
    const owner = new pg.Client({ host: socket, port: 5432, user: "postgres", database: "allmende" });
    await owner.connect();
    const { rows } = await owner.query<{ id: string }>("select id from tenancy.tenants");
    const tenant = rows[0]!.id;
    const database = openDatabase(
      { host: socket, port: 5432, user: "allmende_app", database: "allmende" },
      { clock: systemClock, deliver: async () => {}, enqueue: async () => {} },
    );
    const staffCookie = newSecret();
    await database.withTenant(tenant, async (scope) => {
      const [kim] = await listStaff(scope);
      await openSession(scope, staffCookie, { kind: "staff", staffId: kim!.id, name: kim!.name });
    });
    await database.close();
    const services = new Map<string, CompiledService>();
    for (const slug of slugs) {
      const reading = readPackage(readFolder(join(root, "library", slug)));
      const compiled = reading.ok ? await compileService(reading.pkg) : undefined;
      if (compiled?.ok) services.set(slug, compiled.service);
    }
    return new Victim({ owner, folder, port, neighbours, services, staffCookie, process: process_ });
  }

  /** Lets people work, kills the server in the middle, starts it again; the answer is how long that took, in seconds. */
  async killWhileBusy(delay: number, acknowledged: Acknowledged): Promise<number> {
    const evening = new AbortController();
    const quietly = async (work: () => Promise<unknown>): Promise<void> => {
      while (!evening.signal.aborted) {
        // The line breaks in the middle of an act: what was not acknowledged may be there or not.
        await work().catch(() => wait(20));
      }
    };
    const people = [
      quietly(() => this.#applyForDog(acknowledged)),
      quietly(() => this.#applyForDog(acknowledged)),
      quietly(() => this.#payForCertificate(acknowledged)),
      quietly(() => this.#closeSomeCase(acknowledged)),
    ];
    await wait(delay);
    await this.#kill();
    evening.abort();
    await Promise.all(people);
    const began = performance.now();
    this.#process = await launch(this.#folder, this.#port, this.#neighbours);
    return (performance.now() - began) / 1000;
  }

  /** Dies behind the first, second, third … group of writes of an act, until the act gets through; then tries it again. */
  async everyPoint(act: Act, acknowledged: Acknowledged, judge: (label: string) => Promise<void>): Promise<number> {
    for (let group = 1; ; group++) {
      const attempt = await this.#prepare(act, acknowledged);
      let died = false;
      this.#process.once("exit", () => (died = true));
      this.#process.send(group);
      const finished = await attempt()
        .then(() => true)
        .catch(() => false);
      if (finished && !died) {
        this.#process.send(Number.MAX_SAFE_INTEGER);
        await judge(`${act}, not interrupted`);
        return group - 1;
      }
      await this.#kill();
      this.#process = await launch(this.#folder, this.#port, this.#neighbours);
      await attempt();
      await judge(`${act}, group ${group}`);
    }
  }

  /** Everything up to the decisive click; the answer is the click. */
  async #prepare(act: Act, acknowledged: Acknowledged): Promise<() => Promise<void>> {
    if (act === "submit") {
      const ready = await this.#fillIn("hund-anmelden", "");
      return () => submit(ready, acknowledged);
    }
    if (act === "pay") {
      const ready = await this.#fillIn("geburtsurkunde", "?ort=musterstadt");
      await submit(ready, acknowledged);
      return () => this.#pay(ready, acknowledged);
    }
    const ready = await this.#fillIn("hund-anmelden", "");
    await submit(ready, acknowledged);
    const { rows } = await this.owner.query<{ id: string }>("select id from cases.cases where application_id = $1", [
      ready.id,
    ]);
    return () => this.#close(rows[0]!.id, acknowledged);
  }

  async #applyForDog(acknowledged: Acknowledged): Promise<void> {
    await submit(await this.#fillIn("hund-anmelden", ""), acknowledged);
  }

  async #payForCertificate(acknowledged: Acknowledged): Promise<void> {
    const ready = await this.#fillIn("geburtsurkunde", "?ort=musterstadt");
    await submit(ready, acknowledged);
    await this.#pay(ready, acknowledged);
  }

  /** Pays at the provider and comes back; what the provider says is what counts, whether or not anybody comes back. */
  async #pay({ browser, id }: Ready, acknowledged: Acknowledged): Promise<void> {
    const { payment } = this.#neighbours;
    await browser.get(`/antraege/${id}/zahlung`);
    const transaction = payment.transactions().findLast((one) => one.request.redirectUrl.includes(id));
    if (!transaction) return;
    payment.pay(transaction.id);
    acknowledged.paid.add(id);
    await browser.get(`/antraege/${id}/zahlung?zurueck=1`);
  }

  async #fillIn(slug: string, query: string): Promise<Ready> {
    const service = this.#services.get(slug);
    const answers = plainAnswers(slug);
    if (!service || !answers) throw new Error(`library/${slug} has no journey without files`);
    return fillIn(new Browser(this.#port, "musterstadt.localhost"), service, answers, query);
  }

  async #close(caseId: string, acknowledged: Acknowledged): Promise<void> {
    const browser = new Browser(this.#port, "musterstadt.localhost");
    browser.setCookie("al_amt", this.#staffCookie);
    await close(browser, caseId, acknowledged, ["festsetzen", "done"]);
  }

  async #closeSomeCase(acknowledged: Acknowledged): Promise<void> {
    const { rows } = await this.owner.query<{ id: string }>(
      "select id from cases.cases where slug = 'hund-anmelden' and status = 'new' order by id desc limit 1",
    );
    if (rows[0]) await this.#close(rows[0].id, acknowledged);
    else await wait(50);
  }

  /** Gives the watching jobs time to find every payment, as they would in life. */
  async settle(acknowledged: Acknowledged): Promise<void> {
    for (let i = 0; i < 60; i++) {
      const { rows } = await this.owner.query<{ open: number }>(
        "select count(*)::int as open from payments.payments where state in ('demanded', 'started') and application_id = any($1)",
        [[...acknowledged.paid]],
      );
      if (rows[0]?.open === 0) return;
      await wait(1000);
    }
  }

  async #kill(): Promise<void> {
    const gone = new Promise<void>((resolve) =>
      this.#process.exitCode !== null || this.#process.signalCode !== null
        ? resolve()
        : this.#process.once("exit", () => resolve()),
    );
    this.#process.kill("SIGKILL");
    await gone;
  }

  async bury(): Promise<void> {
    await this.owner.end();
    const gone = new Promise<void>((resolve) => this.#process.once("exit", () => resolve()));
    this.#process.kill("SIGTERM");
    await Promise.race([gone, wait(15_000)]);
    await this.#neighbours.mail.close();
    await this.#neighbours.payment.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function launch(folder: string, port: number, { mail, payment }: Neighbours): Promise<ChildProcess> {
  const started = fork(join(root, "bin/allmende.mjs"), ["durability", "--child"], {
    env: {
      ...process.env,
      DATA_DIR: folder,
      PORT: String(port),
      PAYMENT_URL: payment.url,
      SMTP_URL: `smtp://127.0.0.1:${mail.smtpPort}`,
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await new Promise<void>((resolve, reject) => {
    started.once("message", () => resolve());
    started.once("exit", (code) => reject(new Error(`the server did not start again (${code})`)));
  });
  return started;
}

const plain = new Map<string, Record<string, never> | undefined>();

/** The answers of the package's first journey that needs no file. */
function plainAnswers(slug: string): Record<string, never> | undefined {
  if (!plain.has(slug)) {
    const reading = readPackage(readFolder(join(root, "library", slug)));
    const journey = reading.ok
      ? reading.pkg.journeys.find(
          ({ problems, answers }) => !problems && !JSON.stringify(answers).includes('"attachment"'),
        )
      : undefined;
    plain.set(slug, journey?.answers as Record<string, never> | undefined);
  }
  return plain.get(slug);
}
