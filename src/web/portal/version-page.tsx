import { Button, DescriptionList } from "@allmende/kern";
import { showAnswers, withAnswersIn, type Answers, type Path, type ShownPage } from "@allmende/forms";
import type { NewVersion } from "../../domains/applications/index.ts";
import { Lines } from "../ui/lines.tsx";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { slimOf, wordingFor } from "./frame.ts";

/** What changed in a form since its draft was saved, and the choice which version to go on with. */
export function versionPage(
  frame: Frame,
  {
    home,
    answers,
    change,
    token,
    now,
  }: { home: string; answers: Answers; change: NewVersion; token: string; now: Date },
): string {
  const { t } = frame;
  const { from, to, carried } = change;
  const before = said(showAnswers(from.form, answers, wordingFor(frame, from), { now }));
  const wording = withAnswersIn(to.form, to.form.walk(carried.answers, { now }), wordingFor(frame, to));
  const labelOf = (path: Path): string => {
    const [first = "", index] = path.split(".");
    const group = to.form.field(first)?.kind === "group" && index !== undefined;
    const label = wording.label(to.form.at(path)?.id ?? path);
    return group
      ? `${wording.say("entry", { label: wording.label(first), number: Number(index) + 1 })}: ${label}`
      : label;
  };
  return renderPortalPage({
    frame,
    title: t.versionTitle,
    noindex: true,
    slim: slimOf(frame, to, 0),
    children: (
      <>
        <h1>{t.versionTitle}</h1>
        <p class="al-lead">{t.versionLead}</p>
        {carried.added.length > 0 && (
          <section class="al-answers" aria-labelledby="neu">
            <h2 id="neu">{t.versionAdded}</h2>
            <ul>
              {carried.added.map((path) => (
                <li key={path}>{labelOf(path)}</li>
              ))}
            </ul>
          </section>
        )}
        {carried.unfit.length > 0 && (
          <section class="al-answers" aria-labelledby="passt-nicht">
            <h2 id="passt-nicht">{t.versionUnfit}</h2>
            <DescriptionList
              items={carried.unfit.map(({ path, code, details }) => ({
                term: labelOf(path),
                value: (
                  <Lines
                    lines={[
                      ...((before.get(path) ?? before.get(path.split(".")[0] ?? ""))?.lines ?? []),
                      wording.fault(to.form.at(path)?.id ?? path, code, details),
                    ]}
                  />
                ),
              }))}
            />
          </section>
        )}
        {carried.gone.length > 0 && (
          <section class="al-answers" aria-labelledby="weg">
            <h2 id="weg">{t.versionGone}</h2>
            <p>{t.versionGoneLead}</p>
            <DescriptionList
              items={carried.gone.map((path) => ({
                term: before.get(path)?.label ?? path,
                value: <Lines lines={before.get(path)?.lines ?? []} />,
              }))}
            />
          </section>
        )}
        <form class="al-form" method="post" action={`${home}/fassung`}>
          <input type="hidden" name="_token" value={token} />
          <div class="al-form__end">
            <Button block name="fassung" value="neu">
              {t.versionFollow}
            </Button>
            <Button kind="tertiary" name="fassung" value="bisher">
              {t.versionKeep}
            </Button>
          </div>
        </form>
      </>
    ),
  });
}

/** What was said, by path; an entry of a group names its entry, too. */
function said(pages: readonly ShownPage[]): Map<Path, { label: string; lines: string[] }> {
  return new Map(
    pages.flatMap(({ groups }) =>
      groups.flatMap(({ title, entries }) =>
        entries.map(
          ({ path, label, lines }) =>
            [path, { label: path.includes(".") && title ? `${title}: ${label}` : label, lines }] as const,
        ),
      ),
    ),
  );
}
