/**
 * Parts of a page that are in another language than the page itself. While a page is made such a text is only marked;
 * when the page is done, each mark becomes an element with the text's language and direction, so that it is spoken and
 * set rightly, and seen. Marks are characters of the private use area; where no element can stand they are left out.
 */
import type { MiddlewareHandler } from "hono";
import type { WebEnvironment } from "./environment.ts";

const [begin, middle, end] = ["\u{E010}", "\u{E011}", "\u{E012}"];
const marks = /[\u{E010}-\u{E012}]/u;

/** What somebody typed: our marks are no letters of any language, and would be taken for ours. */
export const unmarked = (typed: string): string => typed.replaceAll(/[\u{E010}-\u{E012}]/gu, "");

/** A text in another language; `missing` when the page's language has no words for it yet. */
export const inLanguage = (language: string, text: string, missing = false): string =>
  `${begin}${language}${missing ? "!" : ""}${middle}${text}${end}`;

/**
 * The shape of what a package calls a language: with a region, a script or a variant (Unicode Technical Standard 35,
 * section 3.2). Three letters there are none of these, and no name can be made of them.
 */
export const isLanguage = (code: string): boolean => /^[a-z]{2,3}(-([a-z]{2}|[a-z]{4,8}))?$/.test(code);

const fromRight = new Set(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);

/** How a language is written. */
export const directionOf = (language: string): "ltr" | "rtl" =>
  fromRight.has(language.split("-")[0]!) ? "rtl" : "ltr";

/** The language's tag (BCP 47); easy language ("Leichte Sprache") is a way of writing German. */
export const tagOf = (language: string): string => (language === "de-leicht" ? "de-simple" : language);

/** How a language calls itself. */
export function nameOf(language: string): string {
  if (language === "de-leicht") return "Leichte Sprache";
  return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
}

/** All sentences of an interface, each marked as of its language. */
export function markedTexts<Texts extends object>(texts: Texts, language: string): Texts {
  return new Proxy(texts, {
    get: (target, key) => marked((target as Record<string | symbol, unknown>)[key], language),
  });
}

function marked(value: unknown, language: string): unknown {
  if (typeof value === "string") return inLanguage(language, value);
  if (typeof value === "function") return (...given: unknown[]) => marked(value(...given), language);
  if (Array.isArray(value)) return value.map((entry) => marked(entry, language));
  if (typeof value === "object" && value !== null) return markedTexts(value, language);
  return value;
}

/** Nothing but text may stand in these. */
const textOnly = /^<(\/?)(title|option|textarea|script|style)\b/i;

/** The page with elements for its marks. */
export function withLanguages(html: string): string {
  if (!marks.test(html)) return html;
  let inside = "";
  return html.replaceAll(/<(?:"[^"]*"|[^">])*>|[^<]+/g, (part) => {
    if (!part.startsWith("<")) return inside ? withoutMarks(part) : elements(part);
    const [, closing, name] = textOnly.exec(part) ?? [];
    if (name) inside = closing ? "" : name;
    return withoutMarks(part);
  });
}

const elements = (text: string): string =>
  text
    .replaceAll(/\u{E010}([a-z-]+)(!?)\u{E011}/gu, (_, language: string, missing: string) => {
      const seen = missing ? ` class="al-untranslated"` : "";
      return `<span lang="${language}" dir="${directionOf(language)}"${seen}>`;
    })
    .replaceAll(end, "</span>");

const withoutMarks = (text: string): string =>
  marks.test(text) ? text.replaceAll(/\u{E010}[a-z-]+!?\u{E011}|\u{E012}/gu, "") : text;

/** Answers for a reader of a language that the interface does not speak. */
export const otherLanguages: MiddlewareHandler<WebEnvironment> = async (c, next) => {
  await next();
  const type = c.res.headers.get("content-type") ?? "";
  // What is taken away as a file holds no marks, and every sign that somebody typed.
  if (c.env.reading === "de" || !/^(text\/html|application\/json)/.test(type)) return;
  if (c.res.headers.has("content-disposition")) return;
  const { status, headers } = c.res;
  const body = await c.res.text();
  const told = type.startsWith("text/html") ? withLanguages(body) : withoutMarks(body);
  c.res = undefined;
  c.res = new Response(told, { status, headers });
};
