import { z } from "zod";
import { StartRefusal } from "./errors.ts";

const port = z.coerce.number().int().min(0).max(65_535);
const url = z.url();

const schema = z.object({
  PORT: port.default(3000),
  /** Hosts are built from it: musterstadt.<BASE_DOMAIN>. */
  BASE_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .default("localhost"),
  /** How browsers reach us; the demo has no TLS on loopback. */
  PUBLIC_SCHEME: z.enum(["http", "https"]).optional(),
  PUBLIC_PORT: port.optional(),
  DATA_DIR: z.string().min(1).default("./data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** Signs links to files; at least 32 characters, the same on all processes. */
  SECRET_KEY: z.string().min(32).optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional(),
  MAIL_FROM: z.string().default("Allmende <noreply@localhost>"),
  CLAMAV_ADDRESS: z
    .string()
    .regex(/^[^:]+:\d+$/)
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
    .optional(),
});

export type Config = z.infer<typeof schema>;

/** Reads the settings from the environment; a wrong one is named with what it should be. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new StartRefusal(`These settings cannot be used, please correct them:\n${sentences.join("\n")}`);
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

/** Refuses a production start with a missing part, a loopback stand-in, or a secret that was never chosen. */
export function checkProduction(config: Config): void {
  const problems: string[] = [];
  for (const [name, use] of Object.entries(neededInProduction)) {
    if (!config[name as keyof Config]) problems.push(`${name} is missing: it ${use}.`);
  }
  for (const name of ["OIDC_CITIZEN_CLIENT_SECRET", "OIDC_STAFF_CLIENT_SECRET", "SECRET_KEY"] as const) {
    const value = config[name];
    if (value && /^(changeme|secret|password|demo|test|example|allmende)/i.test(value)) {
      problems.push(`${name} is a well-known word. Choose a random one, for instance with: openssl rand -base64 32`);
    }
  }
  for (const name of ["OIDC_CITIZEN_ISSUER", "OIDC_STAFF_ISSUER", "PAYMENT_URL"] as const) {
    const value = config[name];
    if (value && new URL(value).protocol !== "https:" && !isLoopback(new URL(value).hostname))
      problems.push(`${name} must begin with https://`);
  }
  if (problems.length > 0) {
    throw new StartRefusal(
      `A production start is refused:\n${problems.map((problem) => `  ${problem}`).join("\n")}\n` +
        "Set these in the environment, or start the demo world with: npm start",
    );
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "127.0.0.1" || host === "[::1]";
}
