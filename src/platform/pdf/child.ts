/** The process that makes and reads PDFs: it may stop when idle, and a crash of it harms nobody. Only Node's own type stripping runs it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { decompress } from "wawoff2";
import { libraryFolder } from "../root.ts";
import { withoutMissing } from "./missing-letters.ts";
import { readPdf } from "./read-pdf.ts";

const fontFolder = join(libraryFolder("@kern-ux/native"), "dist/fonts/fira-sans");
// One after the other: unpacked at once, each writes into the memory of the one before.
const fonts: Buffer[] = [];
for (const weight of ["Regular", "Medium", "SemiBold"])
  fonts.push(Buffer.from(await decompress(readFileSync(join(fontFolder, `FiraSans-${weight}.woff2`)))));
const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts }] });

function pdfOf(source: string): Buffer {
  try {
    return compiler.pdf({ mainFileContent: source }, { pdfStandard: "ua-1" });
  } catch (error) {
    const drawable = withoutMissing(source, error instanceof Error ? error.message : String(error));
    if (drawable === undefined) throw error;
    return pdfOf(drawable);
  }
}

/** Who asked may be gone before the PDF is made: then there is nobody to tell. */
const tell = (answer: object): void => {
  process.send?.(answer, () => {});
};
process.once("disconnect", () => process.exit(0));

process.on("message", ({ id, source, read }: { id: number; source: string; read?: string }) => {
  try {
    if (read !== undefined) {
      tell({ id, made: Buffer.from(readPdf(Buffer.from(read, "base64"))).toString("base64") });
      return;
    }
    const pdf = pdfOf(source);
    compiler.evictCache(5);
    tell({ id, made: pdf.toString("base64") });
  } catch (error) {
    tell({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
