/** The services of the library as their citizens and caseworkers go through them. */
import { compileService, findText, wordingIn } from "@allmende/service-package";
import { loadLibrary } from "../house.ts";
import { choice, date, file, text, tick, type Entry, type Step } from "./answers.ts";
import { fillPage } from "./fill-page.ts";

export interface ServiceJourney {
  slug: string;
  /** The administration that offers it. */
  host: string;
  /** What people type into the search, and the result they follow. */
  query: string;
  title: string;
  start: string;
  /** Asked before the first save, where the place decides who is competent. */
  place?: { question: string; answer: string };
  /** Asked before the form: whether the person can apply at all. */
  eligibility?: Step;
  /** The form is long: whoever comes back sees all its steps first. */
  overview?: true;
  steps: (own: { mail: string; evidence: string }) => Step[];
  pays?: string;
  caseworker: string;
  /** A rule of the workflow gives the case to them. */
  assigned?: boolean;
  demand: string;
  message: string;
  decisions: string[];
  letter: string | RegExp;
  closed: string;
}

const person = (mail: string): Entry[] => [
  text("Vorname", "Petra"),
  text("Nachname", "Beispiel"),
  text("Straße und Hausnummer", "Lindenweg 7"),
  text("Postleitzahl", "12345"),
  text("Ort", "Musterstadt"),
  text("E-Mail-Adresse", mail),
];

/** "4 12 2026", so many days from now. */
function inDays(days: number): string {
  const then = new Date(Date.now() + days * 86_400_000);
  return `${then.getDate()} ${then.getMonth() + 1} ${then.getFullYear()}`;
}

export const dog: ServiceJourney = {
  slug: "hund-anmelden",
  host: "musterstadt",
  query: "hund anmelden",
  title: "Hund anmelden",
  start: "Jetzt anmelden",
  steps: ({ mail, evidence }) => [
    {
      heading: "Ihre Angaben",
      entries: [date("Geburtsdatum", "4 2 1985"), ...person(mail)],
    },
    {
      heading: "Ihr Hund",
      entries: [
        text("Wie heißt Ihr Hund?", "Bella"),
        text("Rasse oder Mischung", "Labrador"),
        text("Chipnummer", "276 0981 0004 4718"),
        date("ist Ihr Hund geboren?", "1 3 2024"),
        date("lebt Ihr Hund bei Ihnen?", inDays(-5)),
        choice("Woher kommt", "Aus einem Tierheim"),
        text("Name des Tierheims", "Tierheim Beispielheim"),
      ],
    },
    { heading: "Übernahmevertrag", entries: [file("Übernahmevertrag des Tierheims", evidence)] },
    {
      heading: "Angaben zur Steuer",
      entries: [
        text("Wie viele andere Hunde", "0"),
        choice("Ist Bella ein Assistenzhund?", "Nein"),
        choice("Gilt Bella als gefährlicher Hund?", "Nein"),
      ],
    },
  ],
  caseworker: "Kim Muster",
  demand: "Übernahmevertrag des Tierheims",
  message: "Auf Ihrem Foto sehen wir nur Seite 1. Wir brauchen auch Seite 2 mit der Unterschrift des Tierheims.",
  decisions: ["Steuer festsetzen und Bescheid senden", "Marke ist versandt"],
  letter: "Hundesteuer: Ihr Hund Bella ist angemeldet",
  closed: "Bewilligt",
};

export const birth: ServiceJourney = {
  slug: "geburtsurkunde",
  host: "musterstadt",
  query: "geburtsurkunde",
  title: "Geburtsurkunde bestellen",
  start: "Jetzt bestellen",
  place: { question: "Ort", answer: "Musterstadt" },
  steps: ({ mail, evidence }) => [
    {
      heading: "Um wessen Urkunde geht es?",
      entries: [
        text("Alle Vornamen", "Karl Otto"),
        text("Familienname bei der Geburt", "Beispiel"),
        date("Tag der Geburt", "4 2 1955"),
        choice("Wer ist diese Person für Sie?", "Meine Mutter, mein Vater oder ein Großelternteil"),
      ],
    },
    {
      heading: "Warum dürfen Sie die Urkunde bekommen?",
      entries: [file("Nachweis der Verwandtschaft", evidence)],
    },
    {
      heading: "Welche Urkunde brauchen Sie?",
      entries: [
        choice("Art der Urkunde", "Geburtsurkunde"),
        choice("Brauchen Sie die Urkunde nur für eine Sozialleistung?", "Nein"),
        text("Wie viele Exemplare?", "2"),
      ],
    },
    { heading: "Ihre Angaben", entries: [...person(mail), date("Ihr Geburtsdatum", "4 2 1985")] },
    {
      heading: "Wie bekommen Sie die Urkunde?",
      entries: [choice("Versand oder Abholung", "Per Post an meine Anschrift")],
    },
    { heading: "Ihr Ausweis", entries: [file("Ausweis oder Reisepass", evidence)] },
  ],
  pays: "22,50\u00A0€",
  caseworker: "Sascha Probe",
  assigned: true,
  demand: "Ausweis oder Reisepass",
  message: "Wir sehen nur die Vorderseite. Schicken Sie uns auch die Rückseite.",
  decisions: ["Urkunde ausstellen", "Urkunde ist versandt oder liegt bereit"],
  letter: /./,
  closed: "Erledigt",
};

export const assembly: ServiceJourney = {
  slug: "versammlung-anzeigen",
  host: "musterstadt",
  query: "demo anmelden",
  title: "Versammlung unter freiem Himmel anzeigen",
  start: "Jetzt anzeigen",
  eligibility: {
    heading: "Müssen Sie die Versammlung anzeigen?",
    entries: [
      choice("Wo treffen Sie sich?", "Unter freiem Himmel"),
      choice("öffentlich Ihre Meinung zeigen?", "Ja"),
      choice("spontan und ohne Planung?", "Nein"),
    ],
  },
  steps: ({ mail, evidence }) => [
    {
      heading: "Was haben Sie vor?",
      entries: [
        text("Thema der Versammlung", "Mehr Bäume für Musterstadt"),
        choice("Art der Versammlung", "Wir bewegen uns"),
        text("Welchen Weg nehmen Sie?", "Marktplatz, Lindenweg, Rathausplatz"),
        file("Plan der Strecke", evidence),
        text("Wo versammeln Sie sich?", "Marktplatz"),
        text("Wie viele Menschen erwarten Sie?", "50"),
      ],
    },
    {
      heading: "Wann ist die Versammlung?",
      entries: [
        date("Tag der Versammlung", inDays(20)),
        text("Beginn", "14:30"),
        text("Ende", "16 Uhr"),
        date("An welchem Tag laden Sie öffentlich ein?", inDays(12)),
        text("Um wie viel Uhr laden Sie ein?", "10:00"),
      ],
    },
    {
      heading: "Wie läuft die Versammlung ab?",
      entries: [
        text("Was ist geplant?", "Reden und Musik"),
        tick("Lautsprecher oder Megafon"),
        choice("Helfen Ordnerinnen und Ordner?", "Ja"),
        text("Wie viele?", "5"),
      ],
    },
    {
      heading: "Wer lädt ein?",
      entries: [
        choice("Wer veranstaltet die Versammlung?", "Ich selbst"),
        ...person(mail),
        text("Telefonnummer", "069 90009-777"),
      ],
    },
    { heading: "Wer leitet die Versammlung?", entries: [choice("Leiten Sie die Versammlung selbst?", "Ja")] },
  ],
  caseworker: "Jona Vorlage",
  demand: "Plan der Strecke",
  message: "Auf dem Plan fehlt der Rückweg. Schicken Sie uns einen Plan mit der ganzen Strecke.",
  decisions: ["Anzeige ist geprüft", "Lage ist eingeschätzt", "Bestätigen ohne Auflagen"],
  letter: /./,
  closed: "Bestätigt",
};

/** The form that came from FIM, filled from the first journey of its package; its dates move with today. */
export async function huntingLicence(): Promise<ServiceJourney> {
  const pkg = loadLibrary("jagdschein-wiedererteilung");
  const compiled = await compileService(pkg);
  const [journey] = pkg.journeys;
  if (!compiled.ok || !journey) throw new Error("the package of the hunting licence is broken");
  const { service } = compiled;
  const wording = wordingIn(service, "de");
  const today = new Date().toISOString().slice(0, 10);
  return {
    slug: "jagdschein-wiedererteilung",
    host: "kreis.lindenau",
    query: "jagdschein",
    title: findText(service.texts.de ?? {}, "service", "title") ?? "",
    start: "Jetzt beantragen",
    overview: true,
    steps: ({ mail, evidence }) => {
      const person = { familienname: "Beispiel", vornamen: "Petra", e_mail_adresse: mail };
      const answers = { ...journey.answers, ...person, beginn_gueltigkeit_jagdschein: today };
      return service.form.pages.map(({ id }) => ({
        heading: wording.label(id),
        entries: [fillPage(service.form, id, answers, evidence)],
      }));
    },
    caseworker: "Alex Testfall",
    demand: "Ausweisdokument",
    message: "Wir sehen nur die Vorderseite. Schicken Sie uns auch die Rückseite.",
    decisions: ["Angaben sind vollständig", "Jagdschein erteilen und Bescheid senden", "Jagdschein ist abgeholt"],
    letter: "Jagdschein: Ihrem Antrag wird stattgegeben",
    closed: "Bewilligt",
  };
}
