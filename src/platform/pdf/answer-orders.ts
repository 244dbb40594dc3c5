import type { Answer, Order } from "./worker.ts";

/** The child's side of a `Worker`: answers each order, and ends with whoever asked. */
export function answerOrders(make: (order: Order) => Buffer): void {
  process.once("disconnect", () => process.exit(0));
  process.on("message", (order: Order) => {
    let answer: Answer;
    try {
      answer = { made: make(order).toString("base64") };
    } catch (error) {
      answer = { error: error instanceof Error ? error.message : String(error) };
    }
    // Who asked may be gone before the PDF is made: then there is nobody to tell.
    process.send?.(answer, () => {});
  });
}
