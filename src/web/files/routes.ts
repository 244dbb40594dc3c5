import { Readable } from "node:stream";
import { Hono } from "hono";
import type { WebEnvironment } from "../environment.ts";
import { readFileLink } from "./file-link.ts";
import { savedAs } from "./saved-as.ts";

/** The files' own host: what people uploaded never runs in the origin of a portal. */
export const files = new Hono<WebEnvironment>();

files.get("/:file", async (c) => {
  const address = readFileLink(c);
  if (!address) return c.text("Der Link ist abgelaufen. Gehen Sie zurück und öffnen Sie die Datei noch einmal.", 404);
  const { stream, size } = await c.env.house.files.read(address.tenant, address.fileId);
  c.header("content-type", address.type);
  c.header("content-length", String(size));
  c.header("content-disposition", savedAs(address.name));
  c.header("content-security-policy", "sandbox; default-src 'none'");
  return c.body(Readable.toWeb(stream) as ReadableStream);
});
