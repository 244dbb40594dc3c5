/** A real ClamAV daemon that knows one signature, the test file of EICAR; no network, no database of the system. */
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll } from "vitest";
import { freePort } from "../free-port.ts";
import { folder } from "./allmende.ts";

const program = "/usr/sbin/clamd";
export const hasClamd = existsSync(program);

/** Split, so that no scanner takes this file for it. */
export const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

export interface Clamd {
  address: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function startClamd(): Promise<Clamd> {
  const place = folder();
  chmodSync(place, 0o777);
  writeFileSync(join(place, "eicar.ndb"), `Eicar.Test:0:*:${Buffer.from(eicar).toString("hex")}\n`);
  const port = await freePort();
  const settings = ["Foreground yes", `TCPSocket ${port}`, "TCPAddr 127.0.0.1", `DatabaseDirectory ${place}`];
  writeFileSync(join(place, "clamd.conf"), `${settings.join("\n")}\n`);
  let daemon: ChildProcess | undefined;
  const clamd: Clamd = {
    address: `127.0.0.1:${port}`,
    async start() {
      daemon = spawn(program, ["-c", join(place, "clamd.conf")], { stdio: "ignore" });
      for (let tries = 0; !(await answers(port)); tries++) {
        if (tries > 200) throw new Error("clamd does not answer");
        await wait(50);
      }
    },
    async stop() {
      daemon?.kill("SIGKILL");
      await new Promise((done) => daemon?.once("exit", done));
    },
  };
  await clamd.start();
  afterAll(() => clamd.stop());
  return clamd;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(port, "127.0.0.1", () => (probe.destroy(), resolve(true))).on("error", () => resolve(false));
  });
