import type { z } from "zod";
import { fieldType } from "../field-type.ts";
import { address, type AddressField } from "./address/index.tsx";
import { choice, type ChoiceField } from "./choice/index.tsx";
import { choices, type ChoicesField } from "./choices/index.tsx";
import { computed, type ComputedField } from "./computed/index.tsx";
import { date, type DateField } from "./date/index.tsx";
import { declaration, type DeclarationField } from "./declaration/index.tsx";
import { email, type EmailField } from "./email/index.tsx";
import { file, type FileField } from "./file/index.tsx";
import { iban, type IbanField } from "./iban/index.tsx";
import { information, type InformationField } from "./information/index.tsx";
import { integer, type IntegerField } from "./integer/index.tsx";
import { location, type LocationField } from "./location/index.tsx";
import { mandate, type MandateField } from "./mandate/index.tsx";
import { money, type MoneyField } from "./money/index.tsx";
import { number, type NumberField } from "./number/index.tsx";
import { person, type PersonField } from "./person/index.tsx";
import { phone, type PhoneField } from "./phone/index.tsx";
import { plate, type PlateField } from "./plate/index.tsx";
import { signature, type SignatureField } from "./signature/index.tsx";
import { text, type TextField } from "./text/index.tsx";
import { time, type TimeField } from "./time/index.tsx";
import { yesno, type YesnoField } from "./yesno/index.tsx";

/** All kinds of question a form may hold; a host adds its own with `compileForm(definition, { types })`. */
export const builtInTypes = {
  text: fieldType(text),
  email: fieldType(email),
  phone: fieldType(phone),
  integer: fieldType(integer),
  number: fieldType(number),
  money: fieldType(money),
  date: fieldType(date),
  time: fieldType(time),
  yesno: fieldType(yesno),
  declaration: fieldType(declaration),
  choice: fieldType(choice),
  choices: fieldType(choices),
  person: fieldType(person),
  address: fieldType(address),
  location: fieldType(location),
  iban: fieldType(iban),
  mandate: fieldType(mandate),
  plate: fieldType(plate),
  signature: fieldType(signature),
  file: fieldType(file),
  information: fieldType(information),
  computed: fieldType(computed),
};

export type FieldDefinition =
  | TextField
  | EmailField
  | PhoneField
  | IntegerField
  | NumberField
  | MoneyField
  | DateField
  | TimeField
  | YesnoField
  | DeclarationField
  | ChoiceField
  | ChoicesField
  | PersonField
  | AddressField
  | LocationField
  | IbanField
  | MandateField
  | PlateField
  | SignatureField
  | FileField
  | InformationField
  | ComputedField;

export type FieldTypeName = FieldDefinition["type"];
export type FieldOf<Name extends FieldTypeName> = Extract<FieldDefinition, { type: Name }>;

/** The name by which a form.yaml asks for a type. */
export function nameOf({ definition }: { definition: z.ZodObject }): string {
  const { type } = definition.shape as { type?: z.ZodLiteral<string> };
  if (!type) throw new Error("the definition of a field type names no type");
  return type.value;
}
