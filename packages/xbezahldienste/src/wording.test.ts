import * as fc from "fast-check";
import { expect, test } from "vitest";
import { PaymentRequest } from "./payment-request.ts";
import { toDescription, toPurpose } from "./wording.ts";

test.each([
  ["Geburtsurkunde 2026-00017", "Geburtsurkunde 2026-00017"],
  ["Gebühr Straßenfest", "Gebuehr Strassenfest"],
  ["Çelik & Söhne: Müll/Abfuhr", "Celik Soehne Muell-Abfuhr"],
  ["Bewohnerparkausweis für ein Jahr", "Bewohnerparkausweis fuer"],
  ["§§§ 😀", "Zahlung"],
  ["", "Zahlung"],
])("the statement text %j becomes %j", (text, purpose) => {
  expect(toPurpose(text)).toBe(purpose);
});

test("whatever the text, purpose and description keep to the pattern", () => {
  const { purpose, description } = PaymentRequest.shape;
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      expect(purpose.safeParse(toPurpose(text)).success).toBe(true);
      expect(description.safeParse(toDescription(text)).success).toBe(true);
    }),
  );
});

test("the description keeps umlauts and drops what the pattern does not know", () => {
  expect(toDescription("Gebühr (§ 9) für Łukasz – 2 Stück")).toBe("Gebühr 9 für Łukasz - 2 Stück");
  expect(toDescription("a".repeat(300))).toHaveLength(250);
});

test("a text as long as a book is worded in a moment", () => {
  const began = performance.now();
  for (const piece of [" ", "–", " –", "-", "\u0308", "😀", "a "]) {
    const text = `x${piece.repeat(1_000_000 / piece.length)}y`;
    expect(toPurpose(text).length).toBeLessThanOrEqual(27);
    expect(toDescription(text).length).toBeLessThanOrEqual(250);
  }
  expect(performance.now() - began).toBeLessThan(5_000);
});
