/**
 * What a room holds, said once per table. From this declaration follow the doors every room offers:
 *   personalData  find, export, erase: what is told to a person and forgotten of one (Art. 15 and 17 DSGVO)
 *   tenantData    export, import, remove: a tenant's way out and in (Art. 20 and 28 DSGVO)
 * and what the sweep of files may not touch. A test reads the database and fails for a table that no room names.
 */
import type { TenantScope } from "./db/database.ts";
import { rows, sql } from "./db/query.ts";

/** Under what rooms know a person: ids of accounts, applications and the cases that followed, and mail addresses. */
export interface PersonKeys {
  account: readonly string[];
  application: readonly string[];
  case: readonly string[];
  mail: readonly string[];
}

export type PersonKey = keyof PersonKeys;

/** What somebody who asks can name: a key, or a reference that stands on a letter or a receipt. */
export type Clue = PersonKey | "reference";

/** A way from one key to the next: the rows whose `column` holds the clue give the value of `as`. */
export interface Lead {
  by: Clue;
  column: string;
  gives: PersonKey;
  as: string;
  /** Only rows with these values. */
  only?: Readonly<Record<string, string>>;
}

/** What erasing a person means for a table; where nothing is said, the row goes. */
export type Erasure =
  | "row"
  /** The row stays for the reason, these columns take the value. */
  | { blank: Readonly<Record<string, string | null>>; because: string }
  /** The row holds nothing of the person but ids that lead nowhere any more. */
  | { keep: string };

export interface Holding {
  /** "applications.attachments" */
  table: string;
  /** Rows of a tenant (column tenant_id, walled), or of the alliance. */
  of: "tenant" | "alliance";
  /** The column that holds a person's key, the parent whose rows are the person's, or the reason why there is nothing of a citizen. */
  person: { key: PersonKey; column: string } | { parent: string; column: string } | { none: string };
  leads?: readonly Lead[];
  erase?: Erasure;
  /** A row keeps all of its key ("legal hold") to the end of the day in this column; without a day it does until it has one. */
  hold?: { until: string; reason: string };
  /** Columns that name files of the store. */
  files?: readonly string[];
  /**
   * How rows of the alliance go with a tenant that moves: they are the tenant's (this column names it), they are what
   * its rows refer to, or the first tenant of an empty database brings them. Otherwise they stay.
   */
  moves?: { tenant: string } | { with: string; column: string; as: string } | "when-empty";
}

/** Which of these files nothing names. */
export async function listUnnamed(
  scope: TenantScope,
  holdings: readonly Holding[],
  files: readonly string[],
): Promise<string[]> {
  const places = holdings.flatMap(({ table, files: columns = [] }) => columns.map((column) => ({ table, column })));
  const named = sql.join(
    places.map(
      ({ table, column }) => sql`not exists (select from ${sql.table(table)} t where t.${sql.ref(column)} = f.id)`,
    ),
    sql` and `,
  );
  const unnamed = await rows<{ id: string }>(
    scope,
    sql`select f.id from unnest(${files}::uuid[]) f(id) where ${named}`,
  );
  return unnamed.map(({ id }) => id);
}
