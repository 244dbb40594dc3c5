import { contextOf } from "@allmende/feel";
import type { LogicCompiler } from "./logic.ts";

export const list: LogicCompiler = (element, names, bench) => {
  const items = element.children("elements").map((item) => bench.logic(item, names, element));
  return (values, run) => items.map((item) => item(values, run));
};

/** A relation ("Tabelle"): a list of contexts, one per row. */
export const relation: LogicCompiler = (element, names, bench) => {
  const columns = element.children("column").map((column) => column.name);
  const rows = element
    .children("row")
    .map((row) => row.children("elements").map((cell) => bench.logic(cell, names, row)));
  return (values, run) =>
    rows.map((cells) => contextOf(columns.map((column, index) => [column, cells[index]?.(values, run) ?? null])));
};
