import { request as httpRequest } from "node:http";
import type { Child } from "../child.ts";
import type { Driven, Load } from "./driver.ts";

export type { Driven, Load };

/** Sends a load from the driver's process and waits for what it saw. */
export async function send(driver: Child, load: Load): Promise<Driven> {
  const driven = await driver.ask<Driven | { error: string }>(load);
  if ("error" in driven) throw new Error(`the driver broke off: ${driven.error}`);
  return driven;
}

/** A whole request as it goes over the line. */
export function requestText(
  method: "GET" | "POST",
  path: string,
  headers: Record<string, string>,
  body?: string,
): string {
  const lines = [`${method} ${path} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  if (body !== undefined) {
    lines.push("content-type: application/x-www-form-urlencoded", `content-length: ${Buffer.byteLength(body)}`);
  }
  return `${lines.join("\r\n")}\r\n\r\n${body ?? ""}`;
}

export interface Page {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** One answer, looked at before the clock runs. */
export async function look(port: number, path: string, headers: Record<string, string> = {}): Promise<Page> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: "127.0.0.1", port, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}
