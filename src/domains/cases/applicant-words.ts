/**
 * What an office's steps tell the applicant, in the language the application was begun in. What a caseworker wrote for
 * them goes along as it was written. German is complete and stands in for every language without words of its own.
 */
export interface ApplicantWords {
  /** A mail that there is something to read; it says nothing of it. */
  greeting: string;
  /** A legal day ("2026-11-20") as it is read. */
  day(iso: string): string;
  newMessage(fileReference: string): string;
  letterSubject: string;
  newLetter(fileReference: string): string;
  somethingMissing: string;
  reminder: string;
  stillWaiting(day: string): string;
  moreTime: string;
  answerUntil(day: string): string;
  closed: Record<"withdrawn" | "lapsed" | "fulfilled" | "passed-on" | "merged", string>;
  reopened: string;
  mergedInto(fileReference: string): string;
  unmerged: string;
  competent(authority: string): string;
  objectionReceived: string;
  objectionNext: string;
  objectionSettled: Record<"remedied" | "forwarded" | "withdrawn", string>;
  takenOver(office: string): string;
  takenOverAs(fileReference: string): string;
  returned(office: string): string;
  /** What nobody decided until this day counts as granted (§ 42a VwVfG). */
  deemed: string;
  deemedBy(day: string, law: string): string;
}

const days = (locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
const [germanDays, englishDays] = [days("de-DE"), days("en-GB")];
const midnight = (iso: string): Date => new Date(`${iso}T00:00:00Z`);

/** A legal day as letters and messages name it: "20. November 2026". */
export const germanDay = (iso: string): string => germanDays.format(midnight(iso));

const german: ApplicantWords = {
  greeting: "Guten Tag",
  day: germanDay,
  newMessage: (reference) =>
    `zu Ihrem Antrag mit dem Aktenzeichen ${reference} gibt es eine Nachricht. Sie sehen sie auf unserer Seite unter „Stand eines Antrags ansehen“.`,
  letterSubject: "Ein Brief für Sie",
  newLetter: (reference) => `zu Ihrem Antrag mit dem Aktenzeichen ${reference} liegt ein Brief in Ihrem Postfach.`,
  somethingMissing: "Uns fehlt noch etwas",
  reminder: "Erinnerung: Uns fehlt noch etwas",
  stillWaiting: (day) => `Wir warten noch auf Ihre Antwort. Die Frist endet am ${day}.`,
  moreTime: "Sie haben mehr Zeit",
  answerUntil: (day) => `Sie können bis zum ${day} antworten.`,
  closed: {
    withdrawn: "Ihr Antrag ist zurückgenommen",
    lapsed: "Ihr Antrag wird nicht weiter bearbeitet",
    fulfilled: "Ihr Anliegen ist erledigt",
    "passed-on": "Ihr Antrag wird von einer anderen Stelle bearbeitet",
    merged: "Wir führen zwei Anträge zusammen",
  },
  reopened: "Wir bearbeiten Ihren Antrag wieder",
  mergedInto: (reference) => `Wir bearbeiten Ihr Anliegen unter dem Aktenzeichen ${reference}.`,
  competent: (authority) => `Zuständig ist: ${authority}`,
  unmerged: "Es sind doch zwei Anliegen. Wir bearbeiten beide.",
  objectionReceived: "Ihr Widerspruch ist angekommen",
  objectionNext: "Wir prüfen unsere Entscheidung und schreiben Ihnen.",
  objectionSettled: {
    remedied: "Wir entscheiden noch einmal über Ihren Antrag",
    forwarded: "Ihr Widerspruch liegt bei der Widerspruchsbehörde",
    withdrawn: "Ihr Widerspruch ist zurückgenommen",
  },
  takenOver: (office) => `${office} bearbeitet jetzt Ihren Antrag`,
  takenOverAs: (reference) => `Ihr Aktenzeichen dort: ${reference}. Briefe bekommen Sie von dort per Post.`,
  returned: (office) => `${office} bietet diese Leistung nicht mehr an. Der Vorgang ist wieder bei uns.`,
  deemed: "Ihr Antrag gilt als genehmigt",
  deemedBy: (day, law) =>
    `Wir haben bis zum ${day} nicht über Ihren Antrag entschieden. Deshalb gilt er als genehmigt. So bestimmt es: ${law}.\n\nSie möchten das schriftlich haben? Verlangen Sie auf der Seite Ihres Antrags eine Bescheinigung, oder sagen Sie uns Bescheid.`,
};

const english: ApplicantWords = {
  greeting: "Hello",
  day: (iso) => englishDays.format(midnight(iso)),
  newMessage: (reference) =>
    `There is a message about your application with the file reference ${reference}. You find it on our website under "Check status".`,
  letterSubject: "A letter for you",
  newLetter: (reference) =>
    `There is a letter in your inbox about your application with the file reference ${reference}.`,
  somethingMissing: "Something is still missing",
  reminder: "Reminder: something is still missing",
  stillWaiting: (day) => `We are still waiting for your answer. The period ends on ${day}.`,
  moreTime: "You have more time",
  answerUntil: (day) => `You can answer until ${day}.`,
  closed: {
    withdrawn: "Your application has been withdrawn",
    lapsed: "We do not deal with your application any further",
    fulfilled: "Your matter has been settled",
    "passed-on": "Another authority deals with your application",
    merged: "We are merging two applications",
  },
  reopened: "We are dealing with your application again",
  mergedInto: (reference) => `We deal with your matter under the file reference ${reference}.`,
  competent: (authority) => `The competent authority is: ${authority}`,
  unmerged: "These are two matters after all. We deal with both.",
  objectionReceived: "Your objection has arrived",
  objectionNext: "We will review our decision and write to you.",
  objectionSettled: {
    remedied: "We will decide on your application once more",
    forwarded: "Your objection is with the objection authority",
    withdrawn: "Your objection has been withdrawn",
  },
  takenOver: (office) => `${office} now deals with your application`,
  takenOverAs: (reference) => `Your file reference there: ${reference}. They send you letters by post.`,
  returned: (office) => `${office} no longer offers this service. Your application is with us again.`,
  deemed: "Your application is deemed granted",
  deemedBy: (day, law) =>
    `We did not decide on your application until ${day}. It therefore counts as granted under: ${law}.\n\nWould you like to have this in writing? Demand a certificate on the page of your application, or tell us.`,
};

export const applicantWords = (language: string): ApplicantWords => (language === "en" ? english : german);
