import type { Server } from "node:http";
import type { Socket } from "node:net";
import { RequestError } from "@hono/node-server";
import { everywhere } from "./security-headers.ts";
import { portalTexts } from "./ui/texts/index.ts";

/**
 * Answers what Node itself refuses before any page hears of it (a link or cookies that are too long, a request that is none
 * or never ends) with a sentence of ours; which page was meant, nobody knows.
 */
export function answerUnheard(server: Server, secure: boolean): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    const tooLong = error.code === "HPE_HEADER_OVERFLOW";
    // Who is gone is told nothing; nor who may be in the middle of an answer. A head that is too long begins a new request.
    if (error.code === "ECONNRESET" || !socket.writable || (socket.bytesWritten > 0 && !tooLong)) {
      socket.destroy(error);
      return;
    }
    const t = portalTexts("de");
    const [status, ...sentence] = tooLong
      ? ["431 Request Header Fields Too Large", t.headTooLarge, t.headTooLargeText]
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? ["408 Request Timeout", t.unreadable, t.unreadableText]
        : ["400 Bad Request", t.unreadable, t.unreadableText];
    const body = Buffer.from(`${sentence.join(". ")}\n`);
    const headers = { ...headersOf(secure), "content-length": body.length, connection: "close" };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.write([`HTTP/1.1 ${status}`, ...lines, "", ""].join("\r\n"));
    socket.end(body);
  });
}

/** The same for what Node hears and cannot be a request to us: no host, one that is none, an address that is none. */
export function answerUnreadable(error: unknown, secure: boolean): Response {
  const t = portalTexts("de");
  if (!(error instanceof RequestError)) return new Response(null, { status: 500, headers: everywhere(secure) });
  return new Response(`${t.unreadable}. ${t.unreadableText}\n`, { status: 400, headers: headersOf(secure) });
}

const headersOf = (secure: boolean) => ({
  ...everywhere(secure),
  "content-type": "text/plain; charset=utf-8",
  "cache-control": "no-store",
});
