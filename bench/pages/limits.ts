/**
 * The least code that does the work of a page: node:http, a string template, and the rows the page cannot do without,
 * in one query, by the same role under the same row-level security. What it answers is the product's own page, byte by
 * byte: cut up once into fixed pieces and values, the values escaped and filled in at each request.
 */
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import pg from "pg";
import { ready } from "../ready.ts";

/** What the parent hands over in a file. */
export interface Model {
  html: string;
  tenant: string;
  app: pg.PoolConfig;
  /** Names of the form's controls that show an answer as it was typed. */
  controls: string[];
}

type Template = { pieces: string[]; names: string[] };
type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const html = { "content-type": "text/html; charset=utf-8" };

/** The form page: session, draft and token. */
export async function formLimit(): Promise<never> {
  const model = readModel();
  const template = cutAtControls(model);
  const pool = new pg.Pool({ ...model.app, max: 20, pipeline: true } as pg.PoolConfig);
  return serve(async (request, response) => {
    const secret = /__Host-al_portal=([\w-]{43})/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    const id = /^\/antraege\/([0-9a-f-]{36})\//.exec(request.url ?? "")?.[1] ?? "";
    const draft = await readDraft(pool, model.tenant, secret, id);
    const token = createHmac("sha256", secret).update("form").digest("base64url");
    const body = fill(template, { ...draft.answers, _token: token, _stand: draft.revision });
    response.writeHead(200, { ...html, "cache-control": "no-store", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
}

/** A page without a person: every text of it is a value of the template. */
export async function anonymousLimit(): Promise<never> {
  const template = cutAtTexts(readModel().html);
  const texts = Object.fromEntries(template.names.map((text) => [text, unescape(text)]));
  return serve((_request, response) => {
    const body = fill(template, texts);
    response.writeHead(200, { ...html, "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
}

/** Not even a template: the same bytes each time. */
export async function constantLimit(): Promise<never> {
  const body = Buffer.from(readModel().html);
  return serve((_request, response) => {
    response.writeHead(200, { ...html, "content-length": body.length });
    response.end(body);
  });
}

interface Draft {
  answers: Record<string, unknown>;
  revision: number;
}

async function readDraft(pool: pg.Pool, tenant: string, secret: string, id: string): Promise<Draft> {
  const client = await pool.connect();
  try {
    const begun = client.query(`begin; set local app.tenant = '${tenant}'`);
    const found = client.query<Draft>({
      name: "draft",
      text: `select a.answers, a.unread, a.revision, a.saved_at, a.status, a.slug, s.kind, s.name
        from identity.sessions s
        join applications.participants p on p.session_id = s.id
        join applications.applications a on a.tenant_id = p.tenant_id and a.id = p.application_id
        where s.secret = $1 and s.expires_at > now() and p.application_id = $2`,
      values: [createHash("sha256").update(secret).digest(), id],
    });
    const ended = client.query("commit");
    const [, { rows }] = await Promise.all([begun, found, ended]);
    if (!rows[0]) throw new Error("no such draft");
    return rows[0];
  } finally {
    client.release();
  }
}

const readModel = (): Model => JSON.parse(readFileSync(process.env.MODEL ?? "", "utf8")) as Model;

function serve(answer: Answer): Promise<never> {
  createServer(answer).listen(Number(process.env.PORT), "127.0.0.1", ready);
  process.on("disconnect", () => process.exit(0));
  return new Promise<never>(() => {});
}

function fill({ pieces, names }: Template, values: Record<string, unknown>): string {
  let text = pieces[0]!;
  for (let i = 0; i < names.length; i++) text += escape(String(values[names[i]!] ?? "")) + pieces[i + 1]!;
  return text;
}

function escape(text: string): string {
  return /[&<>"]/.test(text)
    ? text.replaceAll(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": ">", '"': "&quot;" })[letter]!)
    : text;
}

const unescape = (text: string): string =>
  text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");

/** A value stands in an input's attribute, or between the tags of a textarea. */
function cutAtControls({ html: page, controls }: Model): Template {
  const template: Template = { pieces: [], names: [] };
  let from = 0;
  for (const match of page.matchAll(
    /<(input|textarea)\b[^>]* name="([^"]+)"[^>]*?(?: value="([^"]*)"[^>]*)?>([^<]*)/g,
  )) {
    const [whole, tag, name = "", attribute, text] = match;
    if (!controls.includes(name) || /type="(?:radio|checkbox)"/.test(whole)) continue;
    const value = tag === "input" ? attribute : text;
    if (value === undefined) continue;
    const at = match.index + (tag === "input" ? whole.indexOf(` value="`) + 8 : whole.length - value.length);
    template.pieces.push(page.slice(from, at));
    template.names.push(name);
    from = at + value.length;
  }
  template.pieces.push(page.slice(from));
  return template;
}

function cutAtTexts(page: string): Template {
  const template: Template = { pieces: [], names: [] };
  let from = 0;
  for (const match of page.matchAll(/>([^<>]+)</g)) {
    const at = match.index + 1;
    template.pieces.push(page.slice(from, at));
    template.names.push(match[1]!);
    from = at + match[1]!.length;
  }
  template.pieces.push(page.slice(from));
  return template;
}
