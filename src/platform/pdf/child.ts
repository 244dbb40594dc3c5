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

/** Who asked may be gone before the PDF is made: then there is nobody to tell. */
const tell = (answer: object): void => {
  process.send?.(answer, () => {});
};
process.once("disconnect", () => process.exit(0));

process.on("message", ({ id, source }: { id: number; source: string }) => {
  try {
    const pdf = compiler.pdf({ mainFileContent: source }, { pdfStandard: "ua-1" });
    compiler.evictCache(5);
    tell({ id, pdf: pdf.toString("base64") });
  } catch (error) {
    tell({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
