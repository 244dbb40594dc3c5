/** The search over very many cases, compared with the slow and exact question. */
import * as fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findCaseOf, searchCases } from "../../src/domains/cases/index.ts";
import { newId } from "../../src/platform/ids.ts";
import { wordsOf } from "../../src/platform/words.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

const cases = 4000;
const limit = 30;
let world: TestHouse;
let owner: pg.Client;
let desk: { staffId: string; offices: string[]; standsInFor: string[] };

/** One case, written again under new ids and names: common words, rare ones, and two that never meet. */
beforeAll(async () => {
  world = await openTestHouse();
  owner = new pg.Client(world.owner);
  await owner.connect();
  const { id } = await submittedDog(world.house, world.musterstadt.id);
  const model = (await world.house.database.withTenant(world.musterstadt.id, (scope) => findCaseOf(scope, id)))!;
  desk = { staffId: newId(), offices: [model.departmentId!], standsInFor: [] };
  const pick = (list: string, by: string): string => `(string_to_array('${list}', ','))[1 + (${by})]`;
  await owner.query("set session_replication_role = replica");
  await owner.query(
    `create temp table made as select i, gen_random_uuid() as id,
       ' ' || concat_ws(' ', ${pick("petra,tom,erika,ida", "i % 4")}, ${pick("muller,mullermann,stein,steinmann,mull", "i / 4 % 5")} || case when i % 9 = 0 then (i % 70)::text else '' end,
         case i % 2 when 0 then 'gemeinsam' else 'allein' end, case when i % 1300 = 0 then 'selten' end, 'hund', lpad(i::text, 6, '0')) as words
     from generate_series(1, ${cases}) i`,
  );
  await owner.query(
    `insert into cases.cases (tenant_id, id, slug, release_id, source, mode, status, title, subject, applicant, received_at, changed_at, words)
     select c.tenant_id, n.id, c.slug, c.release_id, c.source, case when n.i % 11 = 0 then 'trial' else 'live' end, c.status, c.title, '', n.i::text, c.received_at, c.changed_at, n.words
     from made n cross join cases.cases c where c.id = $1`,
    [model.id],
  );
  await owner.query(
    `insert into cases.words (tenant_id, word, case_id, marks)
     select $1, w, n.id, bit_or(cases.mark(w)) over (partition by n.id) from made n, unnest(string_to_array(ltrim(n.words), ' ')) w`,
    [world.musterstadt.id],
  );
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

const found = (text: string): Promise<string[]> =>
  world.house.database.withTenant(world.musterstadt.id, async (scope) =>
    (await searchCases(scope, desk, text, limit)).map((one) => one.id),
  );

async function exactly(text: string): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    `select id from cases.cases c where mode = 'live' and not exists (
       select from unnest($1::text[]) term where not exists (select from unnest(string_to_array(c.words, ' ')) w where starts_with(w, term)))
     order by id desc limit ${limit}`,
    [wordsOf(text)],
  );
  return rows.map(({ id }) => id);
}

describe("the search over many cases finds exactly what the slow question finds, newest first:", () => {
  test.each([
    ["a word that all have", "hund"],
    ["a rare word", "selten"],
    ["a common word and a rare one", "hund selten"],
    ["three common words", "petra muller hund"],
    ["the beginning of several words", "mull gemeinsam"],
    ["the beginning of very many words", "0 petra"],
    ["two common words that never meet", "gemeinsam allein"],
    ["one letter", "h"],
    ["a word nobody has", "zebra hund"],
    ["a number", "001300"],
  ])("%s", async (_, text) => {
    const right = await exactly(text);
    expect(await found(text)).toEqual(right);
    expect(right.length > 0).toBe(!/zebra|gemeinsam allein/.test(text));
  });

  test("and so for terms put together by chance", async () => {
    const vocabulary = [
      "petra",
      "tom",
      "muller",
      "mullermann",
      "steinmann",
      "gemeinsam",
      "selten",
      "hund",
      "000",
      "ida",
    ];
    const term = fc
      .tuple(fc.constantFrom(...vocabulary), fc.integer({ min: 1, max: 9 }))
      .map(([word, letters]) => word.slice(0, letters));
    await fc.assert(
      fc.asyncProperty(fc.array(term, { minLength: 1, maxLength: 4 }), async (terms) => {
        expect(await found(terms.join(" "))).toEqual(await exactly(terms.join(" ")));
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });
});

test("the words of a case go with it", async () => {
  const { id: application } = await submittedDog(world.house, world.musterstadt.id);
  const { id } = (await world.house.database.withTenant(world.musterstadt.id, (scope) =>
    findCaseOf(scope, application),
  ))!;
  const words = async (): Promise<number> =>
    (await owner.query("select from cases.words where case_id = $1", [id])).rows.length;
  expect(await words()).toBeGreaterThan(5);
  await owner.query("set session_replication_role = origin");
  await owner.query("delete from cases.cases where id = $1", [id]);
  expect(await words()).toBe(0);
});
