import { expect, test } from "vitest";
import { Statement } from "./batch.ts";
import { fold } from "./fold.ts";

const insert = (table: string, ...values: unknown[]) =>
  new Statement(
    `insert into ${table} (${values.map((_, n) => `c${n}`).join(", ")})\n values (${values.map((_, n) => `$${n + 1}`).join(", ")})`,
    values,
  );
const textsOf = (statements: readonly Statement[]): string[] => statements.map(({ text }) => text);

test("inserts that follow each other are one statement with all their values in order", () => {
  const folded = fold([insert("a.b", "1", "2"), insert("c.d", "3"), insert("e.f", "4", "5")]);
  expect(textsOf(folded)).toEqual([
    "with row_0 as (insert into a.b (c0, c1)\n values ($1, $2)), row_1 as (insert into c.d (c0)\n values ($3)) insert into e.f (c0, c1)\n values ($4, $5)",
  ]);
  expect(folded[0]!.values).toEqual(["1", "2", "3", "4", "5"]);
});

test.each([
  "update a.b set c = 1",
  "select 1",
  "delete from a.b",
  "insert into a.b (c) values (1) on conflict do nothing",
  "insert into a.b (c) values (1) returning c",
  "insert into a.b (c) values ((select max(c) from a.b))",
  "insert into a.b (c) select c from d.e",
])("what reads or changes other rows keeps its place: %s", (text) => {
  const statements = [insert("a.b", "1"), new Statement(text, []), insert("c.d", "2")];
  expect(fold(statements)).toEqual(statements);
});

test("a loop makes no statement of a length of its own", () => {
  const line = (): Statement => insert("a.b", "1");
  expect(fold([line(), line(), line()])).toHaveLength(3);
  const pair = (): Statement[] => [insert("a.b", "1"), insert("c.d", "2")];
  expect(new Set(textsOf(fold([...pair(), ...pair(), ...pair()]))).size).toBe(1);
});

test("each of those folded is told how the one went", async () => {
  const done = [insert("a.b", "1"), insert("c.d", "2")];
  fold(done)[0]!.resolve({ rows: [], rowCount: 1 });
  expect(await Promise.all(done.map(({ answer }) => answer))).toEqual([
    { rows: [], rowCount: 1 },
    { rows: [], rowCount: 1 },
  ]);
  const failed = [insert("a.b", "1"), insert("c.d", "2")];
  fold(failed)[0]!.reject(new Error("no room"));
  for (const { answer } of failed) await expect(answer).rejects.toThrow("no room");
});
