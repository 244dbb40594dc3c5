import { de, type PortalTexts } from "./de.ts";
import type { Language } from "../../environment.ts";
import { markedTexts } from "../../other-language.ts";
import { en } from "./en.ts";

const languages: Record<string, PortalTexts> = { de, en };

/** The interface's sentences; for a reader of another language each is marked as not being in it. */
export function portalTexts(language: string, reading = language): PortalTexts {
  const texts = languages[language] ?? de;
  return reading === language ? texts : markedTexts(texts, language);
}

/** The interface's language for somebody who reads this one: German where it has no words of its own. */
export const spokenFor = (language: string): Language => (language === "en" ? "en" : "de");

export type { PortalTexts };
