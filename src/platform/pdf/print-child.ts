/** The process that makes PDFs: it may stop when idle, and a crash of it harms nobody. Only Node's own type stripping runs it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { decompress } from "wawoff2";
import { libraryFolder } from "../root.ts";
import { answerOrders } from "./answer-orders.ts";
import { withoutMissing } from "./missing-letters.ts";

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

/**
 * "/Suspects false" says what its absence says (ISO 32000-1, table 321), and some readers take it for an error; blanks in
 * its place leave every other byte where it was.
 */
function withoutSuspects(pdf: Buffer): Buffer {
  const entry = "/Suspects false";
  const at = pdf.indexOf(entry, 0, "latin1");
  if (at >= 0) pdf.fill(" ", at, at + entry.length);
  return pdf;
}

answerOrders((order) => {
  if (!("source" in order)) throw new Error("this process makes PDFs only");
  const pdf = withoutSuspects(pdfOf(order.source));
  compiler.evictCache(5);
  return pdf;
});
