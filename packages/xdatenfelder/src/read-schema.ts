import { rootOf } from "./read/message.ts";
import { Refused, type Problem } from "./read/problem.ts";
import { message2, namespace2 } from "./read/xdf2.ts";
import { message3, namespace3 } from "./read/xdf3.ts";
import { readXml, type Limits, type Source } from "./read/xml.ts";
import type { Stammdatenschema } from "./schema.ts";

export type ReadResult =
  | { ok: true; standard: "2.0" | "3.0"; schema: Stammdatenschema; warnings: Problem[] }
  | { ok: false; problems: Problem[] };

/** Reads XDatenfelder 3.0.0 or 2.0 in one pass, with bounded depth, length, size and number of elements. Never throws for bad input. */
export async function readSchema(source: Source, limits?: Limits): Promise<ReadResult> {
  let standard: "2.0" | "3.0" = "3.0";
  const read = await readXml(
    source,
    (local, namespace) => {
      if (namespace !== namespace2 && namespace !== namespace3)
        throw new Refused(
          "xdf.unknown_standard",
          `${JSON.stringify(namespace.slice(0, 120))} is neither XDatenfelder 2.0 nor 3.0.0`,
        );
      standard = namespace === namespace2 ? "2.0" : "3.0";
      return rootOf(local, namespace === namespace2 ? message2 : message3);
    },
    limits,
  );
  return read.ok ? { ok: true, standard, schema: read.value as Stammdatenschema, warnings: read.warnings } : read;
}
