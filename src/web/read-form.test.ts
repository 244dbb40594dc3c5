import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterAll, expect, test } from "vitest";
import { formToken } from "../domains/identity/index.ts";
import { directoryStore, type FileStore } from "../platform/files/file-store.ts";
import { newId } from "../platform/ids.ts";
import type { WebEnvironment } from "./environment.ts";
import { readForm } from "./read-form.ts";

const folder = await mkdtemp(join(tmpdir(), "read-form-"));
afterAll(() => rm(folder, { recursive: true }));

test("files come in the order in which they were sent, whichever is written first", async () => {
  const disk = directoryStore(folder);
  const second = Promise.withResolvers<void>();
  const store: FileStore = {
    ...disk,
    async put(...file) {
      const stored = await disk.put(...file);
      if (stored.size > 10) await second.promise;
      else second.resolve();
      return stored;
    },
  };
  const secret = "geheim";
  const app = new Hono<WebEnvironment>().post("/", async (c) => {
    const { files } = await readForm(c, { store, tenant: newId(), secret });
    return c.json(files.map(({ name }) => name));
  });
  const body = new FormData();
  body.append("_token", formToken(secret));
  body.append("nachweis", new File(["x".repeat(1_000)], "zuerst.pdf"));
  body.append("nachweis", new File(["x"], "dann.pdf"));
  const answer = await app.request("/", { method: "POST", body });
  expect(await answer.json()).toEqual(["zuerst.pdf", "dann.pdf"]);
});

test("a mark of ours that somebody typed is gone, whichever way a page is posted", async () => {
  const app = new Hono<WebEnvironment>().post("/", async (c) => {
    const form = await readForm(c, { store: directoryStore(folder), tenant: newId(), secret: "geheim" });
    return c.json(form.one("name"));
  });
  for (const body of [new FormData(), new URLSearchParams()]) {
    body.append("name", "\u{E010}ar!\u{E011}Bel\0lo\u{E012}");
    const answer = await app.request("/", { method: "POST", body });
    expect(await answer.json()).toBe("ar!Bello");
  }
});
