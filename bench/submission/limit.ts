/**
 * The least code that takes a submission: node:http, one read of session and draft, one statement that writes every row
 * the product writes, and the commit, by the same role under the same row-level security. The rows are those of a real
 * submission, written again under new ids; the file reference is drawn from the same free numbers.
 */
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import pg from "pg";
import { newId } from "../../src/platform/ids.ts";
import type { Column, WrittenRow } from "./rows.ts";
import { ready } from "../ready.ts";

/** What the parent hands over in a file. */
export interface Model {
  rows: WrittenRow[];
  tenant: string;
  app: pg.PoolConfig;
  applicationId: string;
  sessionId: string;
  key: string;
  fileReference: string;
}

/** Rows that stand there before: changed, not added. */
const changed = ["applications.applications", "applications.participants"];

/** One statement, and what its parameters are made of: texts in which the model's ids are replaced. */
interface Statement {
  text: string;
  parameters: string[];
  /** Ids of the model's own rows: each request makes new ones. */
  fresh: string[];
}

export async function submissionLimit(): Promise<never> {
  const model = JSON.parse(readFileSync(process.env.MODEL ?? "", "utf8")) as Model;
  const statement = statementOf(model);
  const pool = new pg.Pool({ ...model.app, max: 20, pipeline: true, idleTimeoutMillis: 600_000 } as pg.PoolConfig);
  createServer(async (request, response) => {
    const secret = /__Host-al_portal=([\w-]{43})/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    const id = /^\/antraege\/([0-9a-f-]{36})\//.exec(request.url ?? "")?.[1] ?? "";
    const form = new URLSearchParams(await textOf(request));
    const token = createHmac("sha256", secret).update("form").digest("base64url");
    if (form.get("_token") !== token || form.get("zustimmung") !== "true") {
      response.writeHead(403).end();
      return;
    }
    const reference = await submit(pool, model, statement, { secret, id, key: form.get("_einmal") ?? "" });
    if (reference === undefined) response.writeHead(409).end();
    else
      response
        .writeHead(303, { location: `/antraege/${id}/eingang`, "x-reference": reference, "content-length": 0 })
        .end();
  }).listen(Number(process.env.PORT), "127.0.0.1", ready);
  process.on("disconnect", () => process.exit(0));
  return new Promise<never>(() => {});
}

async function submit(
  pool: pg.Pool,
  model: Model,
  { text, parameters, fresh }: Statement,
  { secret, id, key }: { secret: string; id: string; key: string },
): Promise<string | undefined> {
  const client = await pool.connect();
  try {
    const begun = client.query(`begin; set local app.tenant = '${model.tenant}'`);
    const found = client.query<{ answers: unknown; session: string }>({
      name: "draft",
      text: `select a.answers, s.id as session from identity.sessions s
        join applications.participants p on p.session_id = s.id
        join applications.applications a on a.tenant_id = p.tenant_id and a.id = p.application_id
        where s.secret = $1 and s.expires_at > now() and p.application_id = $2 and a.status = 'draft' for update of a`,
      values: [createHash("sha256").update(secret).digest(), id],
    });
    const draft = (await Promise.all([begun, found]))[1].rows[0];
    if (!draft) {
      await client.query("rollback");
      return undefined;
    }
    const now = new Map([
      [model.applicationId, id],
      [model.sessionId, draft.session],
      [model.key, key],
      ...fresh.map((old): [string, string] => [old, newId()]),
    ]);
    const written = client.query<{ reference: string }>({
      name: "submission",
      text,
      values: parameters.map((value) => renew(value, now)),
    });
    const ended = client.query("commit");
    const [{ rows }] = await Promise.all([written, ended]);
    return rows[0]?.reference;
  } finally {
    client.release();
  }
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const renew = (value: string, ids: ReadonlyMap<string, string>): string =>
  value.length === 36 ? (ids.get(value) ?? value) : value.replaceAll(uuid, (id) => ids.get(id) ?? id);

function statementOf(model: Model): Statement {
  const added = model.rows.filter(({ table }) => !changed.includes(table));
  const fresh = added.flatMap(({ columns }) => columns.filter(({ name }) => name === "id").map(({ value }) => value));
  const renewed = [model.applicationId, model.sessionId, model.key, ...fresh];
  const parameters: string[] = [];
  const expression = ({ type, value }: Column): string => {
    const varies = renewed.some((id) => value.includes(id));
    if (varies && !parameters.includes(value)) parameters.push(value);
    const source = varies ? `$${parameters.indexOf(value) + 1}::text` : `'${value.replaceAll("'", "''")}'::text`;
    return value.includes(model.fileReference)
      ? `replace(${source}, '${model.fileReference}', reference)::${type}`
      : `${source}::${type}`;
  };
  const of = (table: string): WrittenRow[] => model.rows.filter((row) => row.table === table);
  const set = ({ columns }: WrittenRow): string =>
    columns
      .filter(({ name }) => name !== "tenant_id" && name !== "id")
      .map((column) => `${column.name} = ${expression(column)}`)
      .join(", ");
  const [, plan, year] = /^(.*)-(\d{4})-\d+$/.exec(model.fileReference)!;
  const series = `tenant_id = '${model.tenant}' and filing_plan = '${plan}' and year = ${year}`;
  const parts = [
    `counter as (delete from records.free_numbers where ${series} and number = (
         select number from records.free_numbers where ${series} order by number limit 1 for update skip locked)
       returning '${plan}-${year}-' || lpad(number::text, greatest(4, length(number::text)), '0') as reference)`,
    ...added.map(
      ({ table, columns }, n) =>
        `row_${n} as (insert into ${table} (${columns.map(({ name }) => name).join(", ")}) select ${columns.map(expression).join(", ")} from counter)`,
    ),
    ...of("applications.participants").map(
      (row, n) =>
        `participant_${n} as (update applications.participants set ${set(row)} where application_id = ${expression({ name: "", type: "uuid", value: model.applicationId })})`,
    ),
  ];
  const [application] = of("applications.applications");
  const text = `with ${parts.join(",\n")}
    update applications.applications set ${set(application!)} from counter
    where id = ${expression({ name: "", type: "uuid", value: model.applicationId })} returning reference`;
  return { text, parameters, fresh };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
