import { Hono, type Context } from "hono";
import { html } from "hono/html";
import { page, styleSheet } from "../web/page.ts";
import { toJson, type Mail, type Mailbox } from "./mailbox.ts";

const kind = "Probe-Postfach";
const claim = "Probe-Postfach. Hier landet jede Mail der Vorführung; keine verlässt diesen Rechner.";

/** The pages to read mail, and the same as JSON. Nothing of a mail is ever interpreted: its HTML part is shown as text. */
export function mailPages(mailbox: Mailbox): Hono {
  const app = new Hono();
  app.get("/style.css", styleSheet);
  app.get("/", (context) => overview(context, mailbox.list(context.req.query("to")), context.req.query("to") ?? ""));
  app.get("/mails.json", (context) => context.json(mailbox.list(context.req.query("to")).map(toJson)));
  app.delete("/mails", (context) => {
    mailbox.clear();
    return context.body(null, 204);
  });

  app.get("/mails/:id", (context) => {
    const mail = mailbox.find(Number(context.req.param("id")));
    return mail
      ? page(context, { kind, claim, title: mail.email.subject || "(ohne Betreff)", body: letter(mail) })
      : unknownMail(context);
  });

  app.get("/mails/:id/source", (context) => {
    const mail = mailbox.find(Number(context.req.param("id")));
    return mail ? download(mail.raw, `mail-${mail.id}.eml`) : unknownMail(context);
  });

  app.get("/mails/:id/attachments/:index", (context) => {
    const mail = mailbox.find(Number(context.req.param("id")));
    const attachment = mail?.email.attachments[Number(context.req.param("index"))];
    if (!attachment) return unknownMail(context);
    const { content, filename } = attachment;
    return download(
      typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content),
      filename ?? "anlage",
    );
  });
  return app;
}

function overview(context: Context, mails: readonly Mail[], to: string) {
  const rows = mails.map(
    ({ id, receivedAt, to: recipients, email }) =>
      html`<tr>
        <td><a href="/mails/${id}">${email.subject || "(ohne Betreff)"}</a></td>
        <td>${recipients.join(", ")}</td>
        <td>${time(receivedAt)}</td>
      </tr>`,
  );
  const body = html`<form method="get" action="/" class="search" role="search">
      <label>Mails an<input type="email" name="to" value="${to}" /></label>
      <button>Zeigen</button>
    </form>
    ${
      rows.length === 0
        ? html`<p>Noch keine Mail. Laden Sie die Seite neu, wenn Sie eine erwarten.</p>`
        : html`<table>
            <thead>
              <tr>
                <th scope="col">Betreff</th>
                <th scope="col">An</th>
                <th scope="col">Eingang</th>
              </tr>
            </thead>
            <tbody>
              ${rows}
            </tbody>
          </table>`
    }`;
  return page(context, { kind, claim, title: "Mails", body });
}

function letter({ id, receivedAt, from, to, email }: Mail) {
  const attachments = email.attachments.map(
    ({ filename, mimeType }, index) =>
      html`<li><a href="/mails/${id}/attachments/${index}">${filename ?? "anlage"}</a> (${mimeType})</li>`,
  );
  return html`<dl>
      <dt>Von</dt>
      <dd>${email.from?.name ?? ""} ${email.from?.address ?? from}</dd>
      <dt>An</dt>
      <dd>${to.join(", ")}</dd>
      <dt>Eingang</dt>
      <dd>${time(receivedAt)}</dd>
    </dl>
    <div class="mail"><pre>${links(email.text ?? "")}</pre></div>
    ${
      attachments.length > 0
        ? html`<h2>Anlagen</h2>
            <ul>
              ${attachments}
            </ul>`
        : ""
    }
    ${
      email.html
        ? html`<h2>HTML-Teil als Quelltext</h2>
            <div class="mail"><pre>${email.html}</pre></div>`
        : ""
    }
    <p><a href="/mails/${id}/source">Ganze Mail herunterladen</a></p>
    <p><a href="/">Alle Mails</a></p>`;
}

/** The text with its web addresses as links; only http and https, so that no mail can bring a `javascript:` link. */
function links(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/g)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer noopener">${part}</a>` : part));
}

/** Always a download, never shown in place, whatever type the mail claims. */
function download(bytes: Uint8Array, filename: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(filename.replace(/[\p{C}/\\]/gu, "_"))}`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}

function time(instant: Date): string {
  return instant.toLocaleString("de-DE", { timeZone: "Europe/Berlin", dateStyle: "medium", timeStyle: "medium" });
}

function unknownMail(context: Context) {
  const body = html`<p><a href="/">Alle Mails</a></p>`;
  return page(context, { kind, claim, title: "Diese Mail gibt es nicht mehr", body }, 404);
}
