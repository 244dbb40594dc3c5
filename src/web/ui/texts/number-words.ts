const words = {
  de: ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"],
  en: ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
} as const;

/** How many of several, as it is written in a sentence: words from two to twelve, figures beyond. */
export const inWords = (language: keyof typeof words, count: number): string =>
  words[language][count - 2] ?? String(count);

/** The word as a sentence begins with it. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
