/** A fault leads to its control: on every page of the library, whatever was typed, in lists and parts as well. */
import { readdirSync } from "node:fs";
import { leaves, renderPage, sayFaults, type FieldNode, type Node } from "@allmende/forms";
import { compileService, readPackage, wordingIn, type CompiledService } from "@allmende/service-package";
import { render } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { readFolder } from "../src/platform/read-folder.ts";

const slugs = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

async function serviceOf(slug: string): Promise<CompiledService> {
  const reading = readPackage(readFolder(`${import.meta.dirname}/${slug}`));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const compiled = await compileService(reading.pkg);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.service;
}

/** Every box of a page with the same words in it; of a list, two entries. */
function postedOn(nodes: readonly Node[], words: string, prefix = ""): [string, string][] {
  return [...leaves(nodes)].flatMap((node): [string, string][] => {
    const path = prefix + node.id;
    if (node.kind === "group")
      return [[`${path}._anzahl`, "2"], ...[0, 1].flatMap((n) => postedOn(node.nodes, words, `${path}.${n}.`))];
    if (!node.repeat) return boxes(node, path, words);
    return [[`${path}._anzahl`, "2"], ...[0, 1].flatMap((n) => boxes(node, `${path}.${n}`, words))];
  });
}

const boxes = ({ type }: FieldNode, path: string, words: string): [string, string][] =>
  (type.parts ?? [""]).map((part) => [part ? `${path}.${part}` : path, words]);

describe.each(slugs)("%s", (slug) => {
  test.each(["", "?", "x".repeat(6_000), "-99999999999", "31.2.2024"])("with %j in every box", async (words) => {
    const service = await serviceOf(slug);
    const { form } = service;
    let followed = 0;
    for (const page of form.pages) {
      const posted = new Map(postedOn(page.nodes, words));
      const reading = form.read(page.id, { values: (name) => [posted.get(name) ?? []].flat() }, {});
      const problems = [...reading.faults, ...form.check(reading.answers, { page: page.id, now: new Date() })];
      const { answers, unread } = reading;
      const wording = wordingIn(service, "de");
      const html = render(renderPage({ page, answers, unread, problems, wording }));
      for (const { path, target, text } of sayFaults(form, wording, problems)) {
        followed += 1;
        expect(html, `${page.id}: ${path} ${text}`).toContain(`id="${target}"`);
      }
    }
    expect(followed).toBeGreaterThan(0);
  });
});
