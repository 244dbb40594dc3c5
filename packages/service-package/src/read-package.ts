import { formDefinition, type FormDefinition } from "@allmende/forms";
import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { journeysSchema, type Journey } from "./journey.ts";
import { Problems, type PackageProblem } from "./problem.ts";
import { serviceDefinition, type ServiceDefinition } from "./service-definition.ts";
import { textsSchema, type Texts } from "./texts.ts";

/** The files of a package: path inside the folder → text. */
export type PackageFiles = ReadonlyMap<string, string>;

/** A package as read: checked in shape, not yet compiled. It is plain data and can be stored as JSON. */
export interface ServicePackage {
  service: ServiceDefinition;
  form: FormDefinition;
  workflow: string;
  fees?: string;
  /** By language. */
  texts: Record<string, Texts>;
  /** By name, then language. */
  letters: Record<string, Record<string, string>>;
  journeys: Journey[];
  changelog: string;
}

export type PackageReading = { ok: true; pkg: ServicePackage } | { ok: false; problems: PackageProblem[] };

/** "de", "de-leicht", "pt-br": a language, and a region, script or variant (Unicode Technical Standard 35, section 3.2). */
const language = /[a-z]{2,3}(?:-(?:[a-z]{2}|[a-z]{4,8}))?/.source;
const known = new RegExp(
  `^(service\\.yaml|form\\.yaml|workflow\\.bpmn|fees\\.dmn|README\\.md|OPEN\\.md|CHANGELOG\\.md|texts/${language}\\.yaml|letters/[a-z][a-z0-9-]*\\.${language}\\.md|journeys/[\\w-]+\\.yaml)$`,
);
const maximumBytes = 5_000_000;

export function readPackage(files: PackageFiles): PackageReading {
  const problems = new Problems();
  for (const [path, text] of files) {
    if (!known.test(path)) problems.add(path, "this file does not belong to a package; see the list in the handbook");
    if (text.length > maximumBytes) problems.add(path, "the file is larger than 5 MB");
  }
  for (const needed of ["service.yaml", "form.yaml", "workflow.bpmn", "texts/de.yaml", "CHANGELOG.md"]) {
    if (!files.has(needed)) problems.add(needed, "this file is missing");
  }
  if (problems.list.length > 0) return { ok: false, problems: problems.list };

  const service = readYaml(files, "service.yaml", serviceDefinition, problems);
  const form = readYaml(files, "form.yaml", formDefinition, problems);
  const texts: Record<string, Texts> = {};
  const letters: Record<string, Record<string, string>> = {};
  const journeys: Journey[] = [];
  for (const [path, text] of files) {
    const [folder, file = ""] = path.split("/");
    const name = file.split(".");
    if (folder === "texts") texts[name[0]!] = readYaml(files, path, textsSchema, problems) ?? {};
    else if (folder === "letters") (letters[name[0]!] ??= {})[name[1]!] = text;
    else if (folder === "journeys") journeys.push(...(readYaml(files, path, journeysSchema, problems) ?? []));
  }
  if (!service || !form || problems.list.length > 0) return { ok: false, problems: problems.list };
  const fees = files.get("fees.dmn");
  return {
    ok: true,
    pkg: {
      service,
      form,
      workflow: files.get("workflow.bpmn") ?? "",
      ...(fees !== undefined && { fees }),
      texts,
      letters,
      journeys,
      changelog: files.get("CHANGELOG.md") ?? "",
    },
  };
}

/** Reads one YAML file against its schema; each problem names the line. */
function readYaml<T>(files: PackageFiles, path: string, schema: z.ZodType<T>, problems: Problems): T | undefined {
  const lines = new LineCounter();
  const document = parseDocument(files.get(path) ?? "", {
    lineCounter: lines,
    maxAliasCount: 0,
    uniqueKeys: true,
  } as never);
  for (const error of document.errors)
    problems.add(path, error.message.split("\n")[0] ?? "not YAML", lines.linePos(error.pos[0]).line);
  if (document.errors.length > 0) return undefined;
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 0 });
  } catch {
    problems.add(path, "YAML anchors and aliases are not allowed");
    return undefined;
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const place = document.getIn(issue.path as string[], true) as { range?: [number, number, number] } | undefined;
    const line = place?.range ? lines.linePos(place.range[0]).line : undefined;
    problems.add(path, `${issue.path.join(".") || "the file"}: ${issue.message}`, line);
  }
  return undefined;
}
