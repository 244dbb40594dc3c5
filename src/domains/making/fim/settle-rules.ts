import { NotWritable } from "./rule-feel.ts";

/** What became of a rule: written, with what it said, or left to a person for a reason (German). */
export type Outcome<Rule> = { rule: Rule; spoken: ReadonlyMap<string, string> } | { rule: Rule; why: string };

export interface Settling<Rule, Pages> {
  /** Writes a rule into the pages given, in place; throws `NotWritable`. `spoken`: the sentences it needs, by their new ids. */
  write: (rule: Rule, pages: Pages, spoken: Map<string, string>) => void;
  /** Throws `NotWritable` where the form no longer compiles. */
  check: (pages: Pages) => void;
  /** Gives back the ids of sentences that are not said after all. */
  release: (ids: Iterable<string>) => void;
}

/**
 * Writes as many rules as the form bears. To compile the form takes long and rules seldom break it: all are written and
 * checked at once, and only where that fails each half for itself, down to the rule that breaks it.
 */
export function settleRules<Rule, Pages>(
  rules: readonly Rule[],
  pages: Pages,
  settling: Settling<Rule, Pages>,
): { pages: Pages; outcomes: Outcome<Rule>[] } {
  const { pages: attempt, outcomes } = writeEach(rules, pages, settling);
  const why = reasonOf(() => settling.check(attempt));
  if (why === undefined) return { pages: attempt, outcomes };
  for (const outcome of outcomes) if ("spoken" in outcome) settling.release(outcome.spoken.keys());
  if (rules.length === 1) return { pages, outcomes: [{ rule: rules[0]!, why }] };
  const middle = Math.ceil(rules.length / 2);
  const first = settleRules(rules.slice(0, middle), pages, settling);
  const second = settleRules(rules.slice(middle), first.pages, settling);
  return { pages: second.pages, outcomes: [...first.outcomes, ...second.outcomes] };
}

/** A rule is written whole or not at all: one that cannot be leaves the pages as they were. */
function writeEach<Rule, Pages>(rules: readonly Rule[], pages: Pages, { write, release }: Settling<Rule, Pages>) {
  const outcomes: Outcome<Rule>[] = [];
  let written = pages;
  for (const rule of rules) {
    const attempt = structuredClone(written);
    const spoken = new Map<string, string>();
    const why = reasonOf(() => write(rule, attempt, spoken));
    outcomes.push(why === undefined ? { rule, spoken } : { rule, why });
    if (why === undefined) written = attempt;
    else release(spoken.keys());
  }
  return { pages: written, outcomes };
}

function reasonOf(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof NotWritable) return error.message;
    throw error;
  }
}
