import {
  compileService,
  readPackage,
  runJourney,
  type CompiledService,
  type PackageFiles,
  type PackageProblem,
  type ServicePackage,
} from "@allmende/service-package";
import { placeholder } from "./fim/draft-service.ts";
import { readOpenTasks } from "./fim/open-tasks.ts";

/** What a maker is told about a folder. It may be adopted when both lists are empty. */
export interface PackageCheck {
  /** What is wrong: shape, ids, texts, workflow, fees, letters, journeys. */
  problems: PackageProblem[];
  /** What a person must still do: lines of OPEN.md, placeholders of a draft. */
  open: PackageProblem[];
  journeys: number;
  pkg?: ServicePackage;
}

/** Looks a package ("Dienst-Paket") over from end to end, its own journeys included. */
export async function checkPackage(files: PackageFiles): Promise<PackageCheck> {
  const open = [...openTasks(files), ...placeholders(files)];
  const reading = readPackage(files);
  if (!reading.ok) return { problems: reading.problems, open, journeys: 0 };
  const { pkg } = reading;
  if (pkg.journeys.length === 0)
    open.push({
      file: "journeys",
      message: "there is no journey yet: write at least one way through the form as journeys/<name>.yaml",
    });
  const compilation = await compileService(pkg, files);
  if (!compilation.ok)
    return { problems: [...compilation.problems, ...untranslated(pkg)], open, journeys: pkg.journeys.length, pkg };
  return {
    problems: [...untranslated(pkg), ...failedJourneys(compilation.service, pkg)],
    open,
    journeys: pkg.journeys.length,
    pkg,
  };
}

function openTasks(files: PackageFiles): PackageProblem[] {
  return readOpenTasks(files.get("OPEN.md") ?? "").map(({ line, task, why }) => ({
    file: "OPEN.md",
    line,
    message: why === "open" ? task : `${task} – write the reason of the waiver: (verzichtet: …)`,
  }));
}

/** Lines where the draft put a word in a person's place. */
function placeholders(files: PackageFiles): PackageProblem[] {
  return [...files].flatMap(([file, text]) => {
    if (file === "OPEN.md") return [];
    return text
      .split("\n")
      .flatMap((content, index) =>
        content.includes(placeholder)
          ? [{ file, line: index + 1, message: `replace the placeholder: ${content.trim().slice(0, 120)}` }]
          : [],
      );
  });
}

/** English, where it is there, says everything the German texts say; of others the rest is shown in German, as such. */
function untranslated({ texts }: ServicePackage): PackageProblem[] {
  const german = Object.keys(texts.de ?? {});
  return Object.entries(texts).flatMap(([language, own]) =>
    language !== "en"
      ? []
      : german
          .filter((id) => !Object.hasOwn(own, id))
          .map((id) => ({ file: `texts/${language}.yaml`, message: `the text for ${id} is missing` })),
  );
}

function failedJourneys(service: CompiledService, pkg: ServicePackage): PackageProblem[] {
  return pkg.journeys.flatMap((journey) =>
    differences(service, journey).map((message) => ({ file: "journeys", message: `${journey.name}: ${message}` })),
  );
}

/** A journey with answers no form could take must not end the whole check. */
function differences(service: CompiledService, journey: ServicePackage["journeys"][number]): string[] {
  try {
    return runJourney(service, journey);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
