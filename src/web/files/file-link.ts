import { createHmac, timingSafeEqual } from "node:crypto";
import type { WebContext } from "../environment.ts";

export interface FileAddress {
  tenant: string;
  fileId: string;
  name: string;
  type: string;
}

const seconds = 60;

/** A link to the files' host that works for one minute; who may have it was decided before it was made. */
export function fileLink(c: WebContext, address: FileAddress): string {
  const until = Math.floor(c.env.house.clock.now().getTime() / 1000) + seconds;
  const query = new URLSearchParams({ t: address.tenant, n: address.name, a: address.type, b: String(until) });
  query.set("s", signature(c, address, until));
  return `${c.env.addresses.files}/${address.fileId}?${query}`;
}

/** The address of a link, if its signature and time are right. */
export function readFileLink(c: WebContext): FileAddress | undefined {
  const address: FileAddress = {
    fileId: c.req.param("file") ?? "",
    tenant: c.req.query("t") ?? "",
    name: c.req.query("n") ?? "",
    type: c.req.query("a") ?? "",
  };
  const until = Number(c.req.query("b"));
  if (!(until * 1000 > c.env.house.clock.now().getTime())) return undefined;
  const expected = Buffer.from(signature(c, address, until));
  const given = Buffer.from(c.req.query("s") ?? "");
  return expected.length === given.length && timingSafeEqual(expected, given) ? address : undefined;
}

function signature(c: WebContext, { tenant, fileId, name, type }: FileAddress, until: number): string {
  return createHmac("sha256", c.env.house.secretKey)
    .update(JSON.stringify([tenant, fileId, name, type, until]))
    .digest("base64url");
}
