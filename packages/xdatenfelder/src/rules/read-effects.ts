import type { Effect, Reference } from "./condition.ts";
import { judge, judgeNegation, judgeOpposite, type Clause } from "./judge.ts";
import { readPart, startsNewClause } from "./read-clause.ts";
import { NotUnderstood, type Reading } from "./reading.ts";

/** `opposite` is what holds otherwise when the sentence says "nur", `negation` what "sonst nicht" would mean after it. */
export type Consequence = { effects: Effect[]; leaning: boolean; opposite?: Effect[]; negation?: Effect[] };

/** How the words before a consequence bear on it: `targets` are what "sie" means, `implied` also where nothing is named ("sonst optional"), `only` after "nur wenn". */
export type Before = { targets: readonly Reference[]; implied?: boolean; only?: boolean };

/** Reads consequences up to the end of the sentence, an "sonst" or the next condition. */
export function readEffects(
  reading: Reading,
  before: Before = { targets: [] },
  isEnd: () => boolean = () => false,
): Consequence {
  const clauses: Clause[] = [];
  let clause = empty(before);
  const finish = (next: Clause) => {
    clauses.push(clause);
    clause = next;
  };
  while (!reading.done && !endsSentence(reading) && !isEnd()) {
    if (startsNewClause(reading, clause)) finish({ ...empty(before), inherited: clause.modal ?? clause.inherited });
    // "anzeigen und als Pflichtfeld setzen": more of the same fields.
    if (clause.targets.length === 0 && clauses.length > 0 && reading.peek()?.word === "als") clause.anaphora = "any";
    readPart(reading, clause);
  }
  clauses.push(clause);
  return judgeAll(clauses, before);
}

function endsSentence(reading: Reading): boolean {
  const { word, kind } = reading.peek()!;
  return kind === "mark" && [".", "!", ";"].includes(word);
}

function empty({ only = false }: Before): Clause {
  return { targets: [], negated: false, leaning: false, only };
}

function judgeAll(clauses: readonly Clause[], before: Before): Consequence {
  let last = before.targets;
  const effects: Effect[] = [];
  const opposite: Effect[] = [];
  const negation: Effect[] = [];
  let limited = 0;
  for (const clause of clauses) {
    const targets =
      clause.targets.length > 0
        ? clause.targets
        : clause.anaphora || before.implied || sharesSubject(clause, clauses)
          ? [...last]
          : [];
    if (targets.length === 0) throw new NotUnderstood("a consequence names no field");
    if (clause.targets.length === 0 && clause.anaphora === "one" && targets.length > 1)
      throw new NotUnderstood("which field is meant is not clear");
    const action = judge(clause);
    effects.push({ action, targets });
    const negated = judgeNegation(clause, action);
    if (negated) negation.push({ action: negated, targets });
    if (clause.only) limited += 1;
    const elsewhere = clause.only ? judgeOpposite(clause, action) : undefined;
    if (elsewhere) opposite.push({ action: elsewhere, targets });
    last = targets;
  }
  if (limited > 0 && limited < effects.length) throw new NotUnderstood('"nur" belongs to one of several consequences');
  const leaning = clauses.some((clause) => clause.leaning);
  return {
    effects: mergeDuties(effects),
    leaning,
    opposite: limited > 0 ? opposite : undefined,
    negation: negation.length === effects.length ? negation : undefined,
  };
}

/** "wird F1 angezeigt und ist Pflichtfeld": a second verb of the same subject. */
function sharesSubject(clause: Clause, clauses: readonly Clause[]): boolean {
  return clause !== clauses[0] && clause.modal !== undefined && clause.modal !== "do";
}

/** "aktiviere A UND mache es zu einer Pflichtangabe" says the same twice. */
function mergeDuties(effects: readonly Effect[]): Effect[] {
  const merged: Effect[] = [];
  for (const effect of effects) {
    const same = merged.find(
      (one) => one.action === effect.action && effect.targets.every((target) => one.targets.includes(target)),
    );
    if (!same) merged.push(effect);
  }
  return merged;
}
