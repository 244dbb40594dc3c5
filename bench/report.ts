/** Figures as they are told: median and range over the rounds, and the ratio within the same run. */
export interface Figure {
  median: number;
  low: number;
  high: number;
}

export function figure(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, low: sorted[0]!, high: sorted.at(-1)! };
}

/** Round by round against what ran beside it, so that a slow minute of the machine weighs on both. */
export function ratio(values: readonly number[], limits: readonly number[]): Figure {
  return figure(values.map((value, round) => value / limits[round]!));
}

const rounded = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en-GB") : value >= 10 ? value.toFixed(1) : value.toFixed(2);

/** "1,234 (1,100 – 1,300)" */
export function told({ median, low, high }: Figure, unit = ""): string {
  return `${rounded(median)}${unit} (${rounded(low)} – ${rounded(high)})`;
}

/** "62 % (58 – 66)" */
export function toldShare({ median, low, high }: Figure): string {
  const percent = (share: number): string => String(Math.round(share * 100));
  return `${percent(median)} % (${percent(low)} – ${percent(high)})`;
}

/** One goal with what was measured and whether it holds. */
export interface Verdict {
  goal: string;
  measured: string;
  holds: boolean;
}

/** What one measurement has to say. */
export interface Chapter {
  title: string;
  verdicts: Verdict[];
  /** Markdown: how it was measured, tables. */
  lines: string[];
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line), ""];
}
