import type { Answers } from "@allmende/forms";
import { isTaskStep, type Journey, type ServicePackage } from "@allmende/service-package";
import type { PlannedCase } from "./plan.ts";

const day = 86_400_000;

/** Cases made from a package's own journeys, moved by whole weeks so that weekdays and their rules still fit. */
export function journeyCases(pkg: ServicePackage, now: Date, count: number): PlannedCase[] {
  const whole = pkg.journeys.flatMap((journey) => {
    const tasks = journey.tasks.filter(isTaskStep);
    return journey.problems || tasks.length === 0 || tasks.length < journey.tasks.length ? [] : [{ ...journey, tasks }];
  });
  return Array.from({ length: whole.length > 0 ? count : 0 }, (_, i) => {
    const journey = whole[i % whole.length]!;
    const begun = Date.parse(`${journey.on}T09:30:00+01:00`);
    const lastWeek = Math.floor((now.getTime() - 3_600_000 - begun) / (7 * day));
    const shift = (lastWeek - (i % 4)) * 7;
    const steps = [1, journey.tasks.length, 0, journey.tasks.length][i % 4]!;
    return {
      slug: pkg.service.slug,
      receivedAt: new Date(begun + shift * day),
      answers: moved(withoutFiles(journey), shift) as Answers,
      files: filesOf(journey),
      end: steps === 0 ? "new" : steps < journey.tasks.length ? "taken" : "closed",
      pause: day / 2,
      outcomes: journey.tasks.map(({ outcome }) => outcome ?? "done"),
      words: Object.assign({}, ...journey.tasks.map(({ variables }) => variables ?? {})) as PlannedCase["words"],
    };
  });
}

const isFiles = (value: unknown): boolean =>
  Array.isArray(value) && value.some((entry) => typeof entry === "object" && entry !== null && "attachment" in entry);

const filesOf = ({ answers }: Journey): string[] => Object.keys(answers).filter((id) => isFiles(answers[id]));

const withoutFiles = ({ answers }: Journey): unknown =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => !isFiles(value)));

/** The same answers some days later: every ISO day of this year or the next moves, birthdays stay. */
function moved(value: unknown, days: number): unknown {
  if (typeof value === "string" && /^202[6-9]-\d{2}-\d{2}$/.test(value))
    return new Date(Date.parse(value) + days * day).toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map((entry) => moved(entry, days));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, moved(entry, days)]));
  return value;
}
