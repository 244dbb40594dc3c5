/** A browser without a window: keeps cookies, follows forms, speaks to a portal on loopback by its Host header. */
import { request as httpRequest } from "node:http";

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export class Browser {
  readonly #port: number;
  readonly #host: string;
  readonly #cookies = new Map<string, string>();

  constructor(port: number, host: string) {
    this.#port = port;
    this.#host = host;
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  get(path: string): Promise<Answer> {
    return this.#send("GET", path);
  }

  /** Posts a form; multipart bodies are for pages with files, which need none here. */
  post(path: string, fields: readonly [string, string][], key?: string): Promise<Answer> {
    const body = new URLSearchParams([...fields].map(([name, value]) => [name, value])).toString();
    return this.#send("POST", path, body, key);
  }

  #send(method: string, path: string, body?: string, key?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = httpRequest(
        {
          host: "127.0.0.1",
          port: this.#port,
          method,
          path,
          headers: {
            host: `${this.#host}:${this.#port}`,
            cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
            ...(body !== undefined && {
              "content-type": "application/x-www-form-urlencoded",
              "content-length": Buffer.byteLength(body),
            }),
            ...(key && { "idempotency-key": key }),
          },
        },
        (answer) => {
          for (const line of answer.headers["set-cookie"] ?? []) {
            const [name = "", value = ""] = line.split(";")[0]!.split("=");
            this.#cookies.set(name, value);
          }
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("error", reject);
          answer.on("end", () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(chunks).toString("utf8"),
            }),
          );
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }
}

/** The value of a hidden field of a page. */
export function hidden(html: string, name: string): string {
  const match = new RegExp(`name="${name}" value="([^"]*)"`).exec(html);
  if (!match) throw new Error(`the page has no field ${name}`);
  return match[1]!;
}
