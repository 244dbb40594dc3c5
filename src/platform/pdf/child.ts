/** The process that makes PDFs: it may stop when idle, and a crash of it harms nobody. Only Node's own type stripping runs it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { decompress } from "wawoff2";
import { libraryFolder } from "../root.ts";

const fontFolder = join(libraryFolder("@kern-ux/native"), "dist/fonts/fira-sans");
const fonts = await Promise.all(
  ["Regular", "Medium", "SemiBold"].map(async (weight) =>
    Buffer.from(await decompress(readFileSync(join(fontFolder, `FiraSans-${weight}.woff2`)))),
  ),
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
