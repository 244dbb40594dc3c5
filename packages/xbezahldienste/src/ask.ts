import type { PaymentResult } from "./client.ts";
import { Problem } from "./problem.ts";

/** More than any transaction needs: 99 items with their booking data stay far below. */
const MAX_BYTES = 1_000_000;

export type Answer = { outcome: "answered"; body: unknown } | Exclude<PaymentResult, { outcome: "ok" }>;

/** One call, from the first byte to the last within `timeoutMs`; redirects are not followed. */
export async function ask(
  fetch: typeof globalThis.fetch,
  url: string,
  { method = "GET", body, headers }: { method?: string; body?: string; headers: Record<string, string> },
  timeoutMs: number,
): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      body,
      headers: {
        ...headers,
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      redirect: "manual",
      signal,
    });
    return judge(response.status, await readText(response));
  } catch (error) {
    if (signal.aborted) return { outcome: "unavailable", why: "timeout", detail: `No answer within ${timeoutMs} ms` };
    return { outcome: "unavailable", why: "network", detail: error instanceof Error ? error.message : String(error) };
  }
}

function judge(status: number, text: string | undefined): Answer {
  // 408 and 429 only say "not now"; a 5xx may even carry a problem body, yet it refuses nothing.
  if (status >= 500 || status === 408 || status === 429)
    return { outcome: "unavailable", why: "server-error", detail: `HTTP ${status}` };
  const body = text === undefined ? undefined : parse(text);
  if (body === undefined) return { outcome: "unavailable", why: "garbage", detail: `HTTP ${status} without JSON` };
  if (status >= 200 && status < 300) return { outcome: "answered", body };
  const problem = Problem.safeParse(body);
  if (status < 400 || !problem.success)
    return { outcome: "unavailable", why: "garbage", detail: `HTTP ${status} without a problem object` };
  const { functionalCode, detail, title } = problem.data;
  return { outcome: "rejected", functionalCode, status, detail: detail ?? title ?? "" };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The body as text; undefined when it is larger than any honest answer, and then the rest is not read. */
async function readText(response: Response): Promise<string | undefined> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
