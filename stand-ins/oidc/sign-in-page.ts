import type { HttpBindings } from "@hono/node-server";
import { Hono, type Context } from "hono";
import { html } from "hono/html";
import type Provider from "oidc-provider";
import { page, pageHeaders, styleSheet } from "../web/page.ts";
import { hinted, search, type Person } from "./person.ts";
import type { Client } from "./provider.ts";

type World = { provider: () => Provider; clients: readonly Client[]; people: readonly Person[] };
type Env = { Bindings: HttpBindings };

const kind = "Probe-Anmeldung";
const claim = "Probe-Anmeldung. Alle Personen sind erfunden; niemand prüft, wer Sie sind.";
const groups: Record<Person["kind"], string> = {
  citizen: "Bürgerinnen, Bürger und Unternehmen",
  staff: "Beschäftigte",
};

/** Where a person is chosen: one button each, a search, and a way to call it off. No script needed. */
export function signInPages({ provider, clients, people }: World): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/style.css", styleSheet);

  app.get("/", (context) =>
    page(context, { kind, claim, title: "Anmeldung", body: html`<p>Hierher kommt man von einem Dienst aus.</p>` }),
  );

  app.get("/anmelden/:uid", async (context) => {
    const { incoming, outgoing } = context.env;
    const interaction = await provider()
      .interactionDetails(incoming, outgoing)
      .catch(() => undefined);
    if (!interaction) return expired(context);
    const wanted = clients.find((client) => client.clientId === interaction.params.client_id)?.kind;
    const offered = people.filter((person) => wanted === undefined || person.kind === wanted);
    const hint = typeof interaction.params.login_hint === "string" ? interaction.params.login_hint : "";
    const query = context.req.query("q") ?? "";
    return page(context, {
      kind,
      claim,
      title: "Als wen möchten Sie sich anmelden?",
      body: list(context.req.path, offered, query, hint),
    });
  });

  app.post("/anmelden/:uid", async (context) => {
    const { incoming, outgoing } = context.env;
    const { sub } = await context.req.parseBody();
    const person = people.find((one) => one.sub === sub);
    const result = person
      ? { login: { accountId: person.sub, remember: false, ...(person.loa ? { acr: person.loa } : {}) } }
      : { error: "access_denied", error_description: "Die Anmeldung wurde abgebrochen." };
    const next = await provider()
      .interactionResult(incoming, outgoing, result)
      .catch(() => undefined);
    if (next === undefined) return expired(context);
    context.header("content-security-policy", pageHeaders["content-security-policy"]);
    return context.redirect(next, 303);
  });
  return app;
}

function list(action: string, offered: readonly Person[], query: string, hint: string) {
  const found = search(offered, query);
  const first = hint ? hinted(offered, hint) : undefined;
  const rest = found.filter((person) => person !== first);
  return html`<form method="get" action="${action}" class="search" role="search">
      <label>Name, Ort oder Aufgabe<input type="search" name="q" value="${query}" /></label>
      <button>Suchen</button>
    </form>
    <form method="post" action="${action}">
      ${first ? section("Vorgeschlagen", [first], "first") : ""}
      ${(["citizen", "staff"] as const).map((one) => {
        const people = rest.filter((person) => person.kind === one);
        return people.length > 0 ? section(groups[one], people, "") : "";
      })}
      ${found.length === 0 && !first ? html`<p>Niemand heißt so. Leeren Sie das Suchfeld, um alle zu sehen.</p>` : ""}
      <h2>Doch nicht</h2>
      <button name="sub" value="">Abbrechen</button>
    </form>`;
}

function section(title: string, people: readonly Person[], look: string) {
  const buttons = people.map(
    (person) =>
      html`<li>
        <button name="sub" value="${person.sub}" class="${look}">${person.name}<small>${note(person)}</small></button>
      </li>`,
  );
  return html`<h2>${title}</h2>
    <ul class="choices">
      ${buttons}
    </ul>`;
}

function note({ tenant, groups, email, loa }: Person): string {
  return [tenant, groups?.join(", "), email, loa && `Vertrauensniveau ${loa}`].filter(Boolean).join(" · ");
}

function expired(context: Context) {
  const body = html`<p>Gehen Sie zum Dienst zurück und beginnen Sie die Anmeldung dort noch einmal.</p>`;
  return page(context, { kind, claim, title: "Diese Anmeldung ist abgelaufen", body }, 404);
}
