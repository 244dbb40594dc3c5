import { day, noticeGiven, remedyNotice, type Land, type Remedy } from "@allmende/deadlines";
import { Refusal } from "../../platform/errors.ts";
import type { LetterNotice } from "../letters/index.ts";
import type { Contact, Tenant } from "../tenancy/index.ts";

/** A decision's day of notice and the remedy against it ("Rechtsbehelf"), with the rules that gave them. */
export interface NoticeOfDecision extends LetterNotice {
  remedy: Remedy;
  months: number;
}

/** By the procedure law of the Land on that day; the period runs from the presumed notice. */
export function noticeOf(
  on: string,
  land: Land,
  kind: "administrative" | "tax",
  channel: "inbox" | "post" = "inbox",
): NoticeOfDecision {
  const place = { land };
  const given = noticeGiven({ kind, place, channel, on: day(on) });
  const { remedy, months, deadline } = remedyNotice({ kind, place, notice: given });
  return {
    givenOn: given.on,
    remedyUntil: deadline.ends,
    remedy,
    months,
    reasons: deadline.reasons.map((reason) => `${reason.law}: ${reason.from} → ${reason.to}`),
  };
}

/**
 * What the letter says of the remedy ("Rechtsbehelfsbelehrung", § 58 VwGO: which one, where, how long). Where an action is
 * open the court and its seat must be named, else a year runs instead of a month: without them the letter is refused.
 */
export function instructionOf(
  { remedy, months }: Pick<NoticeOfDecision, "remedy" | "months">,
  { name, court }: Pick<Tenant, "name" | "court">,
  { street, postcode, place }: Pick<Contact, "street" | "postcode" | "place">,
): string {
  const within = `innerhalb ${months === 1 ? "eines Monats" : `von ${months} Monaten`} nach seiner Bekanntgabe`;
  const objection = `Schreiben Sie dazu an: ${name}, ${street}, ${postcode} ${place}.`;
  if (remedy === "objection")
    return `Ihr Recht: Gegen diesen Bescheid können Sie ${within} Widerspruch einlegen. ${objection}`;
  if (!court) throw new Refusal("cases.court_missing");
  const seat = `${court.name}, ${court.street}, ${court.postcode} ${court.place}.`;
  if (remedy === "action")
    return `Ihr Recht: Gegen diesen Bescheid können Sie ${within} Klage erheben. Richten Sie die Klage an: ${seat}`;
  return `Ihr Recht: Gegen diesen Bescheid können Sie ${within} Widerspruch einlegen oder sofort klagen. Widerspruch: ${objection} Klage: Richten Sie sie an ${seat}`;
}

/** Whether a notice leaves room for an objection; one that tells no remedy does. */
export const allowsObjection = (notice: Pick<LetterNotice, "remedy"> | null | undefined): boolean =>
  notice?.remedy !== "action";
