/** The process that makes PDFs: it may stop when idle, and a crash of it harms nobody. Only Node's own type stripping runs it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { decompress } from "wawoff2";

const fontFolder = join(dirname(createRequire(import.meta.url).resolve("@kern-ux/native/package.json")), "dist/fonts/fira-sans");
const fonts = await Promise.all(
  ["Regular", "Medium", "SemiBold"].map(async (weight) => Buffer.from(await decompress(readFileSync(join(fontFolder, `FiraSans-${weight}.woff2`))))),
);
const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts }] });

process.on("message", ({ id, source }: { id: number; source: string }) => {
  try {
    const pdf = compiler.pdf({ mainFileContent: source }, { pdfStandard: "ua-1" });
    compiler.evictCache(5);
    process.send?.({ id, pdf: pdf.toString("base64") });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
