import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A running stand-in: its address as browsers and servers see it, and how to end it. */
export type Running = { url: string; port: number; close(): Promise<void> };

/** Listens on 127.0.0.1 only (a stand-in must never be reachable from elsewhere); port 0 takes a free one. */
export async function listen(listener: RequestListener, port = 0): Promise<Running> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  return { url: `http://127.0.0.1:${taken}`, port: taken, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Calls that are deliberately never answered would keep the server open for ever.
    server.closeAllConnections();
  });
}
