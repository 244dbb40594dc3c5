/** A process that reads every hostile document with one reader and prints how much its memory grew at most, in MB. */
import { hostileDocuments, readers } from "./documents.ts";

const reader = readers[process.argv[2] ?? ""]!;
const documents = hostileDocuments(reader, { address: "http://127.0.0.1:9/x", file: "/dev/null" });
await reader.refusal({ head: "<a/>" });
const before = process.resourceUsage().maxRSS;
for (const [, text] of documents) await reader.refusal(text);
process.stdout.write(String(Math.round((process.resourceUsage().maxRSS - before) / 1024)));
