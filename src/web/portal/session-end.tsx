import { Button } from "@allmende/kern";
import type { Frame } from "../ui/page.tsx";

/**
 * When the session ends: as text for everybody, and as a question shortly before, for browsers with JavaScript
 * (quality A10). `ends` is an instant as browsers read it, `words` the same for people.
 */
export function SessionEnd({
  frame: { t },
  ends,
  words,
  token,
  here,
}: {
  frame: Frame;
  ends: string;
  words: string;
  token: string;
  /** The path of the page. */
  here: string;
}) {
  return (
    <>
      <p class="al-small al-muted al-session">{t.sessionUntil(words)}</p>
      <dialog class="al-dialog" data-ends={ends} aria-labelledby="sitzung-titel">
        <h2 id="sitzung-titel">{t.sessionTitle}</h2>
        <p data-warning>{t.sessionSoon}</p>
        <p data-over hidden>
          {t.sessionOver}
        </p>
        <p class="kern-error" role="alert" data-trouble hidden>
          {t.sessionFailed}
        </p>
        <form class="al-actions" method="post" action="/sitzung">
          <input type="hidden" name="_token" value={token} />
          <input type="hidden" name="weiter" value={here} />
          <Button>{t.sessionGoOn}</Button>
        </form>
        <form method="dialog">
          <Button kind="tertiary">{t.sessionClose}</Button>
        </form>
      </dialog>
    </>
  );
}
