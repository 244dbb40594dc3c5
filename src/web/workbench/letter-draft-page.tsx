import { Button, ErrorSummary, Icon } from "@allmende/kern";
import { compareWords, type EditProblem, type TemplateText } from "@allmende/service-package";
import type { Case, ComposedLetter } from "../../domains/cases/index.ts";
import type { LetterDraft } from "../../domains/letters/index.ts";
import { LetterSheet } from "../ui/letter-sheet.tsx";
import { fullInstant } from "./dates.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

export interface LetterDraftView {
  found: Case;
  letter: string;
  /** Letters of the service, to choose among: name and subject line. */
  letters: readonly { name: string; title: string }[];
  blocks: readonly TemplateText[];
  /** What stands in the fields, by block. */
  texts: Readonly<Record<string, string>>;
  /** The version these words were made from. */
  after: number;
  versions: readonly LetterDraft[];
  preview: ComposedLetter | undefined;
  names: ReadonlyMap<string, string>;
  problems: ReadonlyMap<string, EditProblem>;
  /** Somebody saved meanwhile. */
  conflict: string | undefined;
}

const problemWords: Record<EditProblem, string> = {
  "placeholder-missing": "Ein Platzhalter in geschweiften Klammern fehlt. Setzen Sie ihn wieder ein.",
  "placeholder-foreign": "Geschweifte Klammern gehören den Platzhaltern der Vorlage. Nehmen Sie die anderen heraus.",
  "block-head": "Eine Zeile in eckigen Klammern beginnt einen neuen Absatz der Vorlage. Schreiben Sie sie anders.",
  "subject-empty": "Der Betreff fehlt.",
  unreadable: "So lässt sich der Absatz nicht lesen. Prüfen Sie die Platzhalter.",
};

/** Other words for a letter before it goes out: each block with its template's text, the difference, the versions. */
export function letterDraftPage(frame: StaffFrame, view: LetterDraftView): string {
  const { found, letter, blocks, texts, problems, conflict, versions } = view;
  const here = `/amt/vorgaenge/${found.id}/entwurf/${letter}`;
  const wrong = blocks.filter(({ id }) => problems.has(id));
  const failed = wrong.length > 0 || conflict !== undefined;
  return renderStaffPage(
    frame,
    `${failed ? "Fehler: " : ""}Brief bearbeiten`,
    <div class="al-case">
      <div class="al-case__head">
        <p class="al-crumb">
          <a href={`/amt/vorgaenge/${found.id}`}>{[found.title, found.subject].filter(Boolean).join(": ")}</a>
        </p>
        <h1>Brief bearbeiten</h1>
        {view.letters.length > 1 && (
          <nav class="al-records__nav" aria-label="Briefe dieser Leistung">
            <ul>
              {view.letters.map(({ name, title }) => (
                <li key={name}>
                  <a
                    href={`/amt/vorgaenge/${found.id}/entwurf/${name}`}
                    aria-current={name === letter ? "page" : undefined}
                  >
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
      <div class="al-draft">
        <form method="post" action={here}>
          {failed && (
            <ErrorSummary
              title="Der Entwurf ist noch nicht gespeichert"
              entries={[
                ...(conflict ? [{ target: "absatz-betreff", text: conflict }] : []),
                ...wrong.map(({ id }) => ({ target: `absatz-${id}`, text: problemWords[problems.get(id)!] })),
              ]}
            />
          )}
          <input type="hidden" name="_token" value={frame.token} />
          <input type="hidden" name="fassung" value={String(view.after)} />
          <p class="al-meta">
            Was in geschweiften Klammern steht, setzt Allmende ein. Lassen Sie es stehen. Ein leerer Absatz entfällt.
          </p>
          {blocks.map((block, index) => (
            <BlockField
              key={block.id}
              block={block}
              gap={view.preview?.gaps.includes(block.id) ?? false}
              label={block.id === "betreff" ? "Betreff" : `Absatz ${index}`}
              text={texts[block.id] ?? block.text}
              problem={problems.get(block.id)}
            />
          ))}
          <p class="al-buttons">
            <Button>Entwurf speichern</Button>
            {versions.length > 0 && (
              <Button kind="secondary" name="fassung-holen" value="0">
                Zurück zur Vorlage
              </Button>
            )}
          </p>
          {versions.length > 0 && (
            <section aria-labelledby="fassungen">
              <h2 id="fassungen">Fassungen</h2>
              <ul class="al-records__open">
                {versions.map(({ number, writtenBy, writtenAt, edits }) => (
                  <li key={number}>
                    <div>
                      Fassung {number}
                      <p class="al-meta">
                        {view.names.get(writtenBy) ?? "Amt"}, {fullInstant(writtenAt)},{" "}
                        {changed(Object.keys(edits).length)}
                      </p>
                    </div>
                    {number !== view.after && (
                      <Button kind="tertiary" name="fassung-holen" value={String(number)}>
                        Fassung {number} zurückholen
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )}
        </form>
        {view.preview && (
          <section class="al-panel al-panel--letter" aria-labelledby="vorschau">
            <h2 id="vorschau">
              Vorschau <span class="al-muted">der gespeicherten Fassung</span>
            </h2>
            <LetterSheet
              letter={{ paper: view.preview.paper, blocks: view.preview.blocks, language: "de" }}
              highlight
              level={3}
            />
          </section>
        )}
      </div>
    </div>,
  );
}

const changed = (count: number): string =>
  count === 0 ? "wie die Vorlage" : count === 1 ? "1 Absatz geändert" : `${count} Absätze geändert`;

function BlockField({
  block,
  gap,
  label,
  text,
  problem,
}: {
  block: TemplateText;
  /** Nothing is known that could be inserted here. */
  gap: boolean;
  label: string;
  text: string;
  problem: EditProblem | undefined;
}) {
  const id = `absatz-${block.id}`;
  const described = [(block.conditional || gap) && `${id}-hinweis`, problem && `${id}-fehler`]
    .filter(Boolean)
    .join(" ");
  return (
    <div class={problem ? "al-verb al-field--error" : "al-verb"}>
      <label class="al-label" for={id}>
        {label}
      </label>
      {(block.conditional || gap) && (
        <p class="kern-hint" id={`${id}-hinweis`}>
          {block.conditional && "Steht nur im Brief, wenn er zutrifft. "}
          {gap && "Hier fehlt eine Angabe: Schreiben Sie Ihre Worte an die Stelle der Klammer."}
        </p>
      )}
      {problem && (
        <p class="kern-error" id={`${id}-fehler`}>
          <Icon name="warning" /> {problemWords[problem]}
        </p>
      )}
      <textarea
        class="kern-form-input__input al-textarea"
        id={id}
        name={block.id}
        rows={Math.min(12, Math.max(1, Math.ceil(text.length / 60) + text.split("\n").length - 1))}
        maxLength={5000}
        aria-describedby={described || undefined}
        aria-invalid={problem ? "true" : undefined}
      >
        {text}
      </textarea>
      {text !== block.text && (
        <details class="al-draft__change">
          <summary>Unterschied zur Vorlage</summary>
          <p class="al-prewrap">
            {compareWords(block.text, text).map(({ kind, text: words }, index) =>
              kind === "gone" ? (
                <del key={index}>{words}</del>
              ) : kind === "new" ? (
                <ins key={index}>{words}</ins>
              ) : (
                <span key={index}>{words}</span>
              ),
            )}
          </p>
        </details>
      )}
    </div>
  );
}
