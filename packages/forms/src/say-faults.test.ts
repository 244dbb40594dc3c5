import { expect, test } from "vitest";
import { sayFaults } from "./say-faults.ts";
import { children, formWith } from "./testing/form.ts";
import { Wording } from "./wording.ts";

const labels: Record<string, string> = { kinder: "Kind", vorname: "Vorname", sprachen: "Sprache", ort: "Ort" };
const wording = new Wording({
  language: "de",
  find: (id, facet) => (facet === "label" ? labels[id] : undefined),
});

test("each fault names the entry it is in, and where it is mended", () => {
  const form = formWith([
    children(),
    { id: "sprachen", type: "text", maxLength: 3, repeat: { min: 0, max: 3 } },
    { id: "ort", type: "text" },
  ]);
  const problems = form.check({ kinder: [{}, { vorname: "Mia" }, {}], sprachen: ["de", "türkisch"] });
  expect(sayFaults(form, wording, problems).map(({ target, text }) => [target, text])).toEqual([
    ["kinder-0-vorname", "Kind 1: Füllen Sie dieses Feld aus: Vorname"],
    ["kinder-2-vorname", "Kind 3: Füllen Sie dieses Feld aus: Vorname"],
    ["sprachen-1", "Kürzen Sie auf höchstens 3 Zeichen. Es sind 8."],
    ["ort", "Füllen Sie dieses Feld aus: Ort"],
  ]);
  const numbered = sayFaults(form, wording, [{ path: "sprachen.1", code: "invalid" }]);
  expect(numbered[0]?.text).toBe("Prüfen Sie diese Angabe: Sprache 2");
});
