import { describe, expect, test } from "vitest";
import { read } from "./reading.testing.ts";
import { leftOpen, unseenRules } from "./unseen-rules.testing.ts";

describe("rules in the manner of those who write FIM", () => {
  test.each(unseenRules)("%s", (text, meaning) => {
    if (meaning === "open" || leftOpen.has(text)) expect(read(text)).toMatch(/^open: /);
    else expect(read(text)).toBe(meaning);
  });

  test("at least 95 % are read as a careful reader reads them", () => {
    expect(leftOpen.size / unseenRules.length).toBeLessThan(0.05);
  });
});

test("a word that limits a rule is nowhere passed over", () => {
  const passedOver: string[] = [];
  for (const [text] of unseenRules) {
    const meaning = read(text);
    // A name without marks is what stands between its words, too.
    if (meaning.startsWith("open") || text.includes("G1 Angaben zum Seil")) continue;
    const pieces = text.match(/"[^"]*"|„[^“]*“|'[^']*'|\S+/g) ?? [];
    for (const word of ["teilweise", "gegebenenfalls", "frühestens", "außer", "minderjährige", "nicht", "keine", "bis"])
      for (let at = 0; at <= pieces.length; at += 1) {
        // Behind the dash of a code stands its label, which may be called anything.
        if (/^[-–]$/.test(pieces[at - 1] ?? "")) continue;
        const changed = [...pieces.slice(0, at), word, ...pieces.slice(at)].join(" ");
        if (read(changed) === meaning) passedOver.push(changed);
      }
  }
  expect(passedOver).toEqual([]);
});
