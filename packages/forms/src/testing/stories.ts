import { story as text } from "../types/text/story.ts";
import { story as email } from "../types/email/story.ts";
import { story as phone } from "../types/phone/story.ts";
import { story as integer } from "../types/integer/story.ts";
import { story as number } from "../types/number/story.ts";
import { story as money } from "../types/money/story.ts";
import { story as date } from "../types/date/story.ts";
import { story as time } from "../types/time/story.ts";
import { story as yesno } from "../types/yesno/story.ts";
import { story as declaration } from "../types/declaration/story.ts";
import { story as choice } from "../types/choice/story.ts";
import { story as choices } from "../types/choices/story.ts";
import { story as person } from "../types/person/story.ts";
import { story as address } from "../types/address/story.ts";
import { story as location } from "../types/location/story.ts";
import { story as iban } from "../types/iban/story.ts";
import { story as mandate } from "../types/mandate/story.ts";
import { story as plate } from "../types/plate/story.ts";
import { story as signature } from "../types/signature/story.ts";
import { story as file } from "../types/file/story.ts";
import { story as information } from "../types/information/story.ts";
import { story as computed } from "../types/computed/story.ts";
import type { Story } from "./story.ts";

/** A story of each type of the package. */
export const stories: readonly Story[] = [
  text,
  email,
  phone,
  integer,
  number,
  money,
  date,
  time,
  yesno,
  declaration,
  choice,
  choices,
  person,
  address,
  location,
  iban,
  mandate,
  plate,
  signature,
  file,
  information,
  computed,
];
