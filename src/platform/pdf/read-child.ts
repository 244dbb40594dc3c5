/** The process that reads PDFs of strangers; only Node's own type stripping runs it. */
import { answerOrders } from "./answer-orders.ts";
import { readPdf } from "./read-pdf.ts";

answerOrders((order) => {
  if (!("read" in order)) throw new Error("this process reads PDFs only");
  return Buffer.from(readPdf(Buffer.from(order.read, "base64")));
});
