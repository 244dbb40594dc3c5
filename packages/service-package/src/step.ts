/** What a caseworker may have to write when a step ends: reasons (§ 39 VwVfG) and conditions (§ 36 VwVfG). */
export const stepWords = ["begruendung", "auflagen"] as const;
export type StepWord = (typeof stepWords)[number];

/** How a step of a person is done, as its workflow element says by its inputs. */
export interface Step {
  /** Ids of the texts to tick off. */
  checks: string[];
  /** Ways it can end; none means it is simply done. */
  outcomes: string[];
  /** Those of them that are open in this case. */
  offered: string[];
  /** What must be written, by outcome. */
  asks: ReadonlyMap<string, readonly StepWord[]>;
  /** How many people must agree before it ends ("Mitzeichnung"); 1 unless said. */
  signs: number;
}

/**
 * Reads `checks: [..]`, `outcomes: [..]`, `offers: {outcome: condition}`, `asks: {outcome: [words]}` and `signs: 2`;
 * `problems` tells what cannot be meant.
 */
export function readStep(inputs: Readonly<Record<string, unknown>>): Step & { problems: string[] } {
  const problems: string[] = [];
  const outcomes = textList(inputs.outcomes);
  const asks = new Map<string, StepWord[]>();
  for (const [outcome, words] of Object.entries((inputs.asks as Record<string, unknown> | undefined) ?? {})) {
    if (!outcomes.includes(outcome)) problems.push(`asks names ${outcome}, which is no outcome of this step`);
    const known: StepWord[] = [];
    for (const word of textList(words)) {
      if (isStepWord(word)) known.push(word);
      else problems.push(`asks wants ${word}; a step can ask for ${stepWords.join(" and ")}`);
    }
    asks.set(outcome, known);
  }
  const offers = (inputs.offers as Record<string, unknown> | undefined) ?? {};
  for (const outcome of Object.keys(offers))
    if (!outcomes.includes(outcome)) problems.push(`offers names ${outcome}, which is no outcome of this step`);
  const offered = outcomes.filter((outcome) => !Object.hasOwn(offers, outcome) || offers[outcome] === true);
  const signs = inputs.signs === undefined ? 1 : Number(inputs.signs);
  if (!Number.isInteger(signs) || signs < 1 || signs > 3) problems.push("signs is 1, 2 or 3");
  return { checks: textList(inputs.checks), outcomes, offered, asks, signs, problems };
}

/** What must still be written before the step can end so. */
export function missingWords(step: Step, outcome: string, written: Partial<Record<StepWord, string>>): StepWord[] {
  return (step.asks.get(outcome) ?? []).filter((word) => !written[word]?.trim());
}

const isStepWord = (word: string): word is StepWord => (stepWords as readonly string[]).includes(word);
const textList = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
