import { fromJson, type FeelContext, type FeelValue } from "@allmende/feel";
import type { Answers } from "@allmende/forms";
import { assessFee, describeApplication, letterNames, type CompiledService } from "./compile-service.ts";
import type { Journey } from "./journey.ts";
import { plainText, renderLetter } from "./letter.ts";
import { WalkedCase, type OrderedLetter } from "./walk-case.ts";

/** Walks a journey through form, fee, workflow and letters; the answer lists what differs from what it expects. */
export function runJourney(service: CompiledService, journey: Journey): string[] {
  const differences: string[] = [];
  const differ = (what: string, expected: unknown, got: unknown): void => {
    if (JSON.stringify(expected) !== JSON.stringify(got))
      differences.push(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
  };
  const now = new Date(`${journey.on}T10:00:00+01:00`);
  if (journey.eligibility) {
    const barriers = service.form.eligibility?.judge(journey.eligibility as Answers, { now }) ?? [];
    const open = service.form.eligibility?.form.check(journey.eligibility as Answers, { now }) ?? [];
    differ("barriers", journey.barriers ?? [], [...open.map(({ path, code }) => `${path} ${code}`), ...barriers]);
    if (barriers.length > 0) return differences;
  }
  const answers = journey.answers as Answers;
  const walk = service.form.walk(answers, { now });
  if (journey.pages) differ("pages", journey.pages, walk.pages);
  const problems = service.form.check(answers, { now }).map(({ path, code }) => `${path} ${code}`);
  differ("problems", journey.problems ?? [], problems);
  if (problems.length > 0) return differences;

  const fee = assessFee(service, answers, now);
  if (journey.fee !== undefined) differ("fee", journey.fee, fee?.cents);
  const run = new WalkedCase(service, { answers, now, fee: fee?.cents ?? null }).walk(journey.tasks);
  differences.push(...run.differences);
  differ("closure", journey.closure, run.closure);
  differ(
    "letters",
    journey.letters.map(({ name }) => name),
    run.letters.map(({ name }) => name),
  );
  for (const [index, { name, contains }] of journey.letters.entries()) {
    const template = service.letters.get(name)?.get("de");
    const ordered = run.letters[index];
    if (!template || ordered?.name !== name) continue;
    const letter = renderLetter(template, letterContext(service, now, ordered));
    const text = [letter.subject, ...letter.blocks.map(plainText)].join("\n").replaceAll(/\u00A0/g, " ");
    for (const words of contains) if (!text.includes(words)) differences.push(`letter ${name} does not say: ${words}`);
  }
  return differences;
}

/** The values a letter sees in a journey; the case gives the same names when it runs. */
function letterContext(service: CompiledService, now: Date, { answers, fee, variables }: OrderedLetter): FeelContext {
  const { applicant } = describeApplication(service, answers, now);
  const today = fromJson(now.toISOString().slice(0, 10));
  const given: Record<string, FeelValue> = Object.assign(
    Object.create(null) as Record<string, FeelValue>,
    service.form.context(answers, { now }),
  );
  for (const name of letterNames) given[name] = fromJson(variables[name] ?? null);
  return Object.assign(given, {
    heute: today,
    eingang: today,
    gebuehr: fromJson(fee),
    aktenzeichen: "0.0-2026-0001",
    anrede: `Guten Tag ${applicant},`,
  });
}
