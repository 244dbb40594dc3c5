import { expect, test } from "vitest";
import { plainName } from "./mail.ts";

test("a name goes into a mail as it was typed", () => {
  for (const name of [
    "Petra Beispiel",
    "Dr. Zoë d’Árpád-Łuczak",
    "Müller & Söhne GmbH (Gartenbau)",
    "1. FC Musterstadt e.V.",
    "Олена Коваль",
  ])
    expect(plainName(name)).toBe(name);
});

test("what may be a message of its writer is left out", () => {
  for (const message of [
    "Gewinn: https://boese.example",
    "Petra www.boese.example",
    "boese.example/gewinn",
    "petra@boese.example",
    "Rufen Sie an: 0190 123456",
    "Rufen Sie an 0 1 9 0 5",
    "Petra\u202Eelpmaxe",
    "a".repeat(81),
    "",
  ])
    expect(plainName(message), message).toBe("");
  expect(plainName("Petra\r\nBeispiel")).toBe("Petra Beispiel");
});
