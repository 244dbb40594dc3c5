import type { Hand } from "../../domains/applications/index.ts";
import { portalTexts } from "../ui/texts/index.ts";
import { fullInstant } from "./dates.ts";

/** Who filled in the application besides its applicant, for whom, and how it was signed. */
export function Hands({ hands }: { hands: readonly Hand[] }) {
  const t = portalTexts("de");
  return (
    <>
      {hands.map((hand) =>
        hand.role === "contributor" ? (
          <p class="al-meta" key={hand.part}>
            {t.recordContributed} {t.contributedBy(hand.name, fullInstant(new Date(hand.at)))}.
          </p>
        ) : (
          <p class="al-meta" key={hand.staffId}>
            {t.recordTakenIn} {t.takenIn[hand.channel]?.(hand.name, hand.applicant)} ({t.knownBy[hand.identifiedBy]}).
            {hand.signed && ` ${t.recordSigned}: ${t.signedWays[hand.signed]}.`}
          </p>
        ),
      )}
    </>
  );
}
