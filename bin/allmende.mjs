#!/usr/bin/env -S node --max-semi-space-size=16
// (The young heap may grow to 16 MB under load on every machine; src/platform/young-heap.ts makes it small after the start.)
// Entry of the command line: checks Node, builds the sources once, runs them.
import module from "node:module";
import { build } from "../scripts/build.mjs";

const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  console.error(
    `Allmende runs on Node 24, this is Node ${process.versions.node}.\n` +
      "Start it through npm, which brings the right Node along:\n" +
      "  npm ci && npm start          or      npx allmende --help",
  );
  process.exit(1);
}

module.setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
const { main } = await import(await build());
process.exitCode = await main(process.argv.slice(2));
