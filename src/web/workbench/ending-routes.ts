import { Hono } from "hono";
import {
  closeByHand,
  dropRequest,
  endingsByHand,
  enterObjection,
  extendRequest,
  findOpenObjection,
  findOpenRequest,
  objectionEndings,
  passOnCase,
  reopenCase,
  settleObjection,
} from "../../domains/cases/index.ts";
import { legalDay } from "../../platform/clock.ts";
import { listOffers } from "../../domains/catalogue/index.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { longDay } from "./dates.ts";
import { addVerb, chosen } from "./verb.ts";
import type { VerbField } from "./verb-form.tsx";
import { closureWords } from "./words.ts";

/** Steps that end a case, take it up again, or end what a case waits for. */
export const endings = new Hono<WebEnvironment>();

const reason = (hint: string): VerbField => ({ name: "grund", label: "Begründung", hint, kind: "text" });
const mends = { "cases.reason_missing": "grund", "cases.text_too_long": "grund" };

addVerb(endings, {
  noun: "abschluss",
  form: async () => ({
    title: "Von Hand abschließen",
    lead: "Bewilligen und ablehnen geht nur über die Schritte des Vorgangs. Hier enden Vorgänge ohne Bescheid.",
    fields: [
      {
        name: "art",
        label: "Wie endet der Vorgang?",
        kind: "choice",
        options: endingsByHand.map((kind) => [kind, closureWords[kind] ?? kind]),
      },
      reason("Der Text geht an die Antragstellerin oder den Antragsteller und steht in der Akte."),
    ],
    send: "Abschließen",
  }),
  act: (scope, staff, id, form) =>
    closeByHand(scope, staff, id, { kind: chosen(endingsByHand, form.one("art")), reason: form.one("grund") }),
  mends,
});

addVerb(endings, {
  noun: "abgabe",
  form: async (_, found, c) => ({
    title: "An die zuständige Stelle abgeben",
    lead: "Der Vorgang endet hier. Wer den Antrag gestellt hat, erfährt, wer jetzt zuständig ist. Eine Verwaltung des Verbunds bekommt Antrag und Anlagen und öffnet dort einen Vorgang.",
    fields: [
      {
        name: "verwaltung",
        label: "Wer ist zuständig?",
        kind: "choice",
        options: [...(await offeringOf(c, found.slug)), ["", "Eine andere Stelle, außerhalb des Verbunds"] as const],
      },
      {
        name: "stelle",
        label: "Name der anderen Stelle",
        kind: "line",
        hint: "Nur außerhalb des Verbunds, zum Beispiel: Stadt Fernhausen, Steueramt",
      },
      reason("Warum ist diese Stelle zuständig?"),
    ],
    send: "Abgeben",
  }),
  act: async (scope, staff, id, form, c) => {
    const chosenTenant = (await offeringOf(c)).find(([tenant]) => tenant === form.one("verwaltung"));
    const to = chosenTenant ? { tenant: chosenTenant[0], name: chosenTenant[1] } : { name: form.one("stelle") };
    await passOnCase(scope, staff, id, { to, reason: form.one("grund") });
  },
  mends: { ...mends, "cases.authority_missing": "stelle" },
});

/** The other administrations of the alliance, or those of them that offer this service. */
async function offeringOf(c: WebContext, slug?: string): Promise<(readonly [tenant: string, name: string])[]> {
  const { tenant, directory } = portalOf(c);
  const offers = slug === undefined ? undefined : await c.env.house.database.withAlliance(listOffers);
  const offering = new Set(offers?.filter((offer) => offer.slug === slug).map(({ tenantId }) => tenantId));
  return directory.tenants
    .filter(({ id }) => id !== tenant.id && (offers === undefined || offering.has(id)))
    .map(({ id, name }) => [id, name] as const);
}

const causes = ["new-facts", "mistake", "objection"] as const;
addVerb(endings, {
  noun: "wiederaufnahme",
  form: async () => ({
    title: "Vorgang wieder aufnehmen",
    lead: "Der Vorgang beginnt noch einmal beim ersten Schritt. Abschluss, Briefe und Verlauf bleiben stehen.",
    fields: [
      {
        name: "anlass",
        label: "Anlass",
        kind: "choice",
        options: [
          ["new-facts", "Neue Tatsachen"],
          ["mistake", "Fehler in der Entscheidung"],
          ["objection", "Widerspruch"],
        ],
      },
      reason("Der Text geht auch an die Antragstellerin oder den Antragsteller."),
    ],
    send: "Wieder aufnehmen",
  }),
  act: (scope, staff, id, form) =>
    reopenCase(scope, staff, id, { cause: chosen(causes, form.one("anlass")), reason: form.one("grund") }),
  mends,
});

const channels = ["paper", "record"] as const;
addVerb(endings, {
  noun: "widerspruch",
  form: async (scope) => ({
    title: "Widerspruch erfassen",
    lead: "Für Widersprüche, die auf Papier kommen oder im Amt gesprochen werden. Die Frist prüft Allmende.",
    fields: [
      {
        name: "weg",
        label: "Wie kam er?",
        kind: "choice",
        options: [
          ["paper", "Als Brief"],
          ["record", "Zur Niederschrift"],
        ],
      },
      { name: "tag", label: "Eingegangen am", kind: "day", value: legalDay(scope.clock.now()) },
      { name: "text", label: "Was steht darin?", kind: "text" },
    ],
    send: "Widerspruch erfassen",
  }),
  act: (scope, staff, id, form) =>
    enterObjection(scope, staff, id, {
      channel: chosen(channels, form.one("weg")),
      body: form.one("text"),
      raisedOn: form.one("tag"),
    }),
  mends: { "cases.day_ahead": "tag", "cases.day_unknown": "tag", "cases.text_too_long": "text" },
});

addVerb(endings, {
  noun: "abhilfe",
  form: async (scope, { id }) => {
    const objection = await findOpenObjection(scope, id);
    return {
      title: "Über den Widerspruch entscheiden",
      ...(objection && { lead: objection.body }),
      fields: [
        {
          name: "ausgang",
          label: "Wie geht es weiter?",
          kind: "choice",
          options: [
            ["remedied", "Abhelfen: wir entscheiden neu"],
            ["forwarded", "Nicht abhelfen: an die Widerspruchsbehörde vorlegen"],
            ["withdrawn", "Der Widerspruch wurde zurückgenommen"],
          ],
        },
        reason("Der Text geht an die Person, die widersprochen hat."),
      ],
      send: "Entscheiden",
    };
  },
  act: (scope, staff, id, form) =>
    settleObjection(scope, staff, id, {
      ending: chosen(objectionEndings, form.one("ausgang")),
      reason: form.one("grund"),
    }),
  mends,
});

addVerb(endings, {
  noun: "fristverlaengerung",
  form: async (scope, { id }) => {
    const request = await findOpenRequest(scope, id);
    return {
      title: "Mehr Zeit geben",
      ...(request && { lead: `Die Frist endet bisher am ${longDay(request.until)}.` }),
      fields: [
        { name: "bis", label: "Neue Frist", kind: "day" },
        reason("Der Text geht an die Antragstellerin oder den Antragsteller."),
      ],
      send: "Frist verlängern",
    };
  },
  act: (scope, staff, id, form) =>
    extendRequest(scope, staff, id, { until: form.one("bis"), reason: form.one("grund") }),
  mends: { ...mends, "cases.deadline_past": "bis", "cases.day_unknown": "bis" },
});

addVerb(endings, {
  noun: "aktenlage",
  form: async () => ({
    title: "Nach Aktenlage entscheiden",
    lead: "Die Nachforderung endet ohne Antwort. Danach können Sie den nächsten Schritt tun.",
    fields: [reason("Warum geht es ohne die fehlenden Angaben? Der Text steht in der Akte.")],
    send: "Ohne Antwort weiter",
  }),
  act: (scope, staff, id, form) => dropRequest(scope, staff, id, form.one("grund")),
  mends,
});
