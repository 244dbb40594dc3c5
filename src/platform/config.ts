import { z } from "zod";
import { StartRefusal } from "./errors.ts";

const port = z.coerce.number().int().min(0).max(65_535).describe("must be a number from 0 to 65535, for instance 3000");
const url = z.url().describe("must be an address, for instance https://anmeldung.example");
const database = z
  .string()
  .regex(/^postgres(ql)?:\/\//)
  .describe("must begin with postgres://, for instance postgres://user@host:5432/allmende");

/** Each description completes the sentence that a wrong value gets. */
const schema = z.object({
  PORT: port.default(3000),
  /** Hosts are built from it: musterstadt.<BASE_DOMAIN>. */
  BASE_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .describe("must be a domain in small letters, for instance musterstadt.de")
    .default("localhost"),
  /** How browsers reach us; the demo has no TLS on loopback. */
  PUBLIC_SCHEME: z.enum(["http", "https"]).describe("must be http or https").optional(),
  PUBLIC_PORT: port.optional(),
  DATA_DIR: z.string().min(1).default("./data"),
  DATABASE_URL: database.optional(),
  DATABASE_OWNER_URL: database.optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"])
    .describe("must be one of debug, info, warn, error, silent")
    .default("info"),
  /** Signs links to files; at least 32 characters, the same on all processes. */
  SECRET_KEY: z
    .string()
    .min(32)
    .describe("must have at least 32 characters, for instance from: openssl rand -base64 32")
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .describe("must begin with smtp:// or smtps://, for instance smtps://user:word@mail.example")
    .optional(),
  MAIL_FROM: z.string().default("Allmende <noreply@localhost>"),
  CLAMAV_ADDRESS: z
    .string()
    .regex(/^[^:]+:\d+$/)
    .describe("must be host and port, for instance scanner.example:3310")
    .optional(),
  OIDC_CITIZEN_ISSUER: url.optional(),
  OIDC_CITIZEN_CLIENT_ID: z.string().optional(),
  OIDC_CITIZEN_CLIENT_SECRET: z.string().optional(),
  OIDC_STAFF_ISSUER: url.optional(),
  OIDC_STAFF_CLIENT_ID: z.string().optional(),
  OIDC_STAFF_CLIENT_SECRET: z.string().optional(),
  PAYMENT_URL: url.optional(),
  PAYMENT_ORIGINATOR_ID: z
    .string()
    .regex(/^[\w-]{1,36}$/)
    .describe("must be 1 to 36 letters, digits, _ or -")
    .optional(),
});

export type Config = z.infer<typeof schema>;

/** Reads the settings from the environment; a wrong one is named with what it should be. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map(({ path }) => path[0] as keyof Config))];
  const sentences = names.map((name) => `  ${name}: ${description(name) ?? "cannot be used"}`);
  throw new StartRefusal(`These settings cannot be used, please correct them:\n${sentences.join("\n")}`);
}

function description(name: keyof Config): string | undefined {
  const setting: z.ZodType = schema.shape[name];
  const inner = setting instanceof z.ZodOptional || setting instanceof z.ZodDefault ? setting.unwrap() : setting;
  return setting.description ?? (inner as z.ZodType).description;
}

/** The settings a production start cannot do without, with the reason for each. */
const neededInProduction = {
  SECRET_KEY: "signs the links to files",
  SMTP_URL: "sends receipts and alerts",
  CLAMAV_ADDRESS: "scans uploads for viruses",
  OIDC_CITIZEN_ISSUER: "signs citizens in",
  OIDC_CITIZEN_CLIENT_ID: "signs citizens in",
  OIDC_CITIZEN_CLIENT_SECRET: "signs citizens in",
  OIDC_STAFF_ISSUER: "signs staff in",
  OIDC_STAFF_CLIENT_ID: "signs staff in",
  OIDC_STAFF_CLIENT_SECRET: "signs staff in",
  PAYMENT_URL: "takes payments",
  PAYMENT_ORIGINATOR_ID: "takes payments",
} as const satisfies Partial<Record<keyof Config, string>>;

/** Refuses a production start with a missing part, a stand-in's address, or a secret that was never chosen. */
export function checkProduction(config: Config): void {
  const problems: string[] = [];
  for (const [name, use] of Object.entries(neededInProduction)) {
    if (!config[name as keyof Config]) problems.push(`${name} is missing: it ${use}.`);
  }
  if (config.BASE_DOMAIN === "localhost")
    problems.push("BASE_DOMAIN is missing: the portals' addresses are built from it.");
  if (/@localhost\b/.test(config.MAIL_FROM))
    problems.push(
      "MAIL_FROM is missing: it is the sender of all mails, for instance Allmende <noreply@kreis.example>.",
    );
  for (const name of ["OIDC_CITIZEN_CLIENT_SECRET", "OIDC_STAFF_CLIENT_SECRET", "SECRET_KEY"] as const) {
    const value = config[name];
    if (value && neverChosen(value))
      problems.push(`${name} is easy to guess. Choose a random one, for instance with: openssl rand -base64 32`);
  }
  for (const name of ["OIDC_CITIZEN_ISSUER", "OIDC_STAFF_ISSUER", "PAYMENT_URL"] as const) {
    const value = config[name];
    if (value && new URL(value).protocol !== "https:")
      problems.push(`${name} must begin with https:// (a stand-in of the demo has no place in production).`);
  }
  if (problems.length > 0) {
    throw new StartRefusal(
      `A production start is refused:\n${problems.map((problem) => `  ${problem}`).join("\n")}\n` +
        "Set these in the environment, or start the demo world with: npm start",
    );
  }
}

/** A word out of a manual, or hardly more than one character over and over. */
function neverChosen(secret: string): boolean {
  return /^(changeme|secret|password|passwort|demo|test|example|allmende)/i.test(secret) || new Set(secret).size < 8;
}
