import type { ShownPage } from "@allmende/forms";
import type { SubmissionRecord } from "./record.ts";

/** The record as XML: an element for each thing, the canonical value of an answer as JSON text in `value`. */
export function recordXml(record: SubmissionRecord): string {
  const { service } = record;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element(
      "submissionRecord",
      {
        xmlns: `urn:${record.format.replace("/", ":")}`,
        application: record.application,
        fileReference: record.fileReference,
        "xml:lang": record.language,
        submittedAt: record.submittedAt,
      },
      [
        element("authority", {}, [text(record.authority)]),
        element(
          "service",
          { publisher: service.publisher, slug: service.slug, version: service.version, release: service.release },
          [text(service.title)],
        ),
        ...record.hands.map(({ answers, ...hand }) =>
          element(
            "hand",
            hand,
            answers.map((path) => element("answer", { path }, [])),
          ),
        ),
        ...pages(record.pages),
        ...record.attachments.map(({ id, question, type, bytes, name }) =>
          element("attachment", { id, question, type, bytes: String(bytes) }, [text(name)]),
        ),
        ...record.supplements.map(({ number, submittedAt, pages: later }) =>
          element("supplement", { number: String(number), submittedAt }, pages(later)),
        ),
      ],
    ),
  ].join("\n");
}

function pages(shown: readonly ShownPage[]): string[] {
  return shown.map(({ id, title, groups }) =>
    element(
      "page",
      { id, title },
      groups.map((group) =>
        element(
          "group",
          { title: group.title },
          group.entries.map(({ path, label, lines, value, type }) =>
            element("answer", { path, type, value: value === undefined ? undefined : JSON.stringify(value) }, [
              element("label", {}, [text(label)]),
              ...lines.map((line) => element("line", {}, [text(line)])),
            ]),
          ),
        ),
      ),
    ),
  );
}

function element(
  name: string,
  attributes: Record<string, string | null | undefined>,
  children: readonly string[],
): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string] => typeof entry[1] === "string")
    .map(
      ([key, value]) =>
        ` ${key}="${text(value)
          .replaceAll('"', "&quot;")
          .replaceAll(/[\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`)}"`,
    )
    .join("");
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join("")}</${name}>`;
}

/** Text as XML 1.0 takes it; characters that it forbids are left out. */
const text = (words: string): string =>
  words
    .toWellFormed()
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
