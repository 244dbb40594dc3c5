import { placeholder } from "./draft-service.ts";

/** The two letters of a draft: granted and refused. Their one open sentence is marked. */
export function draftLetters(): [path: string, text: string][] {
  return [
    [
      "letters/bescheid.de.md",
      letter(
        "Ihr Antrag: {leistung}",
        `Ihrem Antrag vom {eingang} geben wir statt. ${placeholder}: Was damit erlaubt oder gewährt ist.`,
      ),
    ],
    ["letters/ablehnung.de.md", letter("Ihr Antrag: {leistung}", "Ihren Antrag vom {eingang} lehnen wir ab.")],
  ];
}

const letter = (subject: string, sentence: string): string => `[betreff]
${subject}

[anrede]
{anrede}

[entscheidung]
${sentence}

[gruende when begruendung != null]
{begruendung}

[gruss]
Mit freundlichen Grüßen

[absender]
{amt}, {behoerde}
`;
