import { createHmac, timingSafeEqual } from "node:crypto";
import { isAnswers, type AnswerProblem, type Answers, type Form } from "@allmende/forms";

/** What a signed link carries: answers for the form of one service at one portal, until a moment. */
export interface PrefillLink {
  tenant: string;
  slug: string;
  until: Date;
  answers: Answers;
}

/** Why a link fills nothing in: not ours or not for this form, over, or the form does not take what it carries. */
export type PrefillFault = "broken" | "expired" | "unfit";

/** Addresses of this length pass every mail program and browser. */
const longest = 1800;
/** What must not stand readable in an address, or only the person themselves can give. */
const never: ReadonlySet<string> = new Set(["iban", "mandate", "signature", "declaration", "file"]);

/**
 * A link's text: whoever has it can read it, nobody can change it. Undefined when it would be too long for an address.
 * What it carries was checked with `unfitFor` before.
 */
export function writePrefill(key: string, { tenant, slug, until, answers }: PrefillLink): string | undefined {
  const body = JSON.stringify({ t: tenant, s: slug, b: Math.floor(until.getTime() / 1000), a: answers });
  const payload = Buffer.from(body).toString("base64url");
  const text = `${payload}.${signatureOf(key, payload)}`;
  return text.length > longest ? undefined : text;
}

/** The answers of a link, or why there are none; anything may stand in an address. */
export function readPrefill(
  key: string,
  text: string,
  { tenant, slug, form, now }: { tenant: string; slug: string; form: Form; now: Date },
): Answers | PrefillFault {
  const [payload = "", signature = "", ...more] = text.length > longest ? [] : text.split(".");
  const [given, expected] = [Buffer.from(signature), Buffer.from(signatureOf(key, payload))];
  if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return "broken";
  // Signed by us, so it has the shape we gave it.
  const { t, s, b, a } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as {
    t: string;
    s: string;
    b: number;
    a: unknown;
  };
  if (t !== tenant || s !== slug) return "broken";
  if (b * 1000 <= now.getTime()) return "expired";
  return isAnswers(a) && unfitFor(form, a, now).length === 0 ? a : "unfit";
}

/** What of some answers a link cannot carry: unknown, wrong, sensitive, a list's, or another person's. */
export function unfitFor(form: Form, answers: Answers, now: Date): AnswerProblem[] {
  const unfit = Object.keys(answers).flatMap((id): AnswerProblem[] => {
    const node = form.answerable.get(id) === null ? form.field(id) : undefined;
    if (node?.kind !== "field") return [{ path: id, code: "unknownField" }];
    const others = form.partOf(form.pageOf(id) ?? "") !== undefined;
    return others || never.has(node.field.type) ? [{ path: id, code: "notByLink" }] : [];
  });
  const wrong = form.check(answers, { now }).filter(({ path }) => Object.hasOwn(answers, path.split(".")[0] ?? ""));
  return [...unfit, ...wrong.filter(({ path }) => !unfit.some((one) => one.path === path))];
}

const signatureOf = (key: string, payload: string): string =>
  createHmac("sha256", key).update(`prefill ${payload}`).digest("base64url");
