import { expect, test } from "vitest";
import { NotWritable } from "./rule-feel.ts";
import { settleRules } from "./settle-rules.ts";

/** Rules are numbers, pages a list of those written; the form breaks with a 7 or a 13, and a negative rule cannot be written. */
function settle(rules: readonly number[]) {
  const taken = new Set<string>();
  let checks = 0;
  const settled = settleRules(rules, [] as number[], {
    write: (rule, pages, spoken) => {
      spoken.set(`said-${rule}`, "…");
      taken.add(`said-${rule}`);
      pages.push(rule);
      if (rule < 0) throw new NotWritable(`${rule} cannot be written`);
    },
    check: (pages) => {
      checks += 1;
      const broken = pages.find((rule) => rule === 7 || rule === 13);
      if (broken !== undefined) throw new NotWritable(`${broken} breaks the form`);
    },
    release: (ids) => {
      for (const id of ids) taken.delete(id);
    },
  });
  return { ...settled, taken, checks };
}

const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

test("rules that break nothing cost one look at the form, however many they are", () => {
  const { pages, checks } = settle(upTo(200));
  expect(settle(upTo(6)).checks).toBe(1);
  expect(pages).toEqual(upTo(200).filter((rule) => rule !== 7 && rule !== 13));
  expect(checks).toBeLessThan(40);
});

test("what breaks the form and what cannot be written is told with its reason, in the order of the rules, and leaves nothing behind", () => {
  const { pages, outcomes, taken } = settle([1, -2, 7, 4]);
  expect(pages).toEqual([1, 4]);
  expect(outcomes.map((one) => ("why" in one ? one.why : one.rule))).toEqual([
    1,
    "-2 cannot be written",
    "7 breaks the form",
    4,
  ]);
  expect([...taken]).toEqual(["said-1", "said-4"]);
});

test("no rules, no change", () => {
  expect(settle([])).toMatchObject({ pages: [], outcomes: [] });
});
