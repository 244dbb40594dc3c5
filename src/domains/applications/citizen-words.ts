import type { Application } from "./application.ts";

/** What an application's citizen is told by the platform itself, in the language it was begun in: message and mail. */
interface Words {
  /** `takenInBy` names the caseworker who filled it in with the citizen. */
  received: Told<{
    title: string;
    reference: string | null;
    days: number;
    unpaid: boolean;
    takenInBy: string | undefined;
  }>;
  paid: Told<{ title: string; reference: string | null; days: number }>;
  lapsed: Told<object>;
}

/** `mail` is the mail's text between greeting and sender; it names no answer. */
type Told<Facts> = (facts: Facts) => { subject: string; body: string; mailSubject: string; mail: string };

const german: Words = {
  received({ title, reference, days, unpaid, takenInBy }) {
    const known = reference ? `Ihr Aktenzeichen ist ${reference}. ` : "";
    const taken = takenInBy
      ? ` ${takenInBy} hat ihn mit Ihnen aufgenommen. Prüfen Sie, ob alles stimmt, und melden Sie sich, wenn nicht.`
      : "";
    const next = unpaid
      ? "Bezahlen Sie noch die Gebühr. Danach beginnt die Bearbeitung."
      : `Wir bearbeiten ihn meist innerhalb von ${days} Arbeitstagen. Fehlt etwas, fragen wir genau danach.`;
    return {
      subject: `Eingangsbestätigung: ${title}`,
      body: `Ihr Antrag ist eingegangen. ${known}${next}${taken}`,
      mailSubject: "Ihr Antrag ist eingegangen",
      mail: `Guten Tag,\n\nIhr Antrag „${title}“ ist eingegangen. ${known}${next}${taken}\n\n${germanStatus}`,
    };
  },
  paid({ title, reference, days }) {
    const known = reference ? ` Ihr Aktenzeichen ist ${reference}.` : "";
    const body = `Ihre Zahlung ist angekommen.${known} Wir bearbeiten Ihren Antrag meist innerhalb von ${days} Arbeitstagen. Fehlt etwas, fragen wir genau danach.`;
    return {
      subject: `Bezahlt: ${title}`,
      body,
      mailSubject: "Ihre Zahlung ist angekommen",
      mail: `Guten Tag,\n\nvielen Dank. Zu Ihrem Antrag „${title}“: ${body}\n\n${germanStatus}`,
    };
  },
  lapsed() {
    const body =
      "Ihr Antrag war zu lange nicht bezahlt. Wir bearbeiten ihn nicht weiter. Sie können ihn jederzeit neu stellen. Haben Sie doch bezahlt, melden wir uns bei Ihnen.";
    const subject = "Ihr Antrag ist verfallen";
    return { subject, body, mailSubject: subject, mail: `Guten Tag,\n\n${body}` };
  },
};
const germanStatus = "Den Stand sehen Sie jederzeit auf unserer Seite unter „Stand eines Antrags ansehen“.";

const english: Words = {
  received({ title, reference, days, unpaid, takenInBy }) {
    const taken = takenInBy
      ? ` ${takenInBy} took it in with you. Check whether everything is right, and contact us if not.`
      : "";
    const known = reference ? `Your file reference is ${reference}. ` : "";
    const next = unpaid
      ? "Please pay the fee. We start working on it after that."
      : `We usually deal with it within ${days} working days. If something is missing, we will ask for exactly that.`;
    return {
      subject: `Receipt: ${title}`,
      body: `We have received your application. ${known}${next}${taken}`,
      mailSubject: "We have received your application",
      mail: `Hello,\n\nWe have received your application "${title}". ${known}${next}${taken}\n\n${englishStatus}`,
    };
  },
  paid({ title, reference, days }) {
    const known = reference ? ` Your file reference is ${reference}.` : "";
    const body = `Your payment has arrived.${known} We usually deal with your application within ${days} working days. If something is missing, we will ask for exactly that.`;
    return {
      subject: `Paid: ${title}`,
      body,
      mailSubject: "Your payment has arrived",
      mail: `Hello,\n\nThank you. About your application "${title}": ${body}\n\n${englishStatus}`,
    };
  },
  lapsed() {
    const body =
      "Your application was not paid for too long. We do not deal with it any further. You can apply again at any time. If you have paid after all, we will contact you.";
    const subject = "Your application has lapsed";
    return { subject, body, mailSubject: subject, mail: `Hello,\n\n${body}` };
  },
};
const englishStatus = 'You can see the status at any time on our website under "Check status".';

/** German is complete and stands in for every language without words of its own. */
export const wordsFor = ({ language }: Pick<Application, "language">): Words => (language === "en" ? english : german);
