/** A production start: refused with anything of the demo, started with a complete configuration and real neighbours. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { FieldOf } from "@allmende/forms";
import { emptyOverlay, readPackage } from "@allmende/service-package";
import { describe, expect, test } from "vitest";
import { demoIssuer, openSession, recognise } from "../../src/domains/identity/index.ts";
import { attachFiles, startDraft } from "../../src/domains/applications/index.ts";
import { withDatabase } from "../../src/cli/connect.ts";
import { mail } from "../../src/domains/messages/index.ts";
import { adoptService, findCurrentRelease, loadPinned } from "../../src/domains/services/index.ts";
import { loadDirectory, type Tenant } from "../../src/domains/tenancy/index.ts";
import { readConfig } from "../../src/platform/config.ts";
import type { Database, TenantScope } from "../../src/platform/db/database.ts";
import { directoryStore } from "../../src/platform/files/file-store.ts";
import { rows, sql } from "../../src/platform/db/query.ts";
import { newSecret } from "../../src/platform/ids.ts";
import { readFolder } from "../../src/platform/read-folder.ts";
import { root } from "../../src/platform/root.ts";
import { freePort } from "../free-port.ts";
import { allmende, family, folder, getPage, survivors } from "./allmende.ts";
import { eicar, hasClamd, startClamd } from "./clamd.ts";
import { leftOut } from "./left-out.ts";
import { startSecureNeighbours } from "./secure-neighbours.ts";

const hasOpenssl = existsSync("/usr/bin/openssl");
if (!hasClamd) leftOut("a production start", "Install a scanner (Debian: apt-get install clamav-daemon).");
if (!hasOpenssl) leftOut("a production start", "Install openssl: it makes the certificates of this test.");

describe.runIf(hasClamd && hasOpenssl)("a production start", async () => {
  const data = folder();
  const secret = newSecret();
  const port = String(await freePort());
  const neighbours = hasOpenssl ? await startSecureNeighbours(secret) : undefined;
  const scanner = hasClamd ? await startClamd() : undefined;
  const settings: Record<string, string> = {
    DATA_DIR: data,
    PORT: port,
    BASE_DOMAIN: "kreis.example",
    SECRET_KEY: newSecret(),
    NODE_EXTRA_CA_CERTS: neighbours?.authority ?? "",
    SMTP_URL: neighbours?.smtp ?? "",
    MAIL_FROM: "Kreis <noreply@kreis.example>",
    CLAMAV_ADDRESS: scanner?.address ?? "",
    OIDC_CITIZEN_ISSUER: neighbours?.issuer ?? "",
    OIDC_CITIZEN_CLIENT_ID: "kreis",
    OIDC_CITIZEN_CLIENT_SECRET: secret,
    OIDC_STAFF_ISSUER: neighbours?.issuer ?? "",
    OIDC_STAFF_CLIENT_ID: "kreis",
    OIDC_STAFF_CLIENT_SECRET: secret,
    PAYMENT_URL: neighbours?.payment ?? "",
    PAYMENT_ORIGINATOR_ID: "kreis",
  };
  const config = readConfig({ DATA_DIR: data });
  let musterstadt: Tenant | undefined;

  test("is refused without a scanner, and names all that is missing", async () => {
    const { code, err } = await allmende(["start"], { ...settings, CLAMAV_ADDRESS: "", PAYMENT_URL: "" }).ended;
    expect(code).toBe(1);
    expect(err.trim()).toBe(
      "A production start is refused:\n" +
        "  CLAMAV_ADDRESS is missing: it scans uploads for viruses.\n" +
        "  PAYMENT_URL is missing: it takes payments.\n" +
        "Set these in the environment, or start the demo world with: npm start",
    );
    expect(existsSync(join(data, "postgres"))).toBe(false);
  });

  test("is refused while nobody is on the platform; one file loads the alliance, once", async () => {
    const contact = {
      street: "Weg 1",
      postcode: "12345",
      place: "Musterstadt",
      phone: "069 90009-0",
      email: "info@m.example",
      hours: [],
    };
    const theme = { hue: 212, chroma: 0.08, crest: "castle", contact };
    const tax = { kind: "steueramt", name: "Steueramt", contact };
    const town = {
      slug: "musterstadt",
      host: "musterstadt",
      kind: "municipality",
      name: "Stadt Musterstadt",
      shortName: "Musterstadt",
      population: 9500,
      land: "HE",
      ...theme,
      places: ["Musterstadt"],
      departments: [tax],
      staff: [{ subject: "kim", name: "Kim Muster", department: "steueramt" }],
    };
    const alliance = { slug: "lindenau", name: "Landkreis Lindenau", title: "Bürgerportal", ...theme };
    const file = join(folder(), "alliance.yaml");
    writeFileSync(file, JSON.stringify({ alliance, tenants: [town] }));
    const load = () => allmende(["tenant", "load", file], { DATA_DIR: data }).ended;
    const notLaidOut = "The database is not laid out for this version. Run: npx allmende migrate\n";
    expect(await load()).toMatchObject({ code: 1, err: notLaidOut });

    const { code, err } = await allmende(["start"], settings).ended;
    expect(err).toContain(
      "The database holds no alliance yet. Describe it in a file and run: npx allmende tenant load FILE",
    );
    expect(code).toBe(1);
    expect(await load()).toMatchObject({ code: 0, err: "" });
    const again = "The database holds an alliance already. Use another DATABASE_URL or DATA_DIR.\n";
    expect(await load()).toMatchObject({ code: 2, err: again });
    const loaded = await withDatabase(config, (database) => database.withAlliance(loadDirectory));
    musterstadt = loaded?.tenants[0];
    expect(musterstadt).toMatchObject({ slug: "musterstadt", contact });
  });

  test("is refused with an account of the demo", async () => {
    const made = await withDatabase(config, async (database) => {
      const reading = readPackage(readFolder(join(root, "library/hund-anmelden")));
      if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
      await database.withTenant(musterstadt!.id, (scope) =>
        adoptService(scope, "system", reading.pkg, emptyOverlay, "live"),
      );
      const person = { issuer: demoIssuer, subject: "petra", name: "Petra Beispiel", email: null };
      return database.withAlliance((scope) => recognise(scope, person));
    });
    const { code, err } = await allmende(["start"], settings).ended;
    expect(err.trim()).toBe(
      "A production start is refused: the database holds accounts of the demo. Use another database (DATABASE_URL) or another DATA_DIR.",
    );
    expect(code).toBe(1);
    await withDatabase(config, (database) =>
      database.withAlliance((scope) => rows(scope, sql`delete from identity.accounts where id = ${made}`)),
    );
  });

  test("with everything real serves pages, sends to the sign-in, mails by STARTTLS, and closes an infected file", async () => {
    const running = allmende(["start"], settings);
    await running.says("Allmende is running");
    expect((await getPage(Number(port), "musterstadt.kreis.example")).status).toBe(200);
    expect((await getPage(Number(port), "musterstadt.kreis.example", "/readyz")).text).toBe("ready");
    const ask = `/anmeldung?${new URLSearchParams({ art: "citizen", host: "musterstadt", path: "/", browser: "b" })}`;
    const departure = await getPage(Number(port), "konto.lindenau.kreis.example", ask);
    expect(departure.location).toContain(`${neighbours!.issuer}/auth?`);

    await withDatabase(config, async (database) => {
      const files = uploads(database);
      await files.here((scope) => mail(scope, "petra@beispiel.example", "Ihr Antrag ist eingegangen", "Guten Tag"));
      const clean = await files.add("%PDF-1.7\nharmless");
      const infected = await files.add(`%PDF-1.7\n${eicar}`);
      expect(await files.verdict(clean)).toBe("clean");
      expect(await files.verdict(infected)).toBe("infected");

      // The scanner is down (fault I11): the upload is taken, stays closed, and is scanned when the scanner is back.
      await scanner!.stop();
      const late = await files.add("%PDF-1.7\nlate");
      await wait(3000);
      expect(await files.scanOf(late)).toBe("waiting");
      await scanner!.start();
      expect(await files.verdict(late)).toBe("clean");
    });

    for (let tries = 0; neighbours!.mails.length === 0 && tries < 100; tries++) await wait(100);
    expect(neighbours!.mails[0]).toMatchObject({ secure: true });
    expect(neighbours!.mails[0]?.text).toContain("To: petra@beispiel.example");

    const members = family(running.pid, data);
    running.send("SIGTERM");
    expect((await running.ended).code).toBe(0);
    expect(survivors(members)).toEqual([]);
  });

  /** A draft that takes files, through the doors of the rooms; the running server's jobs scan them. */
  function uploads(database: Database) {
    const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
      database.withTenant(musterstadt!.id, work);
    const store = directoryStore(join(data, "files"));
    const path = "uebernahmevertrag";
    return {
      here,
      async add(text: string): Promise<string> {
        const stored = await store.put(
          musterstadt!.id,
          [Buffer.from(text)] as unknown as AsyncIterable<Uint8Array>,
          1000,
        );
        return here(async (scope) => {
          const session = await openSession(scope, newSecret(), { kind: "guest" });
          const person = { sessionId: session.id, accountId: null };
          const release = (await findCurrentRelease(scope, "hund-anmelden"))!;
          const { id } = await startDraft(scope, person, { release, language: "de" });
          const { field } = (await loadPinned(scope, release.id)).form.field(path) as { field: FieldOf<"file"> };
          const file = { path, name: "vertrag.pdf", type: "application/pdf", stored } as const;
          return (await attachFiles(scope, person, id, field, [file])).refs[0]!.attachment;
        });
      },
      async scanOf(id: string): Promise<string | undefined> {
        const query = sql<{ scan: string }>`select scan from applications.attachments where id = ${id}`;
        return (await here((scope) => rows(scope, query)))[0]?.scan;
      },
      async verdict(id: string): Promise<string | undefined> {
        for (let tries = 0; (await this.scanOf(id)) === "waiting" && tries < 300; tries++) await wait(100);
        return this.scanOf(id);
      },
    };
  }
});
