import { de, type PortalTexts } from "./de.ts";
import { en } from "./en.ts";

const languages: Record<string, PortalTexts> = { de, en };

export function portalTexts(language: string): PortalTexts {
  return languages[language] ?? de;
}

export type { PortalTexts };
