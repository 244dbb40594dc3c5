import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeZip, type ZipEntry } from "./zip.ts";

const at = new Date("2026-11-17T09:00:00Z");

async function* entries(contents: Record<string, string>): AsyncGenerator<ZipEntry> {
  for (const [name, content] of Object.entries(contents)) yield { name, at, bytes: async () => Buffer.from(content) };
}

test("others read what was written: names beyond ASCII, empty files, bytes as they were", async () => {
  const contents = { "a.txt": "Inhalt", "Übergabe/ﬁ ø.xml": "<x/>", "leer.txt": "" };
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeZip(entries(contents))) chunks.push(chunk);
  const folder = mkdtempSync(join(tmpdir(), "allmende-zip-"));
  writeFileSync(join(folder, "out.zip"), Buffer.concat(chunks));
  const code =
    "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])";
  const { status, stderr, error } = spawnSync("python3", ["-c", code, join(folder, "out.zip"), folder]);
  if (error) {
    // oxlint-disable-next-line no-console -- what a test run leaves out must be seen
    console.warn("LEFT OUT: no python3 to read the zip with");
  } else {
    expect(String(stderr)).toBe("");
    expect(status).toBe(0);
    for (const [name, content] of Object.entries(contents))
      expect(readFileSync(join(folder, name), "utf8")).toBe(content);
  }
  rmSync(folder, { recursive: true });
});
