/** A match in a text of code points, with its groups. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (readonly [number, number] | undefined)[];
}

type Replacement = (match: Found, text: readonly string[]) => string;

/** `$1` is a group, `$0` the whole, `\$` and `\\` themselves; null if it says anything else. */
export function replacementOf(source: string, groups: number): Replacement | null {
  const parts: (string | number)[] = [];
  for (let index = 0; index < source.length; index++) {
    const char = source.charAt(index);
    const following = source.charAt(index + 1);
    if (char === "\\") {
      if (following !== "\\" && following !== "$") return null;
      parts.push(following);
      index++;
    } else if (char === "$") {
      const digits = /^\d+/.exec(source.slice(index + 1))?.[0];
      if (digits === undefined) return null;
      const used = groupNumber(digits, groups);
      parts.push(Number(used));
      index += used.length;
    } else parts.push(char);
  }
  return (match, text) =>
    parts.map((part) => (typeof part === "string" ? part : groupText(part, match, text))).join("");
}

/** As many digits as make a number of a group that is there; one at least. */
function groupNumber(digits: string, groups: number): string {
  for (let length = digits.length; length > 1; length--)
    if (Number(digits.slice(0, length)) <= groups) return digits.slice(0, length);
  return digits.slice(0, 1);
}

function groupText(index: number, match: Found, text: readonly string[]): string {
  const range = index === 0 ? ([match.start, match.end] as const) : match.groups[index];
  return range ? text.slice(range[0], range[1]).join("") : "";
}
