/** `DATABASE_URL`: a PostgreSQL of the operator's, 15 or later, with the rights it has. */
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { freePort } from "../free-port.ts";
import { allmende, family, folder, getPage } from "./allmende.ts";
import { hasPostgres15, startPostgres15 } from "./debian-postgres.ts";
import { leftOut } from "./left-out.ts";

if (!hasPostgres15)
  leftOut(
    "a PostgreSQL 15 of one's own",
    "Install it (Debian: apt-get install postgresql-15) and run the tests again.",
  );

describe.runIf(hasPostgres15)("a PostgreSQL 15 of one's own", async () => {
  const postgres = hasPostgres15 ? await startPostgres15() : undefined;
  const url = (...parts: [string, string, string?]): string => postgres!.url(...parts);
  const migrate = (settings: Record<string, string>) =>
    allmende(["migrate"], { DATA_DIR: folder(), ...settings }).ended;

  test("serves the demo; nothing embedded is started", async () => {
    await postgres!.run("create database allmende");
    const data = folder();
    const port = await freePort();
    const settings = { DATA_DIR: data, PORT: String(port), DATABASE_URL: url("postgres", "allmende", "superword") };
    const demo = allmende(["demo"], settings);
    await demo.says("Stop with Ctrl-C.");
    expect((await getPage(port, "musterstadt.localhost")).status).toBe(200);
    expect(existsSync(join(data, "postgres"))).toBe(false);
    expect(family(demo.pid, data).filter(({ command }) => command.includes(`${data}/postgres`))).toEqual([]);
    demo.send("SIGINT");
    expect(await demo.ended).toMatchObject({ code: 0, err: "" });
    expect(await migrate(settings)).toMatchObject({ code: 0, err: "" });
  });

  test("is laid out by an owner who is no superuser, as the sentence advises, and used by the role of the application", async () => {
    await postgres!.run("create role owner login password 'ownerword'");
    await postgres!.run("create database walled owner owner");
    await postgres!.run("alter role allmende_app login password 'allmende_appword'");
    await postgres!.run("grant allmende_app to owner");
    const settings = { DATABASE_OWNER_URL: url("owner", "walled"), DATABASE_URL: url("allmende_app", "walled") };
    expect(await migrate(settings)).toMatchObject({ code: 0, err: "" });
  });

  test("refuses a role of the application that may bypass row-level security", async () => {
    await postgres!.run("alter role allmende_app bypassrls");
    const { code, err } = await migrate({ DATABASE_URL: url("postgres", "allmende", "superword") });
    await postgres!.run("alter role allmende_app nobypassrls");
    expect(err.trim()).toBe(
      "The role allmende_app may bypass row-level security. Run: alter role allmende_app nosuperuser nobypassrls;",
    );
    expect(code).toBe(1);
  });

  test.each([
    [
      "a database that is not there",
      () => url("postgres", "nowhere", "superword"),
      'The database of DATABASE_URL is not there (database "nowhere" does not exist). Create it, or correct DATABASE_URL.',
    ],
    [
      "a wrong password",
      () => url("postgres", "allmende", "wrong"),
      'PostgreSQL refused the sign-in (password authentication failed for user "postgres"). Correct user and password in DATABASE_URL and DATABASE_OWNER_URL.',
    ],
    [
      "a user without rights",
      () => url("nobody", "empty"),
      'The database user lacks a right (must have admin option on role "allmende_app"). The owner of the database may',
    ],
  ])("refuses %s", async (_what, address, sentence) => {
    await postgres!.run("drop database if exists empty");
    await postgres!.run("create database empty");
    await postgres!.run("drop role if exists nobody");
    await postgres!.run("create role nobody login password 'nobodyword'");
    const { code, err } = await migrate({ DATABASE_URL: address() });
    expect(err.slice(0, sentence.length)).toBe(sentence);
    expect(err).not.toContain("    at ");
    expect(code).toBe(1);
  });
});

describe("an older PostgreSQL", () => {
  const old = createServer((socket) => {
    const message = (type: string, body: Buffer): Buffer => {
      const head = Buffer.alloc(5);
      head.write(type);
      head.writeUInt32BE(body.length + 4, 1);
      return Buffer.concat([head, body]);
    };
    const ready = message("Z", Buffer.from("I"));
    let greeted = false;
    socket.on("error", () => {});
    socket.on("data", (data: Buffer) => {
      if (!greeted) {
        greeted = true;
        return socket.write(Buffer.concat([message("R", Buffer.alloc(4)), ready]));
      }
      if (data[0] !== "Q".charCodeAt(0)) return socket.end();
      // One column of text, one row: 140011, as PostgreSQL 14 answers "server_version_num".
      const column = Buffer.from("version\0\0\0\0\0\0\0\0\0\0\x19\xff\xff\xff\xff\xff\xff\0\0", "latin1");
      const row = Buffer.from("\0\x01\0\0\0\x06140011", "latin1");
      const described = Buffer.concat([Buffer.from([0, 1]), column]);
      return socket.write(
        Buffer.concat([message("T", described), message("D", row), message("C", Buffer.from("SELECT 1\0")), ready]),
      );
    });
  });
  afterAll(() => old.close());

  test("is refused", async () => {
    await new Promise<void>((done) => old.listen(0, "127.0.0.1", done));
    const address = old.address();
    const port = typeof address === "object" ? address?.port : 0;
    const { code, err } = await allmende(["migrate"], {
      DATA_DIR: folder(),
      DATABASE_URL: `postgres://allmende@127.0.0.1:${port}/allmende`,
    }).ended;
    expect(err.trim()).toBe(
      "Allmende needs PostgreSQL 15 or later; this server is 14.11. Use a newer one, or leave DATABASE_URL away and the one that npm carries is used.",
    );
    expect(code).toBe(1);
  });
});
