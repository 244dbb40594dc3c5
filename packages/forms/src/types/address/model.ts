import { z } from "zod";
import { only, type Check, type FieldReading, type Posted } from "../../field-type.ts";
import { checkParts, isParts, partsSchema, readParts, type Part } from "../parts.ts";
import { question, self } from "../settings.ts";
import { plainDigits } from "../text/tidy.ts";

export const definition = z.strictObject({
  type: z.literal("address"),
  ...question,
  /** Whether an address outside Germany may be given; then there is a box for the country. */
  foreign: z.boolean().default(false),
  self,
});

export type AddressField = z.infer<typeof definition>;

/** A German postcode as people write it: "35325", "35 325", "D-35325", "DE 35325". 01000 to 99999. */
export function readPostcode(typed: string): string | undefined {
  const code = plainDigits(typed)
    .replace(/^\s*(?:PLZ[:.]?\s*)?(?:DE?\s*[-–]?\s*)?(?=\d)/i, "")
    .replaceAll(/[\s\u00A0.,]/g, "");
  return german.test(code) ? code : undefined;
}

const german = /^(?:0[1-9]|[1-9]\d)\d{3}$/;

const common: Part[] = [
  { name: "street", required: true, max: 55 },
  { name: "number", max: 11 },
  { name: "addition", max: 55 },
];
const inGermany: Part[] = [
  ...common,
  {
    name: "postcode",
    required: true,
    label: "postcodeLabel",
    max: 5,
    read: readPostcode,
    shape: { pattern: german, code: "postcode" },
  },
  { name: "place", required: true, max: 50 },
];
/** Not every country has postcodes. */
const abroad: Part[] = [
  ...common,
  { name: "postcode", max: 15 },
  { name: "place", required: true, max: 80 },
  { name: "country", required: true, max: 80 },
];

/** The country as it is kept: Germany is the country that need not be said. */
const isGermany = (country: string): boolean => /^(?:|deutschland|germany|de|d|brd)$/i.test(country.trim());

export function read(posted: Posted, { foreign }: AddressField): FieldReading {
  if (foreign && !isGermany(only(posted, "country").slice(0, 20))) return readParts(posted, abroad);
  return readParts(posted, inGermany);
}

export function check({ foreign }: AddressField): Check {
  const [home, other] = [checkParts(inGermany), checkParts(abroad)];
  return (value, context) =>
    foreign && isParts(value) && Object.hasOwn(value, "country") ? other(value, context) : home(value, context);
}

export const schema = ({ foreign }: AddressField): Record<string, unknown> =>
  foreign ? { anyOf: [partsSchema(inGermany), partsSchema(abroad)] } : partsSchema(inGermany);
