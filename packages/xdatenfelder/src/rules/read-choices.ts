import type { Effect } from "./condition.ts";
import { readValues } from "./read-values.ts";
import type { Reading } from "./reading.ts";
import * as vocabulary from "./vocabulary.ts";

/** ", wobei nur die Codes A "…" ODER B "…" ausgewählt werden dürfen" narrows the one field named before. */
export function readChoices(reading: Reading, effects: readonly Effect[]): Effect[] | undefined {
  const last = effects.at(-1);
  reading.take(",");
  if (!last || last.targets.length !== 1 || last.action === "forbidden") return undefined;
  if (!reading.take("wobei") || !reading.take("nur")) return undefined;
  reading.takeAll(vocabulary.article);
  if (!reading.take(vocabulary.valueNoun)) return undefined;
  const read = readValues(reading, reading.named(last.targets[0]!));
  if (!read || !reading.take("ausgewählt") || !reading.take("werden") || !reading.take(vocabulary.may))
    return undefined;
  return [...effects.slice(0, -1), { ...last, choices: read.values }];
}
