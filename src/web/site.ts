import type { Directory, Tenant } from "../domains/tenancy/index.ts";
import type { Config } from "../platform/config.ts";

/** Which of our faces a request reached, by its host. */
export type Site =
  | { kind: "portal"; tenant: Tenant; directory: Directory }
  | { kind: "alliance"; directory: Directory }
  | { kind: "sign-in"; directory: Directory }
  | { kind: "files"; directory: Directory };

export type PortalSite = Extract<Site, { kind: "portal" }>;

/** The face behind a Host header, or undefined for a host that is not ours (fault T5). */
export function siteOf(hostHeader: string | undefined, config: Config, directory: Directory): Site | undefined {
  const host = hostHeader?.toLowerCase().replace(/:\d{1,5}$/, "");
  if (!host?.endsWith(`.${config.BASE_DOMAIN}`)) return undefined;
  const label = host.slice(0, -config.BASE_DOMAIN.length - 1);
  const alliance = directory.alliance.slug;
  if (label === alliance) return { kind: "alliance", directory };
  if (label === `konto.${alliance}`) return { kind: "sign-in", directory };
  if (label === `dateien.${alliance}`) return { kind: "files", directory };
  const tenant = directory.tenants.find((candidate) => candidate.host === label);
  return tenant && { kind: "portal", tenant, directory };
}

/** Addresses of our hosts as browsers see them. */
export class Addresses {
  readonly #config: Config;
  readonly #alliance: string;
  readonly #port: number;

  constructor(config: Config, directory: Directory, port: number) {
    this.#config = config;
    this.#alliance = directory.alliance.slug;
    this.#port = port;
  }

  /** "http://musterstadt.localhost:3000" */
  of(label: string): string {
    const scheme = this.#config.PUBLIC_SCHEME ?? (this.#config.BASE_DOMAIN === "localhost" ? "http" : "https");
    const port = this.#config.PUBLIC_PORT ?? (scheme === "http" ? this.#port : 443);
    const shown = (scheme === "https" && port === 443) || (scheme === "http" && port === 80) ? "" : `:${port}`;
    return `${scheme}://${label}.${this.#config.BASE_DOMAIN}${shown}`;
  }

  get alliance(): string {
    return this.of(this.#alliance);
  }

  get signIn(): string {
    return this.of(`konto.${this.#alliance}`);
  }

  get files(): string {
    return this.of(`dateien.${this.#alliance}`);
  }

  /** Whether cookies can be marked Secure. */
  get secure(): boolean {
    return this.alliance.startsWith("https:");
  }
}
