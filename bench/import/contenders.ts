/** Who reads the file, in a process of its own, again and again: the fields found and the seconds one reading took. */
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { count, readSchema } from "@allmende/xdatenfelder";
import { SaxesParser } from "saxes";
import { ready } from "../ready.ts";

export interface Asked {
  file: string;
  /** Seconds after which no other reading begins. */
  time: number;
}

export interface Told {
  found: number;
  seconds: number;
}

type Reader = (file: string) => Promise<Pick<Told, "found">>;

const readers: Record<string, (peers: string) => Reader> = {
  Allmende: () => async (file) => {
    const read = await readSchema(createReadStream(file));
    return { found: read.ok ? count(read.schema).fields : 0 };
  },
  saxes: () => async (file) => {
    let found = 0;
    const parser = new SaxesParser({ xmlns: true });
    parser.on("opentag", ({ local }) => void (local === "datenfeld" && found++));
    const decoder = new TextDecoder();
    for await (const chunk of createReadStream(file)) parser.write(decoder.decode(chunk as Buffer, { stream: true }));
    parser.close();
    return { found };
  },
  "fast-xml-parser": (peers) => {
    const { XMLParser } = createRequire(join(peers, "index.js"))("fast-xml-parser") as {
      XMLParser: new (options: object) => { parse(xml: string): unknown };
    };
    return (file) => {
      const tree = new XMLParser({ ignoreAttributes: false }).parse(readFileSync(file, "utf8"));
      return Promise.resolve({ found: JSON.stringify(tree).split('"xdf:datenfeld":').length - 1 });
    };
  },
};

export async function importContender(): Promise<never> {
  const read = readers[process.env.CONTENDER!]!(process.env.PEERS ?? "");
  process.on("message", async ({ file, time }: Asked) => {
    const began = performance.now();
    let told: Pick<Told, "found">;
    let readings = 0;
    do {
      told = await read(file);
      readings++;
    } while (performance.now() - began < time * 1000);
    process.send!({ ...told, seconds: (performance.now() - began) / 1000 / readings } satisfies Told);
  });
  ready();
  return new Promise(() => undefined);
}
