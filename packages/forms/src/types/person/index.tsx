import { contextOf, date as feelDate, fromJson } from "@allmende/feel";
import { DateInput, FieldGroup } from "@allmende/kern";
import { only, type FaceProps, type FieldType, type Posted } from "../../field-type.ts";
import { read as readDay, write as writeDay } from "../date/model.ts";
import type { Wording } from "../../wording.ts";
import { PartField } from "../part-field.tsx";
import { checkParts, isParts, partsSchema, readParts, word, writeParts, tidyParts } from "../parts.ts";
import { definition, partsOf, type PersonField } from "./model.ts";

export type { PersonField };

const birthDay = (iso: string, wording: Wording): string => wording.say("bornOn", { date: wording.date(iso) });

const boxes = ["day", "month", "year"] as const;

/** The date of birth as it was typed: in one piece, or put together from its boxes; what cannot be read stays so. */
function birthDateIn(posted: Posted): string {
  const [day = "", month = "", year = ""] = boxes.map((box) => only(posted, `birthDate.${box}`));
  const reading = readDay({ "": [only(posted, "birthDate")], day: [day], month: [month], year: [year] });
  if ("fault" in reading) return only(posted, "birthDate") || `${day}.${month}.${year}`;
  return typeof reading.value === "string" ? reading.value : "";
}

/** A natural person: names as in the passport, and the date of birth. In FEEL: `person.familyName`. */
export const person: FieldType<PersonField> = {
  definition,
  parts: ["doctorate", "givenNames", "familyName", "birthName", "birthDate", ...boxes.map((box) => `birthDate.${box}`)],
  partEnds: { birthDate: "-day" },
  frame: () => "several",
  tidy: tidyParts,
  missing: "requiredPerson",
  read: (posted, field) => readParts({ ...posted, birthDate: [birthDateIn(posted)] }, partsOf(field)),
  write(value) {
    const { birthDate, ...written } = writeParts(value);
    if (!birthDate) return written;
    const parts = Object.entries(writeDay(birthDate[0])).map(([box, words]) => [`birthDate.${box}`, words] as const);
    return { ...written, ...Object.fromEntries(parts) };
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
    const own = (token: string) => (field.self ? token : "off");
    return (
      <>
        {field.more && <PartField of={props} part="doctorate" label={wording.say("doctorate")} width={16} />}
        <PartField
          of={props}
          part="givenNames"
          label={wording.say("givenNames")}
          required
          autocomplete={own("given-name")}
        />
        <PartField
          of={props}
          part="familyName"
          label={wording.say("familyName")}
          required
          autocomplete={own("family-name")}
        />
        {field.more && <PartField of={props} part="birthName" label={wording.say("birthName")} />}
        {field.birthDate !== "none" && <BirthDate {...props} />}
      </>
    );
  },
};

/** The date of birth in three boxes of its own; the first takes any usual spelling. */
function BirthDate({ field, id, name, posted, wording, partErrors }: FaceProps<PersonField>) {
  const own = `${id}-birthDate`;
  const error = partErrors?.birthDate;
  return (
    <FieldGroup
      id={own}
      label={wording.say("birthDate")}
      hint={wording.say("birthDateHint")}
      error={error}
      errorPrefix={wording.say("fehler")}
      optional={field.birthDate === "required" ? undefined : wording.say("optional")}
    >
      <DateInput
        id={own}
        name={`${name}.birthDate`}
        value={{
          day: only(posted, "birthDate.day") || only(posted, "birthDate"),
          month: only(posted, "birthDate.month"),
          year: only(posted, "birthDate.year"),
        }}
        error={error}
        labels={{ day: wording.say("day"), month: wording.say("month"), year: wording.say("year") }}
        birthday={field.self}
      />
    </FieldGroup>
  );
}
