// Bundles all TypeScript once into .build/<hash of the sources>/ (Node strips types, but not JSX).
// A second start with the same sources finds the folder and skips the work.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const sourceFolders = ["packages", "src", "stand-ins", "demo", "bench"];

function* sources(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

function fingerprint() {
  const hash = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url)));
  for (const folder of sourceFolders) {
    for (const path of sources(join(root, folder))) hash.update(relative(root, path)).update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 16);
}

/** Builds if needed; the answer is the URL of the command line's module. */
export async function build() {
  const folder = join(root, ".build", fingerprint());
  const entry = pathToFileURL(join(folder, "cli.js")).href;
  if (existsSync(folder)) return entry;

  const { build: bundle } = await import("esbuild");
  mkdirSync(join(root, ".build"), { recursive: true });
  const fresh = `${folder}.${process.pid}`;
  await bundle({
    entryPoints: { cli: join(root, "src/cli/index.ts") },
    outdir: fresh,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    jsx: "automatic",
    jsxImportSource: "preact",
    sourcemap: "linked",
    // Traces name place and line; the lines themselves lie in src/ and need not stay in memory.
    sourcesContent: false,
    logLevel: "warning",
    plugins: [
      {
        name: "libraries-stay-outside",
        setup({ onResolve }) {
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === "entry-point" || path.startsWith("@allmende/") ? undefined : { path, external: true },
          );
        },
      },
    ],
  });
  for (const old of readdirSync(join(root, ".build"))) {
    if (/^[0-9a-f]{16}$/.test(old)) rmSync(join(root, ".build", old), { recursive: true, force: true });
  }
  if (existsSync(folder)) rmSync(fresh, { recursive: true, force: true });
  else renameSync(fresh, folder);
  return entry;
}
