import type { AllianceScope, TenantScope } from "../db/database.ts";
import { rows, sql } from "../db/query.ts";
import type { Clue, Holding, PersonKey, PersonKeys } from "../holdings.ts";

export const nobody: PersonKeys = { account: [], application: [], case: [], mail: [] };

/** What is known of who asks; more than one clue may be given. */
export type Clues = Partial<Record<Clue, readonly string[]>>;

type Found = Record<PersonKey, Set<string>>;

/**
 * The keys of a person in one scope, from what they named. A mail address or a reference is followed once and never
 * from what was found: a family may share an address, and nobody's case may lead to another's.
 */
export async function findPerson(
  scope: TenantScope | AllianceScope,
  holdings: readonly Holding[],
  clues: Clues,
): Promise<PersonKeys> {
  const found: Found = {
    account: new Set(clues.account),
    application: new Set(clues.application),
    case: new Set(clues.case),
    mail: new Set(clues.mail),
  };
  const follow = async (by: Clue, values: readonly string[], gives: (key: PersonKey) => boolean): Promise<void> => {
    for (const { table, of, leads = [] } of holdings) {
      if (of !== scope.kind) continue;
      for (const lead of leads.filter((one) => one.by === by && gives(one.gives)))
        for (const value of await followed(scope, table, lead, values)) found[lead.gives].add(value);
    }
  };
  const ids = (key: PersonKey): boolean => key !== "mail";
  for (const by of ["mail", "reference"] as const) await follow(by, clues[by] ?? [], ids);
  // A case leads to its application and that to its other cases: what belongs together stays together.
  for (let known = -1; known < sizeOf(found);) {
    known = sizeOf(found);
    for (const by of ["account", "application", "case"] as const) await follow(by, [...found[by]], ids);
  }
  for (const by of ["account", "application", "case"] as const) await follow(by, [...found[by]], (key) => !ids(key));
  return {
    account: [...found.account],
    application: [...found.application],
    case: [...found.case],
    mail: [...found.mail],
  };
}

const sizeOf = (found: Found): number => found.account.size + found.application.size + found.case.size;

async function followed(
  scope: TenantScope | AllianceScope,
  table: string,
  { by, column, as, only = {} }: NonNullable<Holding["leads"]>[number],
  values: readonly string[],
): Promise<string[]> {
  if (values.length === 0) return [];
  const conditions = Object.entries(only).map(([name, value]) => sql` and ${sql.ref(name)} = ${value}`);
  const given = await rows<{ value: string }>(
    scope,
    sql`select distinct ${sql.ref(as)}::text as value from ${sql.table(table)}
        where ${matches(by, column, values)}${sql.join(conditions, sql``)} and coalesce(${sql.ref(as)}::text, '') <> ''`,
  );
  return given.map(({ value }) => value);
}

/** Rows whose column holds one of the values; addresses are compared as mail servers do, small and capital letters alike. */
export function matches(by: Clue, column: string, values: readonly string[]) {
  if (by === "mail") return sql`lower(${sql.ref(column)}) = any(${values.map((value) => value.toLowerCase())}::text[])`;
  if (by === "reference") return sql`${sql.ref(column)} = any(${values}::text[])`;
  return sql`${sql.ref(column)} = any(${values}::uuid[])`;
}

/** A condition on the person's rows of a table, from its key or from the ids of its parent's rows; undefined when there can be none. */
export function whose({ person }: Holding, keys: PersonKeys, parents: ReadonlyMap<string, readonly string[]>) {
  if ("none" in person) return undefined;
  const values = "key" in person ? keys[person.key] : (parents.get(person.parent) ?? []);
  if (values.length === 0) return undefined;
  return matches("key" in person ? person.key : "case", person.column, values);
}

/** The tables others name as parents of their rows. */
export function parentTables(holdings: readonly Holding[]): Set<string> {
  return new Set(holdings.flatMap(({ person }) => ("parent" in person ? [person.parent] : [])));
}
