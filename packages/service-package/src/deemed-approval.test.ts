import { expect, test } from "vitest";
import { compileService } from "./compile-service.ts";
import { readPackage } from "./read-package.ts";
import { sampleFiles } from "./sample.testing.ts";

const rule = "deemedApproval: { law: recht, letters: { certificate: bescheinigung, extension: verlaengerung } }\n";
const letters = `  - { name: bescheinigung, kind: letter }
  - { name: verlaengerung, kind: letter }
`;
const certificate =
  "[betreff]\nBescheinigung\n\n[text]\nNach {gesetz} gilt Ihr Antrag mit Ablauf des {fiktion} als genehmigt; vollständig war er am {vollstaendig}.\n";

/** A sample whose law orders a deemed approval, with its service.yaml changed. */
async function problemsOf(change: (text: string) => string = (text) => text): Promise<string[]> {
  const files = new Map(
    sampleFiles({ "service.yaml": (text) => change(text.replace(/letters:\n/, `${rule}letters:\n`) + letters) }),
  );
  files.set("letters/bescheinigung.de.md", certificate);
  files.set("letters/verlaengerung.de.md", certificate);
  const reading = readPackage(files);
  if (!reading.ok) return reading.problems.map(({ message }) => message);
  const compilation = await compileService(reading.pkg, files);
  if (compilation.ok) return [`period ${compilation.service.definition.deemedApproval?.period}`];
  return compilation.problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

test("a law that orders a deemed approval is named with its letters; the period is three months unless the law says otherwise", async () => {
  expect(await problemsOf()).toEqual(["period P3M"]);
  expect(await problemsOf((text) => text.replace("law: recht,", 'law: recht, period: "P6W",'))).toEqual(["period P6W"]);
});

test.each([
  ["a law the service does not stand on", "law: recht,", "law: gewohnheit,", "legalBasis has no gewohnheit"],
  ["a tax", "procedure: administrative", "procedure: tax", "does not govern a tax procedure"],
  ["a letter that is missing", "extension: verlaengerung", "extension: frist", "letters has no frist"],
  [
    "a decision as certificate",
    "name: bescheinigung, kind: letter",
    "name: bescheinigung, kind: decision",
    "is a decision",
  ],
  ["a period of none", "law: recht,", 'law: recht, period: "P0M",', "must be a period"],
  ["no period", "law: recht,", "law: recht, period: bald,", "must be a period"],
])("refuses %s", async (_, from, to, why) => {
  const problems = await problemsOf((text) => text.replace(from, to));
  expect(problems.join("\n")).toContain(why);
});
