import { compileForm, readRow } from "@allmende/forms";
import { expect, test } from "vitest";
import { readPrefill, unfitFor, writePrefill } from "./prefill-link.ts";

test("a link carries a person and an address, whole or not at all", () => {
  const compiled = compileForm({
    pages: [
      {
        id: "seite",
        elements: [
          { id: "ich", type: "person", self: true },
          { id: "anschrift", type: "address", self: true },
        ],
      },
    ],
  });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const { form } = compiled;
  const now = new Date("2026-11-17T08:00:00Z");
  const row = {
    "ich.givenNames": "Petra",
    "ich.familyName": "Beispiel",
    "ich.birthDate": "4.2.1985",
    "anschrift.street": "Lindenweg",
    "anschrift.number": "7",
    "anschrift.postcode": "D-12345",
    "anschrift.place": "Musterstadt",
  };
  const { answers, faults } = readRow(form, row);
  expect(faults).toEqual([]);
  expect(unfitFor(form, answers, now)).toEqual([]);
  const place = { tenant: "t", slug: "s" };
  const text = writePrefill("key", { ...place, until: new Date(now.getTime() + 1000), answers })!;
  expect(readPrefill("key", text, { ...place, form, now })).toEqual({
    ich: { givenNames: "Petra", familyName: "Beispiel", birthDate: "1985-02-04" },
    anschrift: { street: "Lindenweg", number: "7", postcode: "12345", place: "Musterstadt" },
  });
  const { anschrift: _, ...half } = readRow(form, { ...row, "ich.familyName": "" }).answers;
  expect(unfitFor(form, half, now)).toMatchObject([{ path: "ich.familyName", code: "requiredPart" }]);
});
