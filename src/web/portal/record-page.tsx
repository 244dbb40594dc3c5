import { DescriptionList } from "@allmende/kern";
import type { ShownPage } from "@allmende/forms";
import { Lines } from "../ui/lines.tsx";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { dateTime, longDate, oClock, type Speaker } from "./frame.ts";
import type { RecordedHand, SubmissionRecord } from "./record.ts";

/** The application as submitted, as a page; the same as PDF and for machines. */
export function recordPage(frame: Frame, record: SubmissionRecord): string {
  const { t } = frame;
  const base = `/antraege/${record.application}`;
  const title = t.recordTitle(record.service.title);
  return renderPortalPage({
    frame,
    title,
    noindex: true,
    children: (
      <div class="al-narrow">
        <nav class="al-breadcrumb" aria-label={t.breadcrumb}>
          <ol>
            <li>
              <a href={base}>{record.service.title}</a>
            </li>
            <li aria-current="page">{t.yourApplication}</li>
          </ol>
        </nav>
        <h1>{title}</h1>
        <DescriptionList items={recordFacts(frame, record).map(([term, value]) => ({ term, value }))} />
        <Pages frame={frame} pages={record.pages} prefix="" />
        {record.attachments.length > 0 && (
          <section class="al-answers" aria-labelledby="anlagen">
            <h2 id="anlagen">{t.documents}</h2>
            <ul class="al-links">
              {record.attachments.map(({ id, name }) => (
                <li key={id}>{name}</li>
              ))}
            </ul>
          </section>
        )}
        {record.supplements.map(({ number, submittedAt, pages }) => (
          <section key={number} aria-label={t.supplementOf(dateTime(new Date(submittedAt), frame))}>
            <h2>{t.supplementOf(dateTime(new Date(submittedAt), frame))}</h2>
            <Pages frame={frame} pages={pages} prefix={`n${number}-`} />
          </section>
        ))}
        <section class="al-answers" aria-labelledby="mitnehmen">
          <h2 id="mitnehmen">{t.recordTake}</h2>
          <ul class="al-links">
            {(["pdf", "json", "xml"] as const).map((kind) => (
              <li key={kind}>
                <a href={`${base}/antrag.${kind}`} download>
                  {t.recordAs[kind]}
                </a>
              </li>
            ))}
          </ul>
        </section>
      </div>
    ),
  });
}

/** What a record says of itself, in words: page and paper show the same. */
export function recordFacts(frame: Speaker, record: SubmissionRecord): [string, string][] {
  const { t } = frame;
  return [
    ...(record.fileReference ? [[t.fileReference, record.fileReference] as [string, string]] : []),
    [t.received, `${longDate(record.submittedAt, frame)}, ${oClock(new Date(record.submittedAt), frame)}`],
    [t.recordVersion, `${record.service.slug} ${record.service.version}`],
    ...record.hands.flatMap((hand) => handFacts(frame, hand, record.pages)),
  ];
}

/** Who entered what for whom, and how it was signed. */
function handFacts(frame: Speaker, hand: RecordedHand, pages: readonly ShownPage[]): [string, string][] {
  const { t } = frame;
  const entries = pages.flatMap(({ groups }) => groups.flatMap((group) => group.entries));
  const theirs = entries.filter(({ path }) => hand.answers.includes(path.split(".")[0] ?? ""));
  const labels = [...new Set(theirs.map(({ label }) => label))].join(", ") || t.notAnswered;
  if (hand.role === "contributor")
    return [
      [t.recordContributed, t.contributedBy(hand.name, dateTime(new Date(hand.at), frame))],
      [t.recordEntered, labels],
    ];
  const answered = entries.filter(({ value, type }) => value !== undefined && type !== "computed");
  const all = theirs.length >= answered.length;
  return [
    [t.recordTakenIn, t.takenIn[hand.channel]?.(hand.name, hand.applicant) ?? hand.name],
    [t.recordEntered, all ? t.recordEnteredAll : labels],
    [t.recordKnown, t.knownBy[hand.identifiedBy] ?? hand.identifiedBy],
    ...(hand.signed ? [[t.recordSigned, t.signedWays[hand.signed] ?? hand.signed]] : []),
  ] as [string, string][];
}

function Pages({ frame: { t }, pages, prefix }: { frame: Frame; pages: readonly ShownPage[]; prefix: string }) {
  const Heading = prefix ? "h3" : "h2";
  return (
    <>
      {pages.map((page) => (
        <section key={page.id} class="al-answers" aria-labelledby={`${prefix}seite-${page.id}`}>
          <Heading id={`${prefix}seite-${page.id}`}>{page.title}</Heading>
          {page.groups.map((group, index) => (
            <div key={index}>
              {group.title && (prefix ? <h4>{group.title}</h4> : <h3>{group.title}</h3>)}
              <DescriptionList
                items={group.entries.map(({ label, lines }) => ({
                  term: label,
                  value: lines.length > 0 ? <Lines lines={lines} /> : t.notAnswered,
                }))}
              />
            </div>
          ))}
        </section>
      ))}
    </>
  );
}
