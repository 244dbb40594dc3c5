import { Details, FileInput, Icon } from "@allmende/kern";
import type { FileRef } from "../../answer.ts";
import type { StoredFile } from "../../field-type.ts";
import type { Wording } from "../../wording.ts";

/** One uploaded file: what it is, to be opened, looked at, replaced in one step, or taken out. No script needed. */
export function StoredEntry({
  id,
  name,
  file,
  wording,
  accept,
  seen,
}: {
  id: string;
  name: string;
  file: FileRef;
  wording: Wording;
  accept: string;
  seen: StoredFile | undefined;
}) {
  const own = `${id}-${file.attachment}`;
  return (
    <li class="al-files__entry">
      <Icon name="file" />
      <div class="al-files__name">
        {seen?.href ? (
          <a href={seen.href} aria-label={wording.say("showFile", { name: file.name })}>
            {file.name}
          </a>
        ) : (
          file.name
        )}
        <p class="al-files__facts">{facts(file, seen?.pages, wording)}</p>
        {seen?.note && <p class="al-files__facts">{seen.note}</p>}
      </div>
      <button
        class="kern-btn kern-btn--tertiary al-files__remove"
        type="submit"
        name="_entfernen"
        value={`${name}:${file.attachment}`}
        aria-label={wording.say("removeFile", { name: file.name })}
      >
        <span class="kern-label">{wording.say("remove")}</span>
      </button>
      {seen?.picture && (
        <Details summary={wording.say("preview")}>
          {/* Lazy: a closed preview costs nothing. */}
          <img
            class="al-files__picture"
            src={seen.picture}
            alt={wording.say("previewOf", { name: file.name })}
            loading="lazy"
          />
        </Details>
      )}
      <Details summary={wording.say("replace")}>
        <label class="kern-label" for={own}>
          {wording.say("replaceBy", { name: file.name })}
        </label>
        <FileInput id={own} name={`${name}:${file.attachment}`} accept={accept} />
        <button
          class="kern-btn kern-btn--secondary"
          type="submit"
          name="_ersetzen"
          value="ja"
          aria-label={wording.say("replaceFile", { name: file.name })}
        >
          <span class="kern-label">{wording.say("replace")}</span>
        </button>
      </Details>
    </li>
  );
}

/** "PDF, 3 Seiten, 1,2 MB" */
function facts({ type, size }: FileRef, pages: number | undefined, wording: Wording): string {
  const large = size >= 1_000_000;
  return wording.say(pages === undefined ? "fileFacts" : pages === 1 ? "fileFactsOnePage" : "fileFactsPages", {
    ...(pages !== undefined && { pages }),
    type: type.split("/").at(-1)!.toUpperCase().replace("JPEG", "JPG"),
    size: wording.number(large ? Math.round(size / 100_000) / 10 : Math.max(1, Math.round(size / 1000))),
    unit: large ? "MB" : "KB",
  });
}
