import { contextOf, date as feelDate, fromJson } from "@allmende/feel";
import type { FieldType } from "../../field-type.ts";
import type { Wording } from "../../wording.ts";
import { PartField } from "../part-field.tsx";
import { checkParts, isParts, partsSchema, readParts, word, writeParts, tidyParts } from "../parts.ts";
import { definition, partsOf, type PersonField } from "./model.ts";

export type { PersonField };

const birthDay = (iso: string, wording: Wording): string => wording.say("bornOn", { date: wording.date(iso) });

/** A natural person: names as in the passport, and the date of birth. In FEEL: `person.familyName`. */
export const person: FieldType<PersonField> = {
  definition,
  parts: ["doctorate", "givenNames", "familyName", "birthName", "birthDate"],
  frame: () => "several",
  tidy: tidyParts,
  missing: "requiredPerson",
  read: (posted, field) => readParts(posted, partsOf(field)),
  write(value) {
    const [year, month, day] = word(value, "birthDate").split("-");
    const written = writeParts(value);
    return day ? { ...written, birthDate: [`${Number(day)}.${Number(month)}.${year}`] } : written;
  },
  check: (field) => checkParts(partsOf(field)),
  schema: (field) => partsSchema(partsOf(field)),
  feel(value) {
    if (!isParts(value)) return null;
    const read = (name: string, part: unknown) => (name === "birthDate" ? feelDate(String(part)) : fromJson(part));
    return contextOf(Object.entries(value).map(([name, part]) => [name, read(name, part)] as const));
  },
  display(value, _field, wording) {
    const names = ["doctorate", "givenNames", "familyName"].map((part) => word(value, part)).filter(Boolean);
    const [birthName, birthDate] = [word(value, "birthName"), word(value, "birthDate")];
    return [
      names.join(" "),
      birthName && wording.say("bornAs", { name: birthName }),
      birthDate && birthDay(birthDate, wording),
    ].filter(Boolean);
  },
  target: (id) => `${id}-givenNames`,
  face(props) {
    const { field, wording } = props;
    return (
      <>
        {field.more && <PartField of={props} part="doctorate" label={wording.say("doctorate")} width={16} />}
        <PartField of={props} part="givenNames" label={wording.say("givenNames")} required autocomplete="given-name" />
        <PartField of={props} part="familyName" label={wording.say("familyName")} required autocomplete="family-name" />
        {field.more && <PartField of={props} part="birthName" label={wording.say("birthName")} />}
        {field.birthDate !== "none" && (
          <PartField
            of={props}
            part="birthDate"
            label={wording.say("birthDate")}
            hint={wording.say("birthDateHint")}
            required={field.birthDate === "required"}
            autocomplete="bday"
            width={10}
          />
        )}
      </>
    );
  },
};
