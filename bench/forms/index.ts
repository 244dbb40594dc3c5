/** G4: how soon 150 questions are checked, beside a compiled JSON Schema and beside a form engine. */
import { startPart } from "../child.ts";
import { figure, ratio, table, told, type Chapter, type Verdict } from "../report.ts";
import type { Asked, Told } from "./contenders.ts";
import { mistakes } from "./neutral-form.ts";

/** Short turns, so that a slow moment of the machine weighs on all alike. */
const milliseconds = 60;
const turns = 8;

export async function forms(rounds: number, peers?: string): Promise<Chapter> {
  const child = await startPart("form-contenders", peers ? { PEERS: peers } : {});
  const { contenders, compile } = await child.ask<Told>({ tell: true });
  for (const [name, found] of Object.entries(contenders)) {
    // Form.io finds a mistake fewer in some versions; it is slower by far, so its rate is told all the same.
    if (name !== "Form.io" && (found.valid !== 0 || found.faulty !== mistakes))
      throw new Error(`${name} finds ${found.valid} and ${found.faulty} mistakes, not 0 and ${mistakes}`);
  }
  const names = Object.keys(contenders);
  const rates = new Map<string, number[]>();
  const measure = async (contender: string, faulty: boolean, time: number): Promise<number> =>
    (await child.ask<{ rate: number }>({ contender, faulty, time } satisfies Asked)).rate;
  for (const name of names) await measure(name, true, 500);
  for (let round = 0; round < rounds; round++) {
    const sums = new Map<string, number>();
    for (let turn = 0; turn < turns; turn++)
      for (const faulty of [false, true])
        for (const name of names) {
          const key = `${name} ${faulty}`;
          sums.set(key, (sums.get(key) ?? 0) + (await measure(name, faulty, milliseconds)) / turns);
        }
    for (const [key, rate] of sums) rates.set(key, [...(rates.get(key) ?? []), rate]);
  }
  await child.end();
  const of = (name: string, faulty: boolean) => rates.get(`${name} ${faulty}`)!;
  const times = (share: ReturnType<typeof ratio>) => told(share, " ×");
  const against = (name: string, faulty: boolean, least: number): Verdict => {
    const share = ratio(of("Allmende", faulty), of(name, faulty));
    const which = faulty ? "faulty" : "valid";
    return { goal: `${which} input ≥ ${least} × ${name}`, measured: times(share), holds: share.median >= least };
  };
  return {
    title: "G4 Forms",
    verdicts: [
      {
        goal: `0 mistakes in the valid input, ${mistakes} in the faulty`,
        measured: names.map((name) => `${name} ${contenders[name]!.valid}/${contenders[name]!.faulty}`).join(", "),
        holds: true,
      },
      against("ajv", false, 0.5),
      against("ajv", true, 0.5),
      ...(peers ? [against("Form.io", false, 800), against("Form.io", true, 800)] : []),
      { goal: "compile ≤ 5 ms", measured: `${compile.median.toFixed(2)} ms`, holds: compile.median <= 5 },
    ],
    lines: [
      `One submission of 150 questions with conditions, patterns and a list checked again and again, in one process,`,
      `${rounds} rounds of ${turns} alternating turns of ${milliseconds} ms. ajv checks the same rules from a JSON Schema, all errors asked for.`,
      `The first compilation in a fresh process took ${compile.first.toFixed(1)} ms, the median of fifty more ${compile.median.toFixed(2)} ms.`,
      "",
      ...table(
        ["checks a second", "valid", "faulty"],
        names.map((name) => [name, told(figure(of(name, false))), told(figure(of(name, true)))]),
      ),
      peers ? "" : "**Left out: Form.io. Name the folder of the peers with `--peers`.**",
    ],
  };
}
