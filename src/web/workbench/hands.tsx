import type { Hand } from "../../domains/applications/index.ts";
import { portalTexts } from "../ui/texts/index.ts";

/** Who filled in the application besides its applicant, for whom, and how it was signed. */
export function Hands({ hands }: { hands: readonly Hand[] }) {
  const t = portalTexts("de");
  return (
    <>
      {hands.map(({ name, channel, applicant, identifiedBy, signed }) => (
        <p class="al-meta" key={name}>
          {t.recordTakenIn} {t.takenIn[channel]?.(name, applicant)} ({t.knownBy[identifiedBy]}).
          {signed && ` ${t.recordSigned}: ${t.signedWays[signed]}.`}
        </p>
      ))}
    </>
  );
}
