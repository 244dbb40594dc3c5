/** Who checks the form, in a process of its own: answers first, then the clock. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compileForm } from "@allmende/forms";
import { definition, jsonSchema, submission } from "./neutral-form.ts";
import { ready } from "../ready.ts";

export interface Asked {
  contender: string;
  faulty: boolean;
  /** Milliseconds. */
  time: number;
}

export interface Told {
  contenders: Record<string, { valid: number; faulty: number }>;
  /** Milliseconds of compiling the form: the first time in the process, and the median of fifty more. */
  compile: { first: number; median: number };
}

type Validator = (faulty: boolean) => number;

/** Speaks with the measurement: first what each finds and what compiling takes, then rates on demand. */
export async function formContenders(): Promise<never> {
  const compile = compileTimes();
  const validators = await contenders(process.env.PEERS);
  const told: Told = { compile, contenders: {} };
  for (const [name, validate] of Object.entries(validators))
    told.contenders[name] = { valid: validate(false), faulty: validate(true) };
  process.on("message", (asked: Asked | { tell: true }) => {
    if ("tell" in asked) return void process.send!(told);
    const validate = validators[asked.contender]!;
    let count = 0;
    const began = performance.now();
    while (performance.now() - began < asked.time) {
      for (let index = 0; index < 8; index++) validate(asked.faulty);
      count += 8;
    }
    process.send!({ rate: count / ((performance.now() - began) / 1000) });
  });
  ready();
  return new Promise(() => undefined);
}

function compileTimes(): Told["compile"] {
  const times = Array.from({ length: 51 }, () => {
    const source = definition();
    const began = performance.now();
    if (!compileForm(source).ok) throw new Error("the form does not compile");
    return performance.now() - began;
  });
  const [first = 0, ...later] = times;
  return { first, median: later.toSorted((a, b) => a - b)[25]! };
}

async function contenders(peers: string | undefined): Promise<Record<string, Validator>> {
  const compiled = compileForm(definition());
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const { form } = compiled;
  const [valid, faulty] = [submission(false), submission(true)];
  const { Ajv } = await import("ajv");
  const validate = new Ajv({ allErrors: true, strict: false }).compile(jsonSchema());
  return {
    Allmende: (wrong) => form.check(wrong ? faulty : valid).length,
    ajv: (wrong) => {
      validate(wrong ? faulty : valid);
      return (validate.errors ?? []).filter(({ keyword }) => keyword !== "if").length;
    },
    ...(peers && { "Form.io": await formio(peers) }),
  };
}

/** Form.io's own engine on the translation that lies beside it; it changes what it checks, so each gets a copy. */
async function formio(folder: string): Promise<Validator> {
  const core = createRequire(join(folder, "package.json"))("@formio/core") as {
    processSync(context: object): void;
    ProcessTargets: { submission: unknown; evaluator: unknown };
  };
  const neutral = (await import(pathToFileURL(join(folder, "form-def.mjs")).href)) as {
    data(faulty: boolean): object;
    formioJson(): { components: unknown };
  };
  const form = neutral.formioJson();
  const [valid, faulty] = [neutral.data(false), neutral.data(true)];
  return (wrong) => {
    const data = structuredClone(wrong ? faulty : valid);
    const scope: { errors?: unknown[] } = {};
    const context = { form, submission: { data }, data, components: form.components, scope, config: { server: true } };
    core.processSync({ ...context, processors: core.ProcessTargets.submission });
    const second: { errors?: unknown[] } = {};
    core.processSync({ ...context, scope: second, processors: core.ProcessTargets.evaluator });
    return (second.errors ?? scope.errors ?? []).length;
  };
}
