import { de, type PortalTexts } from "./de.ts";
import { markedTexts } from "../../other-language.ts";
import { en } from "./en.ts";

const languages: Record<string, PortalTexts> = { de, en };

/** The interface's sentences; for a reader of another language each is marked as not being in it. */
export function portalTexts(language: string, reading = language): PortalTexts {
  const texts = languages[language] ?? de;
  return reading === language ? texts : markedTexts(texts, language);
}

export type { PortalTexts };
