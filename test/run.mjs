// The test command: types, lint, format, units (the walls among them), integration on real PostgreSQL, the command line
// started and stopped for real, journeys in a real Chromium, and the server killed behind every write.
// Each part is timed; the first that fails ends the run. `--only types,lint` runs some parts.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const node = process.execPath;
const bin = (name) => `node_modules/${name}`;

const parts = {
  types: [bin("tsc7/bin/tsc"), "-p", ".", "--noEmit"],
  lint: [bin("oxlint/bin/oxlint"), "."],
  format: [bin("oxfmt/bin/oxfmt"), "--check", "."],
  units: [bin("vitest/vitest.mjs"), "run", "--project", "unit"],
  integration: [bin("vitest/vitest.mjs"), "run", "--project", "integration"],
  start: [bin("vitest/vitest.mjs"), "run", "--project", "start"],
  journeys: [bin("vitest/vitest.mjs"), "run", "--project", "journeys"],
  durability: ["bin/allmende.mjs", "durability", "--cycles", "10", "--seed", "1", "--crash-points"],
};

if (Number(process.versions.node.split(".")[0]) < 24) {
  console.error("Run the tests through npm, which brings Node 24 along: npm ci && npm test");
  process.exit(1);
}

const only = process.argv.indexOf("--only");
const chosen = only < 0 ? Object.keys(parts) : process.argv[only + 1].split(",").filter((name) => name in parts);
for (const name of chosen) {
  const began = performance.now();
  console.log(`\n── ${name}`);
  const { status } = spawnSync(node, parts[name], { cwd: root, stdio: "inherit" });
  console.log(
    `── ${name}: ${status === 0 ? "passed" : "FAILED"} in ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) process.exit(status ?? 1);
}
