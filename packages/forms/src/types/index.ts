import type { FieldTypeName } from "../definition.ts";
import type { FieldType } from "../field-type.ts";
import { choice, choices } from "./choice.tsx";
import { date } from "./date.tsx";
import { email } from "./email.tsx";
import { file } from "./file.tsx";
import { information } from "./information.tsx";
import { integer, number } from "./number.tsx";
import { text } from "./text.tsx";
import { time } from "./time.tsx";
import { declaration, yesno } from "./yesno.tsx";

/** All kinds of question a form may hold. */
export const fieldTypes = {
  text,
  email,
  integer,
  number,
  date,
  time,
  yesno,
  declaration,
  choice,
  choices,
  file,
  information,
} as unknown as Record<FieldTypeName, FieldType>;
