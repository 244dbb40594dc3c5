import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = (how: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;

/**
 * Collects what the start left behind and makes the young heap small again. V8 grows it while much survives, as during a
 * start, and shrinks it only in this way of collecting: afterwards it grows again where the work asks for it (many
 * applications at once), and stays small where it does not (pages).
 */
export function forgetStart(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as Collect;
  setFlagsFromString("--no-expose-gc");
  collect({ type: "major", execution: "sync", flavor: "last-resort" });
}
