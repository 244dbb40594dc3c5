/** XML that means harm is refused by every reader at once, asks nobody and does not fill the memory (fault I1). */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostileDocuments, readers } from "./documents.ts";

let asked = 0;
const server = createServer((socket) => ((asked += 1), socket.destroy()));
const folder = mkdtempSync(join(tmpdir(), "allmende-hostile-"));
const secret = join(folder, "geheim.txt");

beforeAll(async () => {
  writeFileSync(secret, "canary-1f0c");
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
const elsewhere = () => ({
  address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.dtd`,
  file: secret,
});

describe.each(Object.entries(readers))("%s", (name, reader) => {
  test("refuses each document at once, for its reason, and tells nothing of a file", async () => {
    for (const [what, text, why] of hostileDocuments(reader, elsewhere())) {
      const times: number[] = [];
      for (let run = 0; run < 3; run++) {
        const begun = performance.now();
        const refusal = await reader.refusal(text);
        times.push(performance.now() - begun);
        expect(refusal, what).toMatch(why);
        expect(refusal, what).not.toContain("canary-1f0c");
        if (times[0]! < 300) break;
      }
      // A hundred milliseconds on a quiet machine; a busy one may take its time.
      expect(Math.min(...times), what).toBeLessThan(300);
    }
    expect(asked).toBe(0);
  });

  test("stays within 50 MB while it refuses them", () => {
    const peak = execFileSync(process.execPath, [join(import.meta.dirname, "peak-memory.ts"), name], {
      encoding: "utf8",
    });
    expect(Number(peak)).toBeGreaterThanOrEqual(0);
    expect(Number(peak)).toBeLessThan(50);
  });
});
