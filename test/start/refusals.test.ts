/** What keeps a start: input × place × sentence. One English sentence, exit code 1, no stack trace, nothing left running. */
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { reachable } from "../../src/platform/db/embedded/binaries.ts";
import { root } from "../../src/platform/root.ts";
import { freePort } from "../free-port.ts";
import { allmende, family, folder, getPage, occupiedPort, survivors, type Person } from "./allmende.ts";
import { leftOut } from "./left-out.ts";

const isRoot = process.getuid?.() === 0;
/** Where the tests run as root, an ordinary user of this machine (PostgreSQL wants one with a name); else whoever runs them. */
const ordinary: Person | undefined = isRoot ? someUser() : undefined;
const mayEnter = !isRoot || reachable(root);
if (!mayEnter) leftOut("the start as an ordinary user", `${root} lies where only root can enter.`);

function someUser(): Person {
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  const [, , uid, gid] = users.map((line) => line.split(":")).find((parts) => Number(parts[2]) > 0) ?? [];
  return { uid: Number(uid), gid: Number(gid), home: "/var/tmp" };
}

const file = join(folder(), "a-file");
writeFileSync(file, "");
const closed = folder();
mkdirSync(join(closed, "closed"), { mode: 0o500 });

const used = await occupiedPort();
afterAll(() => used.server.close());

const field = `<x:struktur><x:anzahl>1:1</x:anzahl><x:enthaelt><x:datenfeld><x:identifikation><x:id>F99000000001</x:id><x:version>1.0.0</x:version></x:identifikation>
<x:name>Feld</x:name><x:feldart><code>input</code></x:feldart><x:datentyp><code>text</code></x:datentyp></x:datenfeld></x:enthaelt></x:struktur>`;
const smallSchema = `<?xml version="1.0" encoding="UTF-8"?>
<x:xdatenfelder.stammdatenschema.0102 xmlns:x="urn:xoev-de:fim:standard:xdatenfelder_3.0.0">
<x:header><x:nachrichtID>1</x:nachrichtID><x:erstellungszeitpunkt>2026-11-21T10:00:00Z</x:erstellungszeitpunkt></x:header>
<x:stammdatenschema><x:identifikation><x:id>S99</x:id><x:version>1.0.0</x:version></x:identifikation><x:name>Ballonstart</x:name>
<x:freigabestatus><code>6</code></x:freigabestatus><x:bezeichnung>Ballonstart</x:bezeichnung>${field}</x:stammdatenschema></x:xdatenfelder.stammdatenschema.0102>`;

type Row = { what: string; settings: Record<string, string>; sentence: string; as?: Person | undefined };

const rows: Row[] = [
  {
    what: "a port in use",
    settings: { PORT: String(used.port) },
    sentence: `Port ${used.port} is in use. Stop the other program, or choose another port: PORT=3100 npm start`,
  },
  {
    what: "a data directory that is a file",
    settings: { DATA_DIR: file },
    sentence: `${file} is a file or lies below one. Choose a folder with DATA_DIR.`,
  },
  {
    what: "a data directory below a file",
    settings: { DATA_DIR: join(file, "data") },
    sentence: `${file}/data is a file or lies below one. Choose a folder with DATA_DIR.`,
  },
  {
    what: "a data directory without the right to write",
    settings: { DATA_DIR: join(closed, "closed", "data") },
    sentence: `${closed}/closed/data cannot be written (EACCES). Give this user the right to write there, or choose another folder with DATA_DIR.`,
    as: ordinary,
  },
  {
    what: "a user without a name on this machine",
    settings: {},
    sentence:
      "PostgreSQL could not create its data in <data>/postgres: initdb: could not look up effective user ID 41234: user does not exist. " +
      "Start Allmende as a user with a name on this machine, or set DATABASE_URL.",
    as: isRoot ? { uid: 41_234, gid: 41_234, home: "/var/tmp" } : undefined,
  },
  {
    what: "a port that is no number",
    settings: { PORT: "http" },
    sentence:
      "These settings cannot be used, please correct them:\n  PORT: must be a number from 0 to 65535, for instance 3000",
  },
  {
    what: "no free port for the stand-ins",
    settings: { PORT: "65535" },
    sentence: "There is no free port above 65536. Choose another one: PORT=3100 npm start",
  },
  {
    what: "several settings at once",
    settings: { BASE_DOMAIN: "Musterstadt.de/", DATABASE_URL: "mysql://x", LOG_LEVEL: "loud", SECRET_KEY: "short" },
    sentence:
      "These settings cannot be used, please correct them:\n" +
      "  BASE_DOMAIN: must be a domain in small letters, for instance musterstadt.de\n" +
      "  DATABASE_URL: must begin with postgres://, for instance postgres://user@host:5432/allmende\n" +
      "  LOG_LEVEL: must be one of debug, info, warn, error, silent\n" +
      "  SECRET_KEY: must have at least 32 characters, for instance from: openssl rand -base64 32",
  },
  {
    what: "a database that does not answer",
    settings: { DATABASE_URL: "postgres://allmende@127.0.0.1:1/allmende" },
    sentence:
      "The PostgreSQL of DATABASE_URL does not answer (connect ECONNREFUSED 127.0.0.1:1). Start it, or correct DATABASE_URL.",
  },
];

describe("a start is refused for", () => {
  test.each(rows.filter(({ what, as }) => as || !what.startsWith("a user without")))(
    "$what",
    async ({ settings, sentence, as }) => {
      if (as && !mayEnter) return;
      const data = folder(ordinary);
      const port = String(await freePort());
      const started = allmende(["demo"], { PORT: port, DATA_DIR: data, ...settings }, as);
      const { code, err } = await started.ended;
      expect(err.trim()).toBe(sentence.replace("<data>", data));
      expect(code).toBe(1);
      expect(family(started.pid, settings.DATA_DIR ?? data)).toEqual([]);
      expect(existsSync(join(data, "allmende.lock"))).toBe(false);
    },
  );
});

describe.runIf(ordinary && mayEnter)("as an ordinary user", () => {
  const data = folder(ordinary);
  if (ordinary) chownSync(data, ordinary.uid, ordinary.gid);
  chmodSync(data, 0o700);

  test("the demo starts in a folder of the user, and stops", async () => {
    const port = await freePort();
    const demo = allmende(["demo"], { DATA_DIR: data, PORT: String(port) }, ordinary);
    await demo.says("Stop with Ctrl-C.");
    expect((await getPage(port, "musterstadt.localhost")).status).toBe(200);
    const members = family(demo.pid, data);
    demo.send("SIGINT");
    expect(await demo.ended).toMatchObject({ code: 0, err: "" });
    expect(survivors(members)).toEqual([]);
  });

  test("a folder that may not be read is told", async () => {
    const secret = folder();
    chmodSync(secret, 0o700);
    const { code, err } = await allmende(["library", "check", secret], {}, ordinary).ended;
    expect(err.trim()).toBe(`${secret} may not be read. Ask for the right to read it.`);
    expect(code).toBe(2);
  });

  test("a draft is not half written where the user may not write", async () => {
    const schema = join(folder(ordinary), "schema.xml");
    writeFileSync(schema, smallSchema);
    const out = join(folder(), "draft");
    const { code, err } = await allmende(["fim", "import", schema, "--out", out], {}, ordinary).ended;
    expect(err).toContain(`${out} cannot be written`);
    expect(err).toContain("Name a folder where you may write.");
    expect(code).toBe(2);
    expect(existsSync(out)).toBe(false);
  });

  test("and root is told that the data belongs to somebody else", async () => {
    chmodSync(data, 0o755);
    const { code, err } = await allmende(["demo"], { DATA_DIR: data, PORT: String(await freePort()) }).ended;
    expect(err.trim()).toBe(
      `The database in ${data}/postgres belongs to another user (uid ${ordinary?.uid}). Start Allmende as the user who made it, or choose another folder with DATA_DIR.`,
    );
    expect(code).toBe(1);
  });
});
