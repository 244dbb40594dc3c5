import { describe, expect, test } from "vitest";
import { checkProduction, readConfig } from "./config.ts";

const random = "3q2-7wAB_9xkZpLmN4vRtYsD8fGhJc1e";
const complete: Record<string, string> = {
  BASE_DOMAIN: "kreis.example",
  SECRET_KEY: random,
  SMTP_URL: "smtp://mail.kreis.example",
  MAIL_FROM: "Kreis <noreply@kreis.example>",
  CLAMAV_ADDRESS: "scanner.kreis.example:3310",
  OIDC_CITIZEN_ISSUER: "https://konto.land.example",
  OIDC_CITIZEN_CLIENT_ID: "kreis",
  OIDC_CITIZEN_CLIENT_SECRET: random,
  OIDC_STAFF_ISSUER: "https://anmeldung.kreis.example",
  OIDC_STAFF_CLIENT_ID: "kreis",
  OIDC_STAFF_CLIENT_SECRET: random,
  PAYMENT_URL: "https://bezahlen.land.example",
  PAYMENT_ORIGINATOR_ID: "kreis",
};

describe("a production start", () => {
  test("takes a complete configuration", () => {
    expect(() => checkProduction(readConfig(complete))).not.toThrow();
  });

  test.each([
    [{ CLAMAV_ADDRESS: "" }, "CLAMAV_ADDRESS is missing: it scans uploads for viruses."],
    [{ SMTP_URL: "" }, "SMTP_URL is missing: it sends receipts and alerts."],
    [{ OIDC_STAFF_ISSUER: "" }, "OIDC_STAFF_ISSUER is missing: it signs staff in."],
    [{ PAYMENT_URL: "" }, "PAYMENT_URL is missing: it takes payments."],
    [{ SECRET_KEY: "" }, "SECRET_KEY is missing: it signs the links to files."],
    [{ BASE_DOMAIN: "" }, "BASE_DOMAIN is missing: the portals' addresses are built from it."],
    [
      { MAIL_FROM: "" },
      "MAIL_FROM is missing: it is the sender of all mails, for instance Allmende <noreply@kreis.example>.",
    ],
    [
      { OIDC_CITIZEN_ISSUER: "http://127.0.0.1:3002" },
      "OIDC_CITIZEN_ISSUER must begin with https:// (a stand-in of the demo has no place in production).",
    ],
    [
      { PAYMENT_URL: "http://localhost:3003" },
      "PAYMENT_URL must begin with https:// (a stand-in of the demo has no place in production).",
    ],
    [
      { OIDC_STAFF_CLIENT_SECRET: "changeme" },
      "OIDC_STAFF_CLIENT_SECRET is easy to guess. Choose a random one, for instance with: openssl rand -base64 32",
    ],
    [
      { SECRET_KEY: "password".repeat(5) },
      "SECRET_KEY is easy to guess. Choose a random one, for instance with: openssl rand -base64 32",
    ],
    [
      { SECRET_KEY: "01".repeat(20) },
      "SECRET_KEY is easy to guess. Choose a random one, for instance with: openssl rand -base64 32",
    ],
  ])("is refused with %j", (change, sentence) => {
    expect(() => checkProduction(readConfig({ ...complete, ...change }))).toThrow(
      `A production start is refused:\n  ${sentence}\nSet these in the environment, or start the demo world with: npm start`,
    );
  });
});
